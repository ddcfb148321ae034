// Begins the sweep every so often, one at a time.

import { describeError, type Log } from './log.ts';
import type { SweepResult } from './sweep.ts';

/** How soon one that another replica has is asked for again. */
const AGAIN_MS = 10_000;

export interface Sweeper {
  /** One that runs already counts. Rejects when the store does. */
  now(): Promise<SweepResult>;
  stop(): Promise<void>;
}

export function sweepEvery(everyMs: number, sweep: () => Promise<SweepResult>, log: Log): Sweeper {
  let running: Promise<SweepResult> | undefined;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;
  function now(): Promise<SweepResult> {
    running ??= sweep().finally(() => {
      running = undefined;
    });
    return running;
  }
  async function inTurn(): Promise<void> {
    try {
      const result = await now();
      if (result.kind === 'refused') log.warn('sweep refused', { outcome: result.reason });
      if (result.kind === 'elsewhere') comeBack();
    } catch (error) {
      // The next process looks through it again.
      if (!stopped) log.error('sweep failed', describeError(error));
    }
  }
  /** Whoever has it may be dead: its turn would else be everybody's next. */
  function comeBack(): void {
    clearTimeout(again);
    if (!stopped && everyMs > AGAIN_MS) again = setTimeout(() => void inTurn(), AGAIN_MS).unref();
  }
  const timer = setInterval(() => void inTurn(), everyMs).unref();
  void inTurn();
  return {
    now,
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(again);
      await running?.catch(() => undefined);
    },
  };
}
