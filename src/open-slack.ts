// Slack's two ways: cards go out, presses of buttons come in.

import type { RequestHandler } from 'express';
import type { SlackConfig } from './config-notices.ts';
import type { Desk } from './desk.ts';
import type { Check } from './health.ts';
import { describeError, type Log } from './log.ts';
import { createTeam, membersOf } from './slack/ask-slack.ts';
import { addCommands, type CommandsDependencies } from './slack/commands.ts';
import { type GateOptions, gated } from './slack/gate.ts';
import { createHttpReceiver } from './slack/http-receiver.ts';
import { createPressTokens, type PressTokens } from './slack/press-token.ts';
import { createSlackClient } from './slack/slack-client.ts';
import { createSlackDoor } from './slack/slack-door.ts';
import { slackCheck } from './slack/slack-health.ts';
import { createSlackSender, type SlackSender } from './slack/slack-sender.ts';
import { createSlackSocket } from './slack/socket-receiver.ts';
import { createTracked } from './tracked.ts';

export interface Slack {
  readonly sender: SlackSender;
  readonly tokens: PressTokens;
  /** The workspace of the token. */
  readonly team: () => Promise<string>;
  readonly membersOf: (group: string) => Promise<readonly string[]>;
  readonly check: () => Promise<Check>;
  /** Builds the way in. */
  open(deps: SlackInDependencies): SlackIn;
}

export interface SlackIn {
  /** Undefined where presses come over a socket. */
  readonly router: RequestHandler | undefined;
  /** Opens the socket, where there is one. */
  start(): void;
  /** Takes no more over the socket. */
  stop(): Promise<void>;
  /** Resolves when what was acknowledged is done, or after `atMostMs`. */
  ended(atMostMs: number): Promise<void>;
}

export interface SlackInDependencies extends Pick<CommandsDependencies, 'answer' | 'region' | 'told'> {
  readonly desk: Desk;
}

export interface SlackDependencies {
  readonly timeoutMs: number;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly gate: GateOptions;
}

export function openSlack(config: SlackConfig, deps: SlackDependencies): Slack {
  const { timeoutMs, clock, random, log, gate } = deps;
  const { botToken: token, apiUrl, channel, signingSecret, appToken } = config;
  const access = { token, apiUrl, timeoutMs, fetch: gated(globalThis.fetch, gate) };
  const tokens = createPressTokens(signingSecret);
  const sender = createSlackSender({ ...access, channel, tokens, clock });
  const client = createSlackClient(access);
  const team = createTeam(client);
  const socket = appToken === undefined ? undefined : createSlackSocket({ ...access, appToken, random });
  return {
    sender,
    tokens,
    team,
    membersOf: (group) => membersOf(client, group),
    check: async () => slackCheck(await sender.check(), socket?.check()),
    open({ desk, ...commands }) {
      const onError = (error: unknown) => log.error('slack listener failed', describeError(error));
      const tracked = createTracked(onError);
      const http = createHttpReceiver(signingSecret);
      const receiver = socket?.receiver ?? http;
      const { bolt } = createSlackDoor({ ...access, receiver, desk, tracked, clock, onError });
      addCommands(bolt, { ...commands, team, tracked, clock });
      return {
        router: socket ? undefined : http.router,
        start: () => socket?.open(),
        stop: async () => socket?.close(),
        ended: tracked.ended,
      };
    },
  };
}
