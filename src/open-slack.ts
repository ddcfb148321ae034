// Slack's two ways: cards go out, presses of buttons come in.

import type { SlackConfig } from './config.ts';
import type { Check } from './health.ts';
import { type GateOptions, gated } from './slack/gate.ts';
import { createPressTokens } from './slack/press-token.ts';
import { createSlackDoor } from './slack/slack-door.ts';
import { createSlackSender } from './slack/slack-sender.ts';

export interface Slack {
  readonly sender: ReturnType<typeof createSlackSender>;
  readonly router: ReturnType<typeof createSlackDoor>['router'];
  readonly check: () => Promise<Check>;
}

export function openSlack(
  config: SlackConfig,
  timeoutMs: number,
  clock: () => Date,
  gate: GateOptions,
): Slack {
  const { botToken: token, apiUrl, channel, signingSecret } = config;
  const access = { token, apiUrl, timeoutMs, fetch: gated(globalThis.fetch, gate) };
  const tokens = createPressTokens(signingSecret);
  const sender = createSlackSender({ ...access, channel, tokens, clock });
  return {
    sender,
    router: createSlackDoor({ ...access, signingSecret }).router,
    check: () => sender.check(),
  };
}
