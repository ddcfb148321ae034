// Intercom spreads its allowance over ten-second windows and says in every answer what is left of the present one.
// Source: Intercom docs, rate limiting (X-RateLimit-Remaining, X-RateLimit-Reset in unix seconds).

export interface Limits {
  /** Reads an answer. The end of a hold, when this answer says that the window is spent; else undefined. */
  note(headers: Readonly<Record<string, string | string[] | undefined>>, status: number): Date | undefined;
  /** When calls may be made again; undefined when they may be made now. */
  heldUntil(): Date | undefined;
}

const WINDOW_MS = 10_000;
/** A reset further off than this comes from a clock that is wrong, here or there. */
const LONGEST_HOLD_MS = 60_000;

export function createLimits(clock: () => Date): Limits {
  let heldUntilMs = 0;

  function endOfWindow(reset: number): number {
    const now = clock().getTime();
    const inOrder = reset * 1000 > now && reset * 1000 - now <= LONGEST_HOLD_MS;
    return inOrder ? reset * 1000 : now + WINDOW_MS;
  }

  return {
    note(headers, status) {
      if (status !== 429 && headers['x-ratelimit-remaining'] !== '0') return undefined;
      // Only a spent window holds, and never less long than another answer already said.
      heldUntilMs = Math.max(heldUntilMs, endOfWindow(Number(headers['x-ratelimit-reset'])));
      return new Date(heldUntilMs);
    },
    heldUntil() {
      return clock().getTime() < heldUntilMs ? new Date(heldUntilMs) : undefined;
    },
  };
}
