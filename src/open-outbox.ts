// All that decides when and what is sent to people, put together.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import { createDigest } from './digest.ts';
import { createFallback } from './fallback.ts';
import type { Check } from './health.ts';
import { describeError, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { createPace, type Pace } from './pace.ts';
import type { GateOptions } from './slack/gate.ts';
import type { SlackSender } from './slack/slack-sender.ts';
import type { Store } from './store/store.ts';
import { createSlackWatch } from './tell/slack-watch.ts';
import { createTellOutage } from './tell/tell-outage.ts';
import { createTell, type Tell } from './tell.ts';

export interface Outbox {
  readonly tell: Tell;
  /** Begins to look for the digest that is due. */
  start(): void;
  stop(): void;
  /** What Slack says of itself, and whether it takes what it is sent. */
  checkSlack(ask: (() => Promise<Check>) | undefined): Promise<Check>;
  checkFallback(): Check;
}

export interface OutboxTimes {
  readonly slackTimeoutMs: number;
  readonly slackPace?: Pace;
  readonly slackEditPace?: Pace;
  readonly groupWaitMs?: number;
  readonly slackRetryMs?: number;
}

export interface OutboxDependencies {
  readonly config: Config;
  readonly store: Store;
  readonly sender: Pick<SlackSender, 'send' | 'reply' | 'find'>;
  readonly times: OutboxTimes;
  readonly gate: GateOptions;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Slack docs, rate limits: about one message a second in a channel with short bursts, and some 50 edits a minute. */
const POSTS: Pace = { burst: 5, everyMs: 1_100 };
const EDITS: Pace = { burst: 5, everyMs: 1_500 };
const GROUP_WAIT_MS = 15_000;
const SLACK_RETRY_MS = 60_000;
const FALLBACK_TIMEOUT_MS = 10_000;
const DIGEST_EVERY_MS = 30_000;

export function openOutbox({ config, store, sender, times, gate, ...common }: OutboxDependencies): Outbox {
  const { clock, log } = common;
  const fallback =
    config.fallback && createFallback({ ...config.fallback, timeoutMs: FALLBACK_TIMEOUT_MS, gate, clock });
  const watch = createSlackWatch({
    ...common,
    outages: fallback && store.outages,
    misconfiguredRetryMs: times.slackRetryMs ?? SLACK_RETRY_MS,
  });
  const paceOf = (pace: Pace) => createPace(pace, clock, (ms) => sleep(ms));
  const sources = {
    ...common,
    ...store,
    hasApprovers: config.approvers.length > 0 || config.approverGroup !== undefined,
    region: config.intercom.region,
    timeZone: config.timeZone,
  };
  const tell = createTell({
    ...sources,
    sender,
    watch,
    pace: { post: paceOf(times.slackPace ?? POSTS), edit: paceOf(times.slackEditPace ?? EDITS) },
    settleMs: 2 * times.slackTimeoutMs,
    groupWaitMs: times.groupWaitMs ?? GROUP_WAIT_MS,
    quietHours: config.quietHours,
    tellOutage: fallback ? createTellOutage({ ...sources, fallback }) : async () => undefined,
  });
  const digest =
    config.digestAt &&
    createDigest({ digests: store.digests, at: config.digestAt, timeZone: config.timeZone, clock });
  let timer: NodeJS.Timeout | undefined;

  function openDigest(): void {
    digest?.().catch((error: unknown) => log.error('digest not opened', describeError(error)));
  }

  return {
    tell,
    start() {
      openDigest();
      timer = setInterval(openDigest, DIGEST_EVERY_MS).unref();
    },
    stop: () => clearInterval(timer),
    async checkSlack(ask) {
      if (!ask) return { state: 'ok', reason: 'notices go to the log' };
      const asked = await ask();
      return asked.state === 'ok' && watch.check().state !== 'ok' ? watch.check() : asked;
    },
    checkFallback() {
      if (!fallback) return { state: 'ok', reason: 'none' };
      return watch.check().state === 'ok'
        ? { state: 'ok', reason: 'standing_by' }
        : { state: 'ok', reason: 'in_use' };
    },
  };
}
