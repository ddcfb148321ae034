// Many small reads or writes that arrive together share one statement or transaction: while one runs, the next ones
// gather. An idle store works at once, so that nothing waits for a timer.

import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

export interface GroupLimits {
  readonly most?: number;
  /** Groups begin so far apart at least; the first after a while begins at once. */
  readonly gatherMs?: number;
}

/** Gives each item its own result, in the order of the items. Rejects every item of a group that fails. */
export function grouped<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  { most = 200, gatherMs = 0 }: GroupLimits = {},
): (item: Item) => Promise<Result> {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let running = false;
  let begunAtMs = Number.NEGATIVE_INFINITY;

  async function drain(): Promise<void> {
    // The embedded store answers without leaving this turn of the event loop, so what the turn still brings would
    // find the group gone.
    for (await nextTurn(); waiting.length > 0; await nextTurn()) {
      const waitMs = begunAtMs + gatherMs - performance.now();
      if (waitMs > 0) await sleep(waitMs);
      begunAtMs = performance.now();
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const results = await work(group.map(({ item }) => item));
        for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running) return;
      running = true;
      void drain();
    });
}
