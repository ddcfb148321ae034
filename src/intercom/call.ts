// One place that speaks HTTP with Intercom: one pool of kept connections, time limits, and the rate limit's headers.

import { Pool } from 'undici';
import type { UnavailableCause } from '../outcome.ts';
import { createLimits } from './limits.ts';

export interface IntercomAddress {
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly accessToken: string;
  readonly apiVersion: string;
}

/** `body` is undefined where the answer was not JSON. */
export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'rate_limited'; readonly until: Date }
  | { readonly kind: 'unavailable'; readonly cause: UnavailableCause };

export interface IntercomCaller {
  call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Reply>;
  close(): Promise<void>;
}

export interface CallTimes {
  readonly connectMs: number;
  readonly answerMs: number;
}

const DEFAULT_TIMES: CallTimes = { connectMs: 5_000, answerMs: 10_000 };

export function createIntercomCaller(
  address: IntercomAddress,
  clock: () => Date,
  times: CallTimes = DEFAULT_TIMES,
): IntercomCaller {
  const base = new URL(address.apiUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, {
    connections: 32,
    connect: { timeout: times.connectMs },
    headersTimeout: times.answerMs,
    bodyTimeout: times.answerMs,
    keepAliveTimeout: 30_000,
  });
  const limits = createLimits(clock);
  const headers = {
    authorization: `Bearer ${address.accessToken}`,
    accept: 'application/json',
    'content-type': 'application/json',
    'intercom-version': address.apiVersion,
    'user-agent': 'intercom-redactor',
  };

  return {
    async call(method, path, body) {
      const held = limits.heldUntil();
      if (held) return { kind: 'rate_limited', until: held };
      try {
        const response = await pool.request({
          method,
          path: `${prefix}${path}`,
          headers,
          // The whole exchange, however slowly bytes drip in.
          signal: AbortSignal.timeout(times.connectMs + times.answerMs),
          body: body === undefined ? null : JSON.stringify(body),
        });
        const heldUntil = limits.note(response.headers, response.statusCode);
        const text = await response.body.text();
        if (response.statusCode === 429 && heldUntil) return { kind: 'rate_limited', until: heldUntil };
        return toReply(response.statusCode, text);
      } catch (error) {
        return { kind: 'unavailable', cause: causeOf(error) };
      }
    },
    // What still waits for an answer is given up: its job is taken up again, and read back first.
    close: () => pool.destroy(),
  };
}

function toReply(status: number, text: string): Reply {
  if (status === 408 || status >= 500) return { kind: 'unavailable', cause: 'server_error' };
  try {
    return { kind: 'answer', status, body: JSON.parse(text) };
  } catch {
    return status < 400
      ? { kind: 'unavailable', cause: 'not_json' }
      : { kind: 'answer', status, body: undefined };
  }
}

const TIMEOUTS: ReadonlySet<unknown> = new Set([
  'TimeoutError',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

function causeOf(error: unknown): UnavailableCause {
  if (!(error instanceof Error)) return 'network';
  return TIMEOUTS.has(error.name) || ('code' in error && TIMEOUTS.has(error.code)) ? 'timeout' : 'network';
}
