// Many small writes that arrive together share one transaction: while one runs, the next ones gather.
// An idle store writes at once, so that nothing waits for a timer.

export interface GroupCommit<Item> {
  /** Resolves when the item's transaction is committed; rejects when it is not. */
  add(item: Item): Promise<void>;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

export function createGroupCommit<Item>(
  write: (items: readonly Item[]) => Promise<void>,
  most = 200,
): GroupCommit<Item> {
  type Waiting = {
    readonly item: Item;
    readonly resolve: () => void;
    readonly reject: (error: unknown) => void;
  };
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        await write(group.map(({ item }) => item));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = undefined;
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        // A microtask later, so that everything of one turn of the event loop joins the first group.
        running ??= Promise.resolve().then(drain);
      }),
    idle: async () => {
      await running;
    },
  };
}
