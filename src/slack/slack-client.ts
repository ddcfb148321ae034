// The one way in which this product calls Slack: no retries of its own, since the queue has them, and no waiting.

import { type FetchFunction, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { type CountLog, createQuietLogger } from './quiet-logger.ts';

export interface SlackAccess {
  readonly token: string;
  /** Slack's API, ending with a slash. */
  readonly apiUrl: string;
  readonly timeoutMs: number;
  /** Counts what web-api and Bolt would have logged. */
  readonly log?: CountLog;
  readonly fetch?: FetchFunction;
}

/** A 200 whose body is no JSON object: a proxy's page, or half an answer. */
export class NotJsonError extends Error {}

const DEFAULT_RETRY_AFTER = '30';

/** Bolt and the sender share these. A new object each time, since web-api writes the token into what it gets. */
export function slackClientOptions({
  apiUrl,
  timeoutMs,
  log,
  fetch,
}: Omit<SlackAccess, 'token'>): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: 3,
    allowAbsoluteUrls: false,
    logger: createQuietLogger(log, LogLevel.WARN),
    fetch: readWhole(fetch ?? globalThis.fetch, apiUrl),
  };
}

export function createSlackClient(access: SlackAccess): WebClient {
  return new WebClient(access.token, slackClientOptions(access));
}

/**
 * Makes three answers plain that web-api 8 leaves unclear: a 429 without Retry-After (a nameless Error there), a body
 * that breaks off (thrown unwrapped), and a body that is not JSON (whose text would stand in for Slack's error code).
 * Other addresses are left alone: Bolt's listeners answer a button through this too, and are answered in plain text.
 */
function readWhole(fetch: FetchFunction, apiUrl: string): FetchFunction {
  return async (url, init) => {
    if (!url.toString().startsWith(apiUrl)) return fetch(url, init);
    const answer = await fetch(url, init);
    const body = await answer.text();
    if (answer.status === 200 && !isJsonObject(body)) throw new NotJsonError('not a JSON object');
    const headers = new Headers([...answer.headers.entries()]);
    const retryAfter = headers.get('retry-after') ?? '';
    if (answer.status === 429 && !/^\d{1,9}$/.test(retryAfter))
      headers.set('retry-after', DEFAULT_RETRY_AFTER);
    return new Response(body === '' ? null : body, { status: answer.status, headers });
  };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
