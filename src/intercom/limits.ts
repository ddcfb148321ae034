// How many calls may be made now. Intercom spreads its allowance over ten-second windows and says in every answer
// what is left of the present one. Source: Intercom docs, rate limiting (X-RateLimit-Limit, -Remaining, -Reset).
//
// Every replica sees the same Remaining, so that they share it without talking to each other. With R left, each has at
// most R/8 calls under way: four replicas together then have at most half of R unanswered, so that none of them can
// overdraw it before its next answer says so; and as R falls all slow down alike, whoever came first. The last two
// calls of a window (none of a tiny one) are left alone: there R/8 no longer tells how many replicas there are.
//
// Backfill leaves a fortieth of the window to live work, 8 calls at least, and a tenth more that shrinks evenly to
// nothing half a second before the window ends, since what nobody used is lost then.

import { createWindowClock, LONGEST_MS, WINDOW_MS } from './window-clock.ts';

/** `live`: somebody's data is exposed meanwhile. `backfill`: everything that can wait. */
export type CallClass = 'live' | 'backfill';

export type Turn =
  | { readonly kind: 'go' }
  /** Ask again after the next answer. */
  | { readonly kind: 'after_answer' }
  | { readonly kind: 'until'; readonly at: Date };

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface Limits {
  /** Says whether a call may be made now. A call that is made must be told by `started` and `ended`. */
  ask(callClass: CallClass): Turn;
  started(callClass: CallClass): void;
  ended(callClass: CallClass): void;
  /** Reads an answer. For a 429: the end of the hold. */
  note(headers: AnswerHeaders, status: number): Date | undefined;
  /** When calls may be made again; undefined when some may be made now. */
  heldUntil(): Date | undefined;
  /** All that Intercom allows the app within ten seconds, as it said last; undefined before it did. */
  perWindow(): number | undefined;
}

const LONGEST_UNKNOWN = 4;
const SHARE_UNDER_WAY = 8;
/** As many as there are connections, and half of them for backfill, so that live work never waits for one. */
export const MOST_AT_ONCE: Readonly<Record<CallClass, number>> = { live: 32, backfill: 16 };
const LIVE_SHARE = 0.1;
const SHARE_ENDS_MS = 500;

interface Window {
  readonly reset: number;
  readonly endsAtMs: number;
  readonly limit: number;
  remaining: number;
}

export function createLimits(clock: () => Date): Limits {
  const windowClock = createWindowClock(clock);
  const underWay = { live: 0, backfill: 0 };
  let heldUntilMs = 0;
  let window: Window | undefined;

  function ask(callClass: CallClass): Turn {
    const nowMs = clock().getTime();
    const all = underWay.live + underWay.backfill;
    forgetWhatIsTooFarOff(nowMs);
    if (nowMs < heldUntilMs) return { kind: 'until', at: new Date(heldUntilMs) };
    if (all >= MOST_AT_ONCE.live || underWay[callClass] >= MOST_AT_ONCE[callClass])
      return { kind: 'after_answer' };
    // A new window, of which others may have used any part: a few calls go ahead and tell.
    if (!window || nowMs >= window.endsAtMs)
      return all < LONGEST_UNKNOWN ? { kind: 'go' } : { kind: 'after_answer' };
    return turnWithin(window, callClass, nowMs, all);
  }

  /** Our clock was put back meanwhile. */
  function forgetWhatIsTooFarOff(nowMs: number): void {
    if (heldUntilMs - nowMs > LONGEST_MS) heldUntilMs = 0;
    if (window && window.endsAtMs - nowMs > LONGEST_MS) window = undefined;
  }

  function see(headers: AnswerHeaders): void {
    const remaining = numberIn(headers, 'x-ratelimit-remaining');
    const reset = numberIn(headers, 'x-ratelimit-reset');
    if (remaining === undefined || reset === undefined) {
      seeNothing();
      return;
    }
    // An answer that was overtaken says more than is left, or speaks of a window that is over.
    if (window && reset < window.reset && window.reset - reset <= LONGEST_MS / 1000) return;
    if (window?.reset === reset) {
      window.remaining = Math.min(window.remaining, remaining);
      return;
    }
    const limit = numberIn(headers, 'x-ratelimit-limit') ?? remaining;
    window = { reset, remaining, limit, endsAtMs: windowClock.end(headers) };
  }

  /** Whoever answers without the headers does not count. */
  function seeNothing(): void {
    if (window && clock().getTime() < window.endsAtMs) return;
    const endsAtMs = clock().getTime() + WINDOW_MS;
    window = { reset: 0, remaining: Number.MAX_SAFE_INTEGER, limit: Number.MAX_SAFE_INTEGER, endsAtMs };
  }

  return {
    ask,
    started(callClass) {
      underWay[callClass] += 1;
    },
    ended(callClass) {
      underWay[callClass] -= 1;
    },
    note(headers, status) {
      see(headers);
      if (status !== 429 && numberIn(headers, 'x-ratelimit-remaining') !== 0) return undefined;
      // Never less long than another answer already said.
      heldUntilMs = Math.max(heldUntilMs, windowClock.end(headers));
      return new Date(heldUntilMs);
    },
    perWindow: () => (window && window.limit < Number.MAX_SAFE_INTEGER ? window.limit : undefined),
    heldUntil() {
      return clock().getTime() < heldUntilMs ? new Date(heldUntilMs) : undefined;
    },
  };
}

function turnWithin(
  { remaining, limit, endsAtMs }: Window,
  callClass: CallClass,
  nowMs: number,
  underWay: number,
): Turn {
  const kept = keptFrom(callClass, limit);
  if (remaining <= kept) return { kind: 'until', at: new Date(endsAtMs) };
  const free = remaining - kept - underWay;
  if (free <= 0 || underWay >= Math.max(1, Math.floor(remaining / SHARE_UNDER_WAY)))
    return { kind: 'after_answer' };
  if (callClass === 'live') return { kind: 'go' };
  // With t to go to its end the share is limit/10 × t/10 s: this is when it is no more than what is free.
  const freeAtMs = endsAtMs - SHARE_ENDS_MS - ((free - 1) / (LIVE_SHARE * limit)) * WINDOW_MS;
  return nowMs >= freeAtMs ? { kind: 'go' } : { kind: 'until', at: new Date(Math.ceil(freeAtMs)) };
}

/** How many calls at the end of a window this class does not touch. */
function keptFrom(callClass: CallClass, limit: number): number {
  const atLeast = callClass === 'live' ? 2 : SHARE_UNDER_WAY;
  const kept = Math.min(atLeast, Math.floor(limit / 20));
  return callClass === 'live' ? kept : Math.max(kept, Math.floor(limit / 40));
}

function numberIn(headers: AnswerHeaders, name: string): number | undefined {
  const value = headers[name];
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
