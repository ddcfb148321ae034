// Intercom spreads its allowance over ten-second windows and says in every answer what is left of the present one.
// Source: Intercom docs, rate limiting (X-RateLimit-Remaining, X-RateLimit-Reset in unix seconds).

export interface Limits {
  note(headers: Readonly<Record<string, string | string[] | undefined>>, status: number): void;
  /** When calls may be made again; undefined when they may be made now. */
  heldUntil(): Date | undefined;
  /** When the present window ends, as far as Intercom said. */
  nextWindow(): Date;
}

const WINDOW_MS = 10_000;
/** A reset further off than this comes from a clock that is wrong, here or there. */
const LONGEST_HOLD_MS = 60_000;

export function createLimits(clock: () => Date): Limits {
  let resetAtMs = 0;
  let held = false;
  const nextWindow = (): Date => {
    const now = clock().getTime();
    const inOrder = resetAtMs > now && resetAtMs - now <= LONGEST_HOLD_MS;
    return new Date(inOrder ? resetAtMs : now + WINDOW_MS);
  };
  return {
    nextWindow,
    note(headers, status) {
      const reset = Number(headers['x-ratelimit-reset']);
      if (Number.isFinite(reset)) resetAtMs = reset * 1000;
      const spent = status === 429 || headers['x-ratelimit-remaining'] === '0';
      if (spent) {
        resetAtMs = nextWindow().getTime();
        held = true;
      }
    },
    heldUntil() {
      if (held && clock().getTime() >= resetAtMs) held = false;
      return held ? new Date(resetAtMs) : undefined;
    },
  };
}
