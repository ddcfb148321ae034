// Lets a few through at once and then one per interval, as Slack asks: about one message a second in a channel,
// with short bursts. Source: Slack docs, rate limits.

export interface Pace {
  readonly burst: number;
  readonly everyMs: number;
}

/** Resolves when the caller may go on. Callers are let through in their order. */
export function createPace(
  { burst, everyMs }: Pace,
  clock: () => Date,
  sleep: (ms: number) => Promise<void>,
): () => Promise<void> {
  let freeAtMs = 0;
  return async () => {
    const now = clock().getTime();
    const turn = Math.max(freeAtMs, now - (burst - 1) * everyMs);
    freeAtMs = turn + everyMs;
    if (turn > now) await sleep(turn - now);
  };
}
