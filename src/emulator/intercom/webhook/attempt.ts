// One POST of a notification to the receiver.

import { createHmac } from 'node:crypto';
import { type Dispatcher, request } from 'undici';
import type { Notification } from './notification.ts';

/** One attempt to deliver a notification. */
export interface Delivery {
  readonly topic: string;
  readonly id: string | null;
  /** As in the payload's `delivery_attempts`: 1, then 2. */
  readonly attempt: number;
  /** What the receiver answered; undefined when it did not. */
  readonly status: number | undefined;
  readonly failure: 'timeout' | 'network' | undefined;
  /** Unix milliseconds of the emulator's clock, when it was sent. */
  readonly at: number;
  /** Until the answer was there, in real milliseconds. */
  readonly tookMs: number;
}

export interface AttemptDeps {
  readonly dispatcher: Dispatcher;
  readonly timeoutMs: number;
  readonly clock: () => number;
  /** Ends the attempt at once. */
  readonly signal: AbortSignal;
}

/** Intercom docs: `sha1=` and the hex HMAC-SHA1 of the raw body under the app's client secret. */
export function signature(bytes: Buffer, clientSecret: string): string {
  return `sha1=${createHmac('sha1', clientSecret).update(bytes).digest('hex')}`;
}

export async function attempt(
  url: string,
  notification: Notification,
  clientSecret: string,
  deps: AttemptDeps,
): Promise<Delivery> {
  // A recorded ping is pretty-printed, with tabs: the signature covers the bytes, not their meaning.
  const bytes = Buffer.from(
    JSON.stringify(notification, null, notification.topic === 'ping' ? '\t' : undefined),
  );
  const at = deps.clock();
  const started = performance.now();
  const end = (status?: number, failure?: Delivery['failure']): Delivery => {
    const { topic, id, delivery_attempts } = notification;
    const tookMs = performance.now() - started;
    return { topic, id, attempt: delivery_attempts, status, failure, at, tookMs };
  };

  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), deps.timeoutMs);
  const stop = () => timeout.abort();
  deps.signal.addEventListener('abort', stop);
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      dispatcher: deps.dispatcher,
      signal: timeout.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'intercom-parrot-service-client/1.0',
        'x-hub-signature': signature(bytes, clientSecret),
      },
      body: bytes,
    });
    await body.dump();
    return end(statusCode);
  } catch {
    return end(undefined, timeout.signal.aborted ? 'timeout' : 'network');
  } finally {
    clearTimeout(timer);
    deps.signal.removeEventListener('abort', stop);
  }
}
