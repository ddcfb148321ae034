// When Intercom's present window ends, by our clock. Its reset is told in seconds of Intercom's clock, and either
// clock may be wrong: a hold is never longer than a minute, and without an end that makes sense it is one window.

import type { AnswerHeaders } from './limits.ts';

export interface WindowClock {
  /** Unix milliseconds of our clock. */
  end(headers: AnswerHeaders): number;
}

/** Source: Intercom docs, rate limiting. */
export const WINDOW_MS = 10_000;
/** Older plans may have windows of a minute; whatever is further off comes from a clock that is wrong. */
export const LONGEST_MS = 60_000;
/** The Date header has whole seconds, and took its time to come. */
const CLOCKS_AGREE_MS = 2_000;

export function createWindowClock(clock: () => Date): WindowClock {
  return {
    end(headers) {
      const nowMs = clock().getTime();
      const resetMs = Number(headers['x-ratelimit-reset']) * 1000;
      const theirMs = Date.parse(String(headers.date));
      const byOurs = resetMs - nowMs;
      const byTheirs = resetMs - theirMs;
      const agree = Math.abs(theirMs - nowMs) <= CLOCKS_AGREE_MS;
      const leftMs = (agree ? [byOurs] : [byTheirs, byOurs]).find((ms) => ms > 0 && ms <= LONGEST_MS);
      return nowMs + (leftMs ?? WINDOW_MS);
    },
  };
}
