// Work that goes on after its answer was given: stopping the service waits for it.

import { setTimeout as sleep } from 'node:timers/promises';

export interface Tracked {
  /** Begins it and lets it go on. Never throws. */
  begin(work: () => Promise<void>): void;
  /** Resolves when nothing is left running, or after `atMostMs`. */
  ended(atMostMs: number): Promise<void>;
}

export function createTracked(onError: (error: unknown) => void): Tracked {
  const running = new Set<Promise<void>>();
  return {
    begin(work) {
      const one = work()
        .catch(onError)
        .finally(() => running.delete(one));
      running.add(one);
    },
    async ended(atMostMs) {
      const stop = new AbortController();
      const tooLong = sleep(atMostMs, undefined, { signal: stop.signal }).catch(() => undefined);
      await Promise.race([allEnded(), tooLong]);
      stop.abort();
    },
  };

  /** What runs may begin more. */
  async function allEnded(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }
}
