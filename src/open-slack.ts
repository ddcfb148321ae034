// Slack's two ways: cards go out, presses of buttons come in.

import type { App as Bolt } from '@slack/bolt';
import type { RequestHandler } from 'express';
import { type Approvers, createApprovers } from './approvers.ts';
import type { Config, SlackConfig } from './config.ts';
import { createDesk } from './desk.ts';
import type { Check } from './health.ts';
import { describeError, type Log } from './log.ts';
import { createTeam, membersOf } from './slack/ask-slack.ts';
import { type GateOptions, gated } from './slack/gate.ts';
import { createHttpReceiver } from './slack/http-receiver.ts';
import { createPressTokens } from './slack/press-token.ts';
import { createSlackClient } from './slack/slack-client.ts';
import { createSlackDoor } from './slack/slack-door.ts';
import { createSlackSender, type SlackSender } from './slack/slack-sender.ts';
import type { Store } from './store/store.ts';
import { createTracked } from './tracked.ts';

export interface Slack {
  readonly sender: SlackSender;
  readonly approvers: Approvers;
  /** Undefined where presses come over a socket. */
  readonly router: RequestHandler | undefined;
  /** For commands, which are registered beside the presses. */
  readonly bolt: Bolt;
  readonly check: () => Promise<Check>;
  /** Resolves when what was acknowledged is done, or after `atMostMs`. */
  ended(atMostMs: number): Promise<void>;
}

export interface SlackDependencies {
  readonly approvers: Pick<Config, 'approvers' | 'approverGroup'>;
  readonly store: Pick<Store, 'presses' | 'notices'>;
  readonly timeoutMs: number;
  readonly clock: () => Date;
  readonly log: Log;
  readonly gate: GateOptions;
}

export function openSlack(config: SlackConfig, deps: SlackDependencies): Slack {
  const { botToken: token, apiUrl, channel, signingSecret } = config;
  const { timeoutMs, clock, log } = deps;
  const { presses, notices } = deps.store;
  const access = { token, apiUrl, timeoutMs, fetch: gated(globalThis.fetch, deps.gate) };
  const tokens = createPressTokens(signingSecret);
  const sender = createSlackSender({ ...access, channel, tokens, clock });
  const client = createSlackClient(access);
  const { approvers: named, approverGroup: group } = deps.approvers;
  const approvers = createApprovers({ named, members: group && (() => membersOf(client, group)), clock });
  const onError = (error: unknown) => log.error('slack listener failed', describeError(error));
  const tracked = createTracked(onError);
  const desk = createDesk({ tokens, team: createTeam(client), approvers, presses, notices, log });
  // Socket Mode is another receiver, without a router.
  const receiver = createHttpReceiver(signingSecret);
  const { bolt } = createSlackDoor({ ...access, receiver, desk, tracked, clock, onError });
  return {
    sender,
    approvers,
    router: receiver.router,
    bolt,
    check: () => sender.check(),
    ended: tracked.ended,
  };
}
