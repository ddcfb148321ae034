// What failing deliveries do to the whole subscription. Intercom docs: more than 1000 consecutive errors in 15 minutes
// pause it for 15 minutes, in which notifications are dropped; errors for more than 7 days suspend it until it is set
// live again (apps of one's own workspace only). That 410 and 429, which have effects of their own, count for neither is
// inferred.

const MOST_ERRORS = 1_000;
const ERROR_WINDOW_MS = 15 * 60_000;
const PAUSE_MS = 15 * 60_000;
const SUSPEND_AFTER_MS = 7 * 24 * 60 * 60_000;

export interface Health {
  state(): 'live' | 'paused' | 'suspended';
  failed(): void;
  succeeded(): void;
  /** Live again, with no error remembered. */
  clear(): void;
}

/** Times are those of the clock, in milliseconds. */
export function createHealth(clock: () => number): Health {
  /** When the newest consecutive errors were, one more than it takes. */
  let errors: number[] = [];
  let failingSince: number | undefined;
  let pausedUntil = 0;
  let suspended = false;

  function clear(): void {
    errors = [];
    failingSince = undefined;
    pausedUntil = 0;
    suspended = false;
  }

  return {
    state() {
      if (suspended) return 'suspended';
      return clock() < pausedUntil ? 'paused' : 'live';
    },
    failed() {
      const now = clock();
      failingSince ??= now;
      suspended ||= now - failingSince > SUSPEND_AFTER_MS;
      errors.push(now);
      if (errors.length > MOST_ERRORS + 1) errors.shift();
      const [oldest] = errors;
      if (errors.length <= MOST_ERRORS || oldest === undefined || now - oldest > ERROR_WINDOW_MS) return;
      pausedUntil = now + PAUSE_MS;
      errors = [];
    },
    succeeded() {
      errors = [];
      failingSince = undefined;
    },
    clear,
  };
}
