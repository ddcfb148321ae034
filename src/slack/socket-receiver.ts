// Presses and commands over a WebSocket that this service opens (Socket Mode), for where Slack cannot reach it by HTTP.
// Slack or the app token may fail at any time: it is tried again for as long as the service runs.

import { setTimeout as sleep } from 'node:timers/promises';
import { SocketModeReceiver } from '@slack/bolt';
import { LogLevel, SlackError } from '@slack/web-api';
import { readFailure } from './failure.ts';
import { createQuietLogger } from './quiet-logger.ts';
import { type SlackAccess, slackClientOptions } from './slack-client.ts';
import type { ConfigCode, SlackCause } from './slack-codes.ts';

export type SocketHealth =
  | { readonly state: 'ok' }
  | {
      readonly state: 'degraded';
      readonly reason: ConfigCode | SlackCause | 'rate_limited' | 'connecting' | 'dropped';
    };

export interface SlackSocket {
  /** For `new App({ receiver })`. Not to be started by Bolt's `app.start`: `open` does it. */
  readonly receiver: SocketModeReceiver;
  /** Connects, and again whenever the connection is lost, until `close`. Returns at once. */
  open(): void;
  /** Resolves when the socket is closed, or cut off after a second. */
  close(): Promise<void>;
  check(): SocketHealth;
}

export interface SlackSocketOptions extends Omit<SlackAccess, 'token'> {
  /** xapp-…, with connections:write. */
  readonly appToken: string;
  readonly random: () => number;
  /** After the first failure; doubled with each, up to 64 times as long. */
  readonly waitMs?: number;
  /** How long Slack may take from the opening to its hello, and to answer a ping. */
  readonly patienceMs?: number;
}

const WAIT_MS = 1_000;
const PATIENCE_MS = 5_000;
const MOST_DOUBLINGS = 6;
const CLOSE_MS = 1_000;
/** A connection that lived so many times the first wait was a good one: the next is opened at once. */
const GOOD_TIMES = 10;

interface Failure {
  readonly reason: Extract<SocketHealth, { state: 'degraded' }>['reason'];
  readonly retryAfterMs: number;
}

export function createSlackSocket(options: SlackSocketOptions): SlackSocket {
  const { appToken, random, waitMs = WAIT_MS, patienceMs = PATIENCE_MS, ...access } = options;
  const logger = createQuietLogger(access.log, LogLevel.WARN);
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    logLevel: LogLevel.WARN,
    // Its own reconnecting waits 5 s and more after each drop, and ends for good, with an unhandled rejection, where
    // apps.connections.open fails in a way that it takes for final, as with a 500.
    autoReconnectEnabled: false,
    clientPingTimeout: patienceMs,
    installerOptions: { clientOptions: slackClientOptions(access) },
    processEventErrorHandler: async () => {
      logger.error();
      return false;
    },
  });
  const { client } = receiver;
  keepRejections(client, () => logger.error());
  const closing = new AbortController();
  let health: SocketHealth = { state: 'degraded', reason: 'connecting' };
  let running: Promise<void> = Promise.resolve();

  async function connect(): Promise<Failure | undefined> {
    const late = setTimeout(() => void client.disconnect(), access.timeoutMs + patienceMs);
    try {
      await client.start();
      return undefined;
    } catch (error) {
      return failureOf(error);
    } finally {
      clearTimeout(late);
    }
  }

  /** Resolves when the connection has ended, with why and after what time to come back at the earliest. */
  async function connectOnce(): Promise<Failure> {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    client.on('disconnected', resolve);
    try {
      const failure = await connect();
      if (failure) return failure;
      health = { state: 'ok' };
      // It may have been asked to close while it was connecting.
      if (closing.signal.aborted) void client.disconnect();
      await ended;
      return { reason: 'dropped', retryAfterMs: 0 };
    } finally {
      client.off('disconnected', resolve);
    }
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!closing.signal.aborted) {
      const begunMs = performance.now();
      const { reason, retryAfterMs } = await connectOnce();
      const wasGood = reason === 'dropped' && performance.now() - begunMs > GOOD_TIMES * waitMs;
      failures = wasGood ? 0 : failures + 1;
      health = { state: 'degraded', reason };
      const doubled = failures === 0 ? 0 : waitMs * 2 ** Math.min(failures - 1, MOST_DOUBLINGS);
      const pauseMs = Math.max(retryAfterMs, doubled * (0.5 + random() / 2));
      await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  return {
    receiver,
    open() {
      running = run();
    },
    async close() {
      closing.abort();
      void client.disconnect();
      // Asked a second time it waits no longer for Slack to say goodbye.
      const cut = setTimeout(() => void client.disconnect(), CLOSE_MS / 2);
      await Promise.race([running, sleep(CLOSE_MS, undefined, { ref: false })]);
      clearTimeout(cut);
    },
    check: () => health,
  };
}

/** What it does with a frame that is not Slack's is rejected where nobody listens, which would end the process. */
function keepRejections(client: SocketModeReceiver['client'], onError: () => void): void {
  const listeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  for (const listener of listeners)
    client.on('ws_message', (...frame: readonly unknown[]) => {
      Promise.resolve(listener(...frame)).catch(onError);
    });
}

/** A socket that ended before Slack's hello rejects with nothing. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof SlackError))
    return { reason: error === undefined ? 'dropped' : 'unknown', retryAfterMs: 0 };
  const failure = readFailure(error);
  switch (failure.kind) {
    case 'rate_limited':
      return { reason: 'rate_limited', retryAfterMs: failure.retryAfterMs };
    case 'unavailable':
      return { reason: failure.cause, retryAfterMs: 0 };
    case 'misconfigured':
      return { reason: failure.code, retryAfterMs: 0 };
    case 'refused_payload':
    case 'stale':
      return { reason: 'unknown', retryAfterMs: 0 };
  }
}
