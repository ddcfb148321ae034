// Trouble on demand. Faults are tried in the order in which they were added. `delay` and `null_request_id` add to
// what follows; the first of the others decides about the request.

import type { Call } from './calls.ts';

export interface FaultMatch {
  readonly method?: string;
  /** A prefix of the path, or a pattern to find in it. */
  readonly path?: string | RegExp;
  /** Whatever else: for example a certain conversation in the body. */
  readonly where?: (call: Call) => boolean;
}

type FaultHeaders = Readonly<Record<string, string>>;

export type FaultEffect =
  /** Answers this status, with Intercom's usual error for it unless a body is given. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      /** A function is asked at each request, as for times in them. */
      readonly headers?: FaultHeaders | (() => FaultHeaders);
      /** The request takes effect first. */
      readonly afterEffect?: boolean;
    }
  /** An HTML body, as gateways answer; with 502 unless a status is given. */
  | { readonly kind: 'not_json'; readonly status?: number; readonly afterEffect?: boolean }
  /** Waits, then goes on. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The request takes effect, then the connection is closed without an answer. */
  | { readonly kind: 'lost_answer' }
  /** The connection is reset before the request takes effect. */
  | { readonly kind: 'reset' }
  /** Never answers, and has no effect unless told otherwise. */
  | { readonly kind: 'hang'; readonly afterEffect?: boolean }
  /** An error, if there is one, has `request_id: null`. */
  | { readonly kind: 'null_request_id' };

export type Fault = FaultEffect & {
  /** Every request by default. */
  readonly match?: FaultMatch;
  /** How many requests it is good for; no limit by default. */
  readonly times?: number;
  /** Unix milliseconds of the emulator's clock from which it no longer applies. */
  readonly until?: number;
};

export interface ActiveFault {
  /** How many requests it has met so far. */
  strikes(): number;
  /** Takes it away again. */
  remove(): void;
}

export interface Faults {
  add(fault: Fault): ActiveFault;
  clear(): void;
}

/** What the faults make of one request. */
export interface Trouble {
  readonly delayMs: number;
  readonly nullRequestId: boolean;
  readonly effect: Exclude<FaultEffect, { kind: 'delay' | 'null_request_id' }> | undefined;
}

const NONE: Trouble = { delayMs: 0, nullRequestId: false, effect: undefined };

export function createFaults(clock: () => number): Faults & { take(call: Call): Trouble } {
  const active = new Map<symbol, { readonly fault: Fault; strikes: number }>();
  return {
    add(fault) {
      const key = Symbol();
      const entry = { fault, strikes: 0 };
      active.set(key, entry);
      return { strikes: () => entry.strikes, remove: () => void active.delete(key) };
    },
    clear: () => active.clear(),
    take(call) {
      if (active.size === 0) return NONE;
      let { delayMs, nullRequestId } = NONE;
      for (const [key, entry] of active) {
        const { fault } = entry;
        if (fault.until !== undefined && clock() >= fault.until) active.delete(key);
        else if (fits(fault.match, call)) {
          entry.strikes += 1;
          if (entry.strikes >= (fault.times ?? Number.POSITIVE_INFINITY)) active.delete(key);
          if (fault.kind === 'delay') delayMs += fault.ms;
          else if (fault.kind === 'null_request_id') nullRequestId = true;
          else return { delayMs, nullRequestId, effect: fault };
        }
      }
      return { delayMs, nullRequestId, effect: undefined };
    },
  };
}

function fits(match: FaultMatch | undefined, call: Call): boolean {
  const { method, path, where } = match ?? {};
  if (method !== undefined && method.toUpperCase() !== call.method) return false;
  if (typeof path === 'string' && !call.path.startsWith(path)) return false;
  if (path instanceof RegExp && call.path.search(path) === -1) return false;
  return where?.(call) ?? true;
}
