// The sweep, put together.

import { setTimeout as delay } from 'node:timers/promises';
import type { Assess } from './assess.ts';
import type { Config } from './config.ts';
import type { Intercom } from './intercom/client.ts';
import type { LiveRules } from './live-rules.ts';
import { describeError, type Log } from './log.ts';
import { createLookThrough } from './look-through.ts';
import type { Id } from './message.ts';
import type { Metrics } from './metrics.ts';
import { createPatience } from './patience.ts';
import type { Store } from './store/store.ts';
import { createSweep, type Sweeper, type SweepResult, sweepEvery } from './sweep.ts';
import type { Workers } from './workers.ts';

export interface Sweeping {
  start(): void;
  /** A pass, or the one that runs. */
  now(): Promise<SweepResult>;
  /** Gives up what runs: the next pass takes it up. */
  stop(): Promise<void>;
}

export interface OpenSweepDependencies {
  readonly config: NonNullable<Config['sweep']>;
  readonly store: Pick<Store, 'sweeps' | 'scanned' | 'heard' | 'findings'>;
  readonly intercom: Pick<Intercom, 'backfill'>;
  readonly assess: Assess;
  readonly rules: Pick<LiveRules, 'current'>;
  readonly workers: () => Pick<Workers, 'workspace' | 'isHalted'>;
  readonly by: Id;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'swept'>;
}

/** Half a minute and more of no answer: the next pass tries again. */
const TRIES = 5;
const STOP_MS = 1_500;

export function openSweep(deps: OpenSweepDependencies): Sweeping {
  const { config, store, clock, random, log, by } = deps;
  const work = deps.intercom.backfill;
  const ending = new AbortController();
  const sweep = createSweep({
    ...store,
    search: work.search,
    lookThrough: createLookThrough({ assess: deps.assess, read: work.read, clock }),
    patience: createPatience({
      clock,
      random,
      tries: TRIES,
      sleep: (ms) => delay(ms, undefined, { signal: ending.signal }),
    }),
    workspace: () => deps.workers().workspace(),
    isHalted: () => deps.workers().isHalted(),
    print: () => deps.rules.current().print,
    by,
    lookBackMs: config.lookBackMs,
    clock,
    log,
    onSwept: (seen) => deps.metrics.swept(seen),
  });
  let running: Sweeper | undefined;
  return {
    start() {
      running = sweepEvery(config.everyMs, sweep, log);
    },
    now: () => running?.now() ?? sweep(),
    async stop() {
      ending.abort();
      await Promise.race([running?.stop(), delay(STOP_MS, undefined, { ref: false })]);
      await store.sweeps.leave().catch((error: unknown) => log.error('sweep not left', describeError(error)));
    },
  };
}
