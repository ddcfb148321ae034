// Notifications that are held back until later ones have gone: Intercom promises no order.

export interface Holding {
  readonly size: number;
  /** Resolves when `count` notifications with a greater number are over. */
  hold(number: number, count: number): Promise<void>;
  /** The notification with this number is over. */
  passed(number: number): void;
  /** No later ones will come. */
  releaseAll(): void;
}

interface Held {
  readonly number: number;
  readonly release: () => void;
  left: number;
}

export function createHolding(): Holding {
  const held = new Set<Held>();
  return {
    get size() {
      return held.size;
    },
    hold: (number, count) => new Promise<void>((release) => void held.add({ number, release, left: count })),
    passed(number) {
      for (const entry of held) {
        if (entry.number >= number) continue;
        entry.left -= 1;
        if (entry.left > 0) continue;
        held.delete(entry);
        entry.release();
      }
    },
    releaseAll() {
      for (const { release } of held) release();
      held.clear();
    },
  };
}
