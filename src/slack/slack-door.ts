// Where Slack's own requests come in, over HTTP or a socket: presses of buttons and forms. Commands are added to its
// app (`bolt`), each with its own listener.

import { App, type Receiver } from '@slack/bolt';
import { LogLevel } from '@slack/web-api';
import type { Desk } from '../desk.ts';
import type { Tracked } from '../tracked.ts';
import { addPresses } from './press-listeners.ts';
import { createQuietLogger } from './quiet-logger.ts';
import { type SlackAccess, slackClientOptions } from './slack-client.ts';

export interface SlackDoorOptions extends SlackAccess {
  readonly receiver: Receiver;
  readonly desk: Desk;
  /** What goes on after a press was acknowledged. */
  readonly tracked: Tracked;
  readonly clock: () => Date;
  /** A listener threw. */
  readonly onError: (error: unknown) => void;
}

export interface SlackDoor {
  readonly bolt: App;
}

/** Calls nothing at the start: Bolt's own check of the token would end the process while Slack is down. */
export function createSlackDoor(options: SlackDoorOptions): SlackDoor {
  const { receiver, token, desk, tracked, clock, onError, ...access } = options;
  const bolt = new App({
    receiver,
    authorize: async () => ({ botToken: token }),
    convoStore: false,
    logger: createQuietLogger(access.log, LogLevel.WARN),
    logLevel: LogLevel.WARN,
    clientOptions: slackClientOptions(access),
  });
  const way = { timeoutMs: access.timeoutMs, fetch: access.fetch ?? globalThis.fetch };
  addPresses(bolt, { desk, tracked, way, clock });
  // Bolt's default throws on, which would end the process.
  bolt.error(async (error) => onError(error));
  return { bolt };
}
