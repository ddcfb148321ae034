// Slack's two ways: cards go out, presses of buttons come in.

import type { RequestHandler } from 'express';
import type { SlackConfig } from './config.ts';
import type { Desk } from './desk.ts';
import type { Check } from './health.ts';
import { describeError, type Log } from './log.ts';
import { createTeam, membersOf } from './slack/ask-slack.ts';
import { type GateOptions, gated } from './slack/gate.ts';
import { createHttpReceiver } from './slack/http-receiver.ts';
import { createPressTokens, type PressTokens } from './slack/press-token.ts';
import { createSlackClient } from './slack/slack-client.ts';
import { createSlackDoor, type SlackDoor } from './slack/slack-door.ts';
import { createSlackSender, type SlackSender } from './slack/slack-sender.ts';
import { createTracked } from './tracked.ts';

export interface Slack {
  readonly sender: SlackSender;
  readonly tokens: PressTokens;
  /** The workspace of the token. */
  readonly team: () => Promise<string>;
  readonly membersOf: (group: string) => Promise<readonly string[]>;
  readonly check: () => Promise<Check>;
  /** Opens the way in. */
  open(desk: Desk): SlackIn;
}

export interface SlackIn {
  /** Undefined where presses come over a socket. */
  readonly router: RequestHandler | undefined;
  /** For commands, which are registered beside the presses. */
  readonly bolt: SlackDoor['bolt'];
  /** Resolves when what was acknowledged is done, or after `atMostMs`. */
  ended(atMostMs: number): Promise<void>;
}

export interface SlackDependencies {
  readonly timeoutMs: number;
  readonly clock: () => Date;
  readonly log: Log;
  readonly gate: GateOptions;
}

export function openSlack(config: SlackConfig, { timeoutMs, clock, log, gate }: SlackDependencies): Slack {
  const { botToken: token, apiUrl, channel, signingSecret } = config;
  const access = { token, apiUrl, timeoutMs, fetch: gated(globalThis.fetch, gate) };
  const tokens = createPressTokens(signingSecret);
  const sender = createSlackSender({ ...access, channel, tokens, clock });
  const client = createSlackClient(access);
  return {
    sender,
    tokens,
    team: createTeam(client),
    membersOf: (group) => membersOf(client, group),
    check: () => sender.check(),
    open(desk) {
      const onError = (error: unknown) => log.error('slack listener failed', describeError(error));
      const tracked = createTracked(onError);
      // Socket Mode is another receiver, without a router.
      const receiver = createHttpReceiver(signingSecret);
      const { bolt } = createSlackDoor({ ...access, receiver, desk, tracked, clock, onError });
      return { router: receiver.router, bolt, ended: tracked.ended };
    },
  };
}
