// Delivers notifications the way Intercom does. Intercom docs: "Webhook notifications": 5 seconds to answer, one retry
// after a minute, 410 ends the subscription, 429 slows all of it down, and too many errors pause or suspend it.

import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { remember } from '../http/calls.ts';
import type { Settings } from '../options.ts';
import { attempt, type Delivery } from './attempt.ts';
import { createHealth } from './health.ts';
import { createHolding } from './holding.ts';
import type { DeliveryPlan, Notification } from './notification.ts';
import { createSlots } from './slots.ts';
import { createThrottle } from './throttle.ts';

/**
 * `disabled` after a 410, until the webhook is connected anew; `paused` and `suspended` after many errors. In all three
 * nothing is sent.
 */
export type WebhookState = 'none' | 'live' | 'throttled' | 'paused' | 'suspended' | 'disabled';

/** The notification as it would be built now. */
export type AsOfNow = (notification: Notification) => Notification;

export interface Sender {
  readonly deliveries: readonly Delivery[];
  state(): WebhookState;
  /** Resolves when every attempt, retries included, is over. Never rejects. */
  deliver(notification: Notification, plan?: DeliveryPlan, asOfNow?: AsOfNow): Promise<void>;
  /** Checks the URL with a HEAD request and takes it. Rejects when the answer is not 2xx. */
  connect(url: string): Promise<void>;
  /** As the button "Set live" in the Developer Hub: ends a pause, a suspension, and what a 410 did. */
  setLive(): void;
  /** Resolves when nothing is being sent and nothing waits for a retry. */
  idle(): Promise<void>;
  /** Gives up what is under way and forgets the deliveries; the URL stays, and is live again. */
  clear(): void;
  close(): Promise<void>;
}

/** Notifications sent at a time; the others wait their turn, and their five seconds start then. */
const CONNECTIONS = 128;

export function createSender(settings: Settings): Sender {
  const dispatcher = new Agent({ connections: CONNECTIONS });
  const inSlot = createSlots(CONNECTIONS);
  const throttle = createThrottle(settings.webhookThrottleMs);
  const deliveries: Delivery[] = [];
  const underWay = new Set<Promise<void>>();
  let url = settings.webhookUrl;
  const health = createHealth(settings.clock);
  const holding = createHolding();
  let disabled = false;
  let numbered = 0;
  let idlers = 0;
  let abort = new AbortController();

  /** The receiver's status, 0 when it gave none; undefined when there is nobody to send to. */
  async function sendOnce(notification: Notification, secret: string, signal: AbortSignal) {
    if (url === undefined || disabled || health.state() !== 'live' || signal.aborted) return undefined;
    const { webhookTimeoutMs: timeoutMs, clock } = settings;
    const delivery = await attempt(url, notification, secret, { dispatcher, timeoutMs, clock, signal });
    if (signal.aborted) return undefined;
    remember(deliveries, delivery, settings.remember);
    return delivery.status ?? 0;
  }

  async function send(first: Notification, secret: string, asOfNow: AsOfNow, signal: AbortSignal) {
    let failures = 0;
    for (let notification = first; ; notification = again(notification)) {
      for (let ms = throttle.waitMs(); ms > 0; ms = throttle.waitMs()) await wait(ms, undefined, { signal });
      const status = await inSlot(() => sendOnce(asOfNow(notification), secret, signal));
      if (status === undefined) return;
      if (status >= 200 && status < 300) {
        health.succeeded();
        return throttle.ease();
      }
      if (status === 410) {
        disabled = true;
        return;
      }
      if (status === 429) {
        if (!throttle.slowDown()) return;
      } else {
        failures += 1;
        health.failed();
        if (failures > 1) return;
        await wait(settings.webhookRetryDelayMs, undefined, { signal });
      }
    }
  }

  async function follow(
    notification: Notification,
    plan: DeliveryPlan,
    asOfNow: AsOfNow,
    signal: AbortSignal,
  ): Promise<void> {
    if (plan.drop) return;
    numbered += 1;
    const number = numbered;
    if (plan.overtakenBy !== undefined) await holding.hold(number, plan.overtakenBy);
    if (plan.delayMs !== undefined) await wait(plan.delayMs, undefined, { signal });
    const secret = plan.clientSecret ?? settings.clientSecret;
    const copies = Array.from({ length: 1 + (plan.duplicate ?? 0) }, () =>
      send(notification, secret, asOfNow, signal),
    );
    await Promise.all(copies);
    holding.passed(number);
  }

  /** What was given up ends here too. */
  function track(work: Promise<void>, signal: AbortSignal): Promise<void> {
    const tracked: Promise<void> = work
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      })
      .finally(() => {
        underWay.delete(tracked);
        if (idlers > 0) releaseWhatIsOnlyHeld();
      });
    underWay.add(tracked);
    return tracked;
  }

  /** Where somebody waits for quiet, no later notification will come. */
  function releaseWhatIsOnlyHeld(): void {
    if (underWay.size === holding.size) holding.releaseAll();
  }

  function setLive(): void {
    disabled = false;
    health.clear();
    throttle.clear();
  }

  return {
    deliveries,
    state() {
      if (url === undefined) return 'none';
      if (disabled) return 'disabled';
      return health.state() === 'live' && throttle.waitMs() > 0 ? 'throttled' : health.state();
    },
    deliver: (notification, plan = {}, asOfNow = asItWas) =>
      track(follow(notification, plan, asOfNow, abort.signal), abort.signal),
    async connect(wanted) {
      const signal = AbortSignal.timeout(settings.webhookTimeoutMs);
      const { statusCode, body } = await request(wanted, { method: 'HEAD', dispatcher, signal });
      await body.dump();
      if (statusCode < 200 || statusCode > 299) throw new Error(`the webhook answered ${statusCode} to HEAD`);
      url = wanted;
      setLive();
    },
    setLive,
    async idle() {
      idlers += 1;
      while (underWay.size > 0) {
        releaseWhatIsOnlyHeld();
        await Promise.all(underWay);
      }
      idlers -= 1;
    },
    clear() {
      abort.abort();
      abort = new AbortController();
      holding.releaseAll();
      setLive();
      deliveries.length = 0;
    },
    async close() {
      abort.abort();
      holding.releaseAll();
      await Promise.all(underWay);
      await dispatcher.destroy();
    },
  };
}

const asItWas: AsOfNow = (notification) => notification;

/** Intercom docs: the attempts are counted and the status says retry; that the id stays is inferred. */
function again(notification: Notification): Notification {
  return { ...notification, delivery_attempts: notification.delivery_attempts + 1, delivery_status: 'retry' };
}
