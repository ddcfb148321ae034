// What a failed call to Slack means.

import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { NotJsonError } from './slack-client.ts';
import {
  CONFIG_CODES,
  type ConfigCode,
  HALF_DONE_CODES,
  isOneOf,
  PASSING_CODES,
  PAYLOAD_CODES,
  type PayloadCode,
  type SlackCause,
  STALE_CODES,
} from './slack-codes.ts';

export type SlackFailure =
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number }
  /** `ambiguous`: Slack may have done what it was asked, and only the answer was lost. */
  | { readonly kind: 'unavailable'; readonly cause: SlackCause; readonly ambiguous: boolean }
  | { readonly kind: 'misconfigured'; readonly code: ConfigCode }
  | { readonly kind: 'refused_payload'; readonly code: PayloadCode }
  | { readonly kind: 'stale' };

const HOUR_MS = 3_600_000;
const DEFAULT_RETRY_MS = 30_000;

/** Failures while connecting: Slack saw nothing. Any other may have come after it had read the request. */
const NEVER_SENT: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
];

/**
 * Reads an error of web-api 8. Anything else is a bug and is thrown on.
 * @throws whatever was given, when it is not an error of a call to Slack.
 */
export function readFailure(error: unknown): SlackFailure {
  if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter);
  if (error instanceof WebAPIPlatformError) {
    const { error: code, response_metadata: metadata } = error.data;
    return readCode(code, metadata?.retryAfter);
  }
  if (error instanceof WebAPIHTTPError) {
    const serverError = error.statusCode >= 500 || error.statusCode === 408;
    return serverError
      ? { kind: 'unavailable', cause: 'server_error', ambiguous: true }
      : { kind: 'misconfigured', code: 'http_refused' };
  }
  if (error instanceof WebAPIRequestError) return readRequestError(error.original);
  throw error;
}

function readCode(code: string, retryAfterSeconds: number | undefined): SlackFailure {
  if (code === 'ratelimited' || code === 'rate_limited') return rateLimited(retryAfterSeconds);
  if (code === 'message_limit_exceeded') return { kind: 'rate_limited', retryAfterMs: HOUR_MS };
  if (HALF_DONE_CODES.includes(code)) return { kind: 'unavailable', cause: 'server_error', ambiguous: true };
  if (PASSING_CODES.includes(code)) return { kind: 'unavailable', cause: 'server_error', ambiguous: false };
  if (isOneOf(STALE_CODES, code)) return { kind: 'stale' };
  if (isOneOf(PAYLOAD_CODES, code)) return { kind: 'refused_payload', code };
  return { kind: 'misconfigured', code: isOneOf(CONFIG_CODES, code) ? code : 'unknown' };
}

function readRequestError(original: Error): SlackFailure {
  if (original instanceof NotJsonError) return { kind: 'unavailable', cause: 'not_json', ambiguous: true };
  if (original.name === 'TimeoutError') return { kind: 'unavailable', cause: 'timeout', ambiguous: true };
  return { kind: 'unavailable', cause: 'network', ambiguous: !NEVER_SENT.includes(networkCode(original)) };
}

/** fetch wraps what went wrong: `TypeError: fetch failed`, whose cause has the code. */
function networkCode(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

/** An hour at most, so that a wrong header cannot silence the cards for days. */
function rateLimited(seconds: number | undefined): SlackFailure {
  const wait = seconds === undefined ? DEFAULT_RETRY_MS : seconds * 1000;
  return { kind: 'rate_limited', retryAfterMs: Math.min(HOUR_MS, Math.max(1000, wait)) };
}
