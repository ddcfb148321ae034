// Intercom docs: the allowance per minute is spread over windows of 10 seconds; every answer says where one stands.

const WINDOW_S = 10;

export interface RateWindow {
  /** Takes one call from the window; false when there is none left. */
  take(): boolean;
  /** For the answer: limit and remaining calls in this window, and the unix second in which the next one starts. */
  headers(): Readonly<Record<string, string>>;
  clear(): void;
}

export function createRateWindow(limit: number, clock: () => number): RateWindow {
  // A reader that counts down must not run out, so that "no limit" is the largest number that all of them can read.
  const shownLimit = Number.isFinite(limit) ? limit : 2_147_483_647;
  let start = 0;
  let used = 0;

  function roll(): void {
    const current = Math.floor(clock() / 1000 / WINDOW_S) * WINDOW_S;
    if (current === start) return;
    start = current;
    used = 0;
  }

  return {
    take() {
      roll();
      if (used >= limit) return false;
      used += 1;
      return true;
    },
    headers() {
      roll();
      const remaining = Number.isFinite(limit) ? limit - used : shownLimit;
      return {
        'x-ratelimit-limit': String(shownLimit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': String(start + WINDOW_S),
      };
    },
    clear() {
      used = 0;
    },
  };
}
