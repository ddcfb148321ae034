// Backfills, put together: looked for every few seconds, and carried out one at a time.

import { setTimeout as delay } from 'node:timers/promises';
import type { Assess } from './assess.ts';
import type { Intercom } from './intercom/client.ts';
import type { LiveRules } from './live-rules.ts';
import { describeError, type Log } from './log.ts';
import { createLookThrough } from './look-through.ts';
import type { Id } from './message.ts';
import { createPatience } from './patience.ts';
import { createRunBackfill } from './run-backfill.ts';
import type { Store } from './store/store.ts';
import type { Workers } from './workers.ts';

export interface Backfilling {
  start(): void;
  /** There may be something to do now. */
  look(): void;
  /** Gives up what runs: it is taken up again where it stands. */
  stop(): Promise<void>;
}

export interface OpenBackfillDependencies {
  readonly store: Pick<Store, 'backfills' | 'scanned' | 'findings'>;
  readonly intercom: Pick<Intercom, 'backfill'>;
  readonly assess: Assess;
  readonly rules: Pick<LiveRules, 'current'>;
  readonly workers: () => Pick<Workers, 'workspace' | 'isHalted'>;
  readonly by: Id;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly log: Log;
}

/** Intercom may be down for a good while: more than ten minutes. */
const TRIES = 10;
const LOOK_EVERY_MS = 5_000;
const STOP_MS = 1_500;

export function openBackfill(deps: OpenBackfillDependencies): Backfilling {
  const { store, clock, random, log, by } = deps;
  const work = deps.intercom.backfill;
  const ending = new AbortController();
  const run = createRunBackfill({
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
    clock,
    log,
  });
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    if (ending.signal.aborted) return;
    running ??= run()
      .then(() => undefined)
      .catch((error: unknown) => {
        // It is taken up again.
        if (!ending.signal.aborted) log.error('backfill interrupted', describeError(error));
      })
      .finally(() => {
        running = undefined;
      });
  }

  return {
    look,
    start() {
      timer = setInterval(look, LOOK_EVERY_MS).unref();
      look();
    },
    async stop() {
      clearInterval(timer);
      ending.abort();
      await Promise.race([running, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}
