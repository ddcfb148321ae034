// A worker waits for all jobs of its batch. One that is slow, because the other side hangs, is let go on by itself
// after a while, so that it does not hold up the rest: a stand-by for it is kept first, in case the process dies.

import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  /** Resolves with what `running` gives, or with `letGo` when that takes too long; rejects never. */
  wait<Result>(running: Promise<Result>, keepStandBy: () => Promise<void>, letGo: Result): Promise<Result>;
  /** Resolves when nothing that was let go is still running. */
  ended(): Promise<void>;
}

/** `running` must not reject. With `atMost` let go already, the next slow ones hold their workers. */
export function createPatience(patienceMs: number, atMost: number): Patience {
  const lettenGo = new Set<Promise<unknown>>();

  return {
    async wait(running, keepStandBy, letGo) {
      const ended = new AbortController();
      const tooLong = sleep(patienceMs, true, { signal: ended.signal, ref: false }).catch(() => false);
      const slow = await Promise.race([running.then(() => false), tooLong]);
      ended.abort();
      if (!slow || lettenGo.size >= atMost) return running;
      try {
        await keepStandBy();
      } catch {
        return running;
      }
      lettenGo.add(running);
      void running.then(() => lettenGo.delete(running));
      return letGo;
    },
    async ended() {
      await Promise.all(lettenGo);
    },
  };
}
