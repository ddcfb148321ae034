// Calls wait here for their turn, live ones before backfill.

import type { CallClass, Limits } from './limits.ts';

export interface Turns {
  /**
   * Resolves with undefined when the call may be made now, which `done` must end; or with the time at which to come
   * back, when that is so far off that nobody should wait for it here.
   */
  take(callClass: CallClass): Promise<Date | undefined>;
  done(callClass: CallClass): void;
}

/** Longer than this a job is better off in the queue, where it holds no worker. */
const WAIT_AT_MOST_MS = 1_000;

type Waiting = (comeBackAt: Date | undefined) => void;

export function createTurns(limits: Limits, clock: () => Date): Turns {
  const waiting: Record<CallClass, Waiting[]> = { live: [], backfill: [] };
  let timer: NodeJS.Timeout | undefined;

  function goOn(): void {
    if (serve('live')) serve('backfill');
  }

  /** Whether nobody of this class waits any more. */
  function serve(callClass: CallClass): boolean {
    const queue = waiting[callClass];
    while (queue.length > 0) {
      const turn = limits.ask(callClass);
      if (turn.kind === 'after_answer') return false;
      if (turn.kind === 'until') {
        const waitMs = turn.at.getTime() - clock().getTime();
        if (waitMs <= WAIT_AT_MOST_MS) return wake(waitMs);
        for (const sendAway of queue.splice(0)) sendAway(turn.at);
        return true;
      }
      limits.started(callClass);
      queue.shift()?.(undefined);
    }
    return true;
  }

  function wake(afterMs: number): false {
    clearTimeout(timer);
    timer = setTimeout(goOn, Math.max(1, afterMs));
    return false;
  }

  return {
    take(callClass) {
      return new Promise((resolve) => {
        waiting[callClass].push(resolve);
        goOn();
      });
    },
    done(callClass) {
      limits.ended(callClass);
      goOn();
    },
  };
}
