// What must be answered goes before what can wait: work that can waits here until no event is being taken.

import { setTimeout as sleep } from 'node:timers/promises';

export interface Lull {
  /** Runs what goes first. */
  first<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when there is no burst of what goes first, or after `atMostMs`. */
  quiet(atMostMs: number): Promise<void>;
}

/** So many at once are a burst. Fewer do not suffer from what runs beside them, and must not keep it waiting. */
const BURST = 4;

/** In a burst the next events come within this time. */
const LULL_MS = 3;

export function createLull(): Lull {
  let running = 0;
  let burstAtMs = Number.NEGATIVE_INFINITY;
  let waiting: { readonly untilMs: number; readonly resolve: () => void }[] = [];

  const note = (): void => {
    if (running >= BURST) burstAtMs = performance.now();
  };
  const isBusy = (): boolean => running >= BURST || performance.now() - burstAtMs < LULL_MS;

  /** One clock for all that wait. */
  async function watch(): Promise<void> {
    while (waiting.length > 0) {
      await sleep(LULL_MS);
      const nowMs = isBusy() ? performance.now() : Number.POSITIVE_INFINITY;
      const due = waiting.filter(({ untilMs }) => untilMs <= nowMs);
      waiting = waiting.filter(({ untilMs }) => untilMs > nowMs);
      for (const { resolve } of due) resolve();
    }
  }

  return {
    async first(work) {
      running += 1;
      note();
      try {
        return await work();
      } finally {
        note();
        running -= 1;
      }
    },
    quiet(atMostMs) {
      if (!isBusy()) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.push({ untilMs: performance.now() + atMostMs, resolve });
        if (waiting.length === 1) void watch();
      });
    },
  };
}
