// What looks back, put together: the sweep for what webhooks did not bring, and backfills. Both read by calls that let
// live work go first, and both give up what runs when the process ends: it is taken up again where it stands.

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
import { createRunBackfill } from './run-backfill.ts';
import type { Store } from './store/store.ts';
import { createSweep, type SweepResult } from './sweep.ts';
import { type Sweeper, sweepEvery } from './sweep-every.ts';
import { createTheirClock } from './their-clock.ts';
import type { Search } from './walk-history.ts';
import type { Workers } from './workers.ts';

export interface History {
  start(): void;
  /** A pass, or the one that runs. Undefined: sweeps are off. */
  readonly sweep: (() => Promise<SweepResult>) | undefined;
  /** There may be a backfill to carry out now. */
  lookForBackfill(): void;
  stop(): Promise<void>;
}

export interface OpenHistoryDependencies {
  readonly config: Pick<Config, 'sweep'>;
  readonly store: Pick<Store, 'sweeps' | 'scanned' | 'heard' | 'findings' | 'backfills'>;
  readonly intercom: Pick<Intercom, 'backfill'>;
  readonly assess: Assess;
  readonly rules: Pick<LiveRules, 'current'>;
  readonly workers: () => Pick<Workers, 'workspace' | 'isHalted'>;
  /** This process. */
  readonly by: Id;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'swept'>;
}

/** Half a minute and more of no answer: the next pass of a sweep tries again. A backfill waits some ten minutes. */
const TRIES = { sweep: 5, backfill: 10 } as const;
const LOOK_EVERY_MS = 5_000;
const STOP_MS = 1_500;

export function openHistory(deps: OpenHistoryDependencies): History {
  const { store, clock, random, log, by } = deps;
  const { read } = deps.intercom.backfill;
  const theirClock = createTheirClock(clock);
  const search: Search = async (within, after) => {
    const found = await deps.intercom.backfill.search(within, after);
    if (found.kind === 'found') theirClock.note(found.sentAt);
    return found;
  };
  const ending = new AbortController();
  const sleep = (ms: number): Promise<void> => delay(ms, undefined, { signal: ending.signal });
  const common = {
    ...store,
    search,
    lookThrough: createLookThrough({ assess: deps.assess, read, clock }),
    workspace: () => deps.workers().workspace(),
    isHalted: () => deps.workers().isHalted(),
    print: () => deps.rules.current().print,
    by,
    clock,
    theirs: theirClock.now,
    log,
  };
  const patienceOf = (tries: number) => createPatience({ clock, random, sleep, tries });
  const sweep =
    deps.config.sweep &&
    createSweep({
      ...common,
      patience: patienceOf(TRIES.sweep),
      lookBackMs: deps.config.sweep.lookBackMs,
      onSwept: (seen) => deps.metrics.swept(seen),
    });
  const runBackfill = createRunBackfill({ ...common, patience: patienceOf(TRIES.backfill) });
  let sweeper: Sweeper | undefined;
  let backfill: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function lookForBackfill(): void {
    if (ending.signal.aborted) return;
    backfill ??= runBackfill()
      .catch((error: unknown) => {
        // It is taken up again.
        if (!ending.signal.aborted) log.error('backfill interrupted', describeError(error));
      })
      .then(() => {
        backfill = undefined;
      });
  }

  return {
    sweep: sweep && (() => sweeper?.now() ?? sweep()),
    lookForBackfill,
    start() {
      if (sweep && deps.config.sweep) sweeper = sweepEvery(deps.config.sweep.everyMs, sweep, log);
      timer = setInterval(lookForBackfill, LOOK_EVERY_MS).unref();
      lookForBackfill();
    },
    async stop() {
      clearInterval(timer);
      ending.abort();
      const running = Promise.all([sweeper?.stop(), backfill]);
      await Promise.race([running, delay(STOP_MS, undefined, { ref: false })]);
      if (sweep)
        await store.sweeps
          .leave()
          .catch((error: unknown) => log.error('sweep not left', describeError(error)));
    },
  };
}
