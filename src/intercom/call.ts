// One place that speaks HTTP with Intercom: one pool of kept connections, time limits, and the rate limit's headers.

import { Pool } from 'undici';
import type { IntercomErrorCode, UnavailableCause } from '../outcome.ts';
import { type AnswerHeaders, type CallClass, createLimits, type Limits, MOST_AT_ONCE } from './limits.ts';
import { errorCode } from './replies.ts';
import { createTurns } from './turns.ts';
import { type Feature, versionsFor } from './versions.ts';

export interface IntercomAddress {
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly accessToken: string;
  readonly apiVersion: string;
}

/** `body` is undefined where the answer was not JSON. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: unknown;
      /** By Intercom's clock; undefined where it does not say. */
      readonly sentAt?: Date | undefined;
    }
  | { readonly kind: 'rate_limited'; readonly until: Date }
  | { readonly kind: 'unavailable'; readonly cause: UnavailableCause };

type Method = 'GET' | 'POST' | 'DELETE';

export interface CallOptions {
  readonly body?: object;
  /** What the version must know: where the one that is set does not, the call is made with a rolling version. */
  readonly needs?: Feature;
}

/** Calls in one class; all classes share the connections and the allowance. */
export interface IntercomCaller {
  /** How long a request that got no answer may still be on its way, in milliseconds. */
  readonly settleMs: number;
  call(method: Method, path: string, options?: CallOptions): Promise<Reply>;
}

export interface IntercomConnection {
  readonly live: IntercomCaller;
  readonly backfill: IntercomCaller;
  callsPerTenSeconds(): number | undefined;
  close(): Promise<void>;
}

export interface CallTimes {
  readonly connectMs: number;
  readonly answerMs: number;
}

const DEFAULT_TIMES: CallTimes = { connectMs: 5_000, answerMs: 10_000 };

export function connectIntercom(
  address: IntercomAddress,
  clock: () => Date,
  times: CallTimes = DEFAULT_TIMES,
): IntercomConnection {
  const limits = createLimits(clock);
  const turns = createTurns(limits, clock);
  const wire = openWire(address, limits, times);
  const settleMs = 2 * times.answerMs;

  async function inTurn(callClass: CallClass, request: Request): Promise<Reply> {
    const comeBackAt = await turns.take(callClass);
    if (comeBackAt) return { kind: 'rate_limited', until: comeBackAt };
    try {
      return await wire.exchange(request);
    } catch (error) {
      return { kind: 'unavailable', cause: causeOf(error) };
    } finally {
      turns.done(callClass);
    }
  }

  return {
    live: createCaller(address.apiVersion, settleMs, (request) => inTurn('live', request)),
    backfill: createCaller(address.apiVersion, settleMs, (request) => inTurn('backfill', request)),
    callsPerTenSeconds: limits.perWindow,
    // What still waits for an answer is given up: its job is taken up again, and read back first.
    close: wire.close,
  };
}

interface Request {
  readonly method: Method;
  readonly path: string;
  readonly version: string;
  readonly body?: object | undefined;
}

interface Wire {
  /** @throws undici's error, when there is no answer. */
  exchange(request: Request): Promise<Reply>;
  close(): Promise<void>;
}

function openWire({ apiUrl, accessToken }: IntercomAddress, limits: Limits, times: CallTimes): Wire {
  const base = new URL(apiUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, {
    connections: MOST_AT_ONCE.live,
    connect: { timeout: times.connectMs },
    headersTimeout: times.answerMs,
    bodyTimeout: times.answerMs,
    keepAliveTimeout: 30_000,
  });
  const headers = {
    authorization: `Bearer ${accessToken}`,
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'intercom-redactor',
  };
  return {
    async exchange({ method, path, version, body }) {
      const response = await pool.request({
        method,
        path: `${prefix}${path}`,
        headers: { ...headers, 'intercom-version': version },
        // The whole exchange, however slowly bytes drip in.
        signal: AbortSignal.timeout(times.connectMs + times.answerMs),
        body: body === undefined ? null : JSON.stringify(body),
      });
      const heldUntil = limits.note(response.headers, response.statusCode);
      const text = await response.body.text();
      if (response.statusCode === 429 && heldUntil) return { kind: 'rate_limited', until: heldUntil };
      const reply = toReply(response.statusCode, text);
      // Any other is an outcome, and kept as it is.
      return reply.kind === 'answer' ? { ...reply, sentAt: timeIn(response.headers) } : reply;
    },
    close: () => pool.destroy(),
  };
}

/** Knows what a refused version or permission means for the request itself. */
function createCaller(
  apiVersion: string,
  settleMs: number,
  send: (request: Request) => Promise<Reply>,
): IntercomCaller {
  return {
    settleMs,
    async call(method, path, { body, needs } = {}) {
      const [version = apiVersion, otherwise] = versionsFor(apiVersion, needs);
      let reply = await send({ method, path, version, body });
      // Refused before it was looked at, so that it can be sent again.
      if (otherwise && hasCode(reply, 400, 'intercom_version_invalid'))
        reply = await send({ method, path, version: otherwise, body });
      if (reply.kind !== 'answer' || !hasCode(reply, 401, 'token_unauthorized') || path === '/me')
        return reply;
      // Intercom's reference shows it for a permission that one endpoint misses: then the token is good elsewhere.
      const me = await send({ method: 'GET', path: '/me', version: apiVersion });
      return me.kind === 'answer' && me.status === 200 ? { ...reply, status: 403 } : reply;
    },
  };
}

function hasCode(reply: Reply, status: number, code: IntercomErrorCode): boolean {
  return reply.kind === 'answer' && reply.status === status && errorCode(reply.body) === code;
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

function timeIn({ date }: AnswerHeaders): Date | undefined {
  const ms = Date.parse(String(date));
  return Number.isNaN(ms) ? undefined : new Date(ms);
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
