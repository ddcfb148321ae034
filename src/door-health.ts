// What the last webhooks say of this service's health, beyond what it can ask: whether events can be kept (a full
// disk still answers questions), and whether the client secret is the right one.

import type { Check } from './health.ts';
import type { WebhookResult } from './webhook/router.ts';

export interface DoorHealth {
  told(result: WebhookResult): void;
  /** Whether Intercom's signatures are accepted. */
  webhooks(): Check;
  /** Whether the last event could be kept; forgotten after a while, since no event may come to show it again. */
  keeps(): boolean;
}

const FORGET_MS = 30_000;

export function createDoorHealth(clock: () => Date): DoorHealth {
  let lastTaken = false;
  let unsigned = 0;
  let notKeptAtMs = Number.NEGATIVE_INFINITY;

  return {
    told(result) {
      if (result === 'taken') {
        lastTaken = true;
        unsigned = 0;
        notKeptAtMs = Number.NEGATIVE_INFINITY;
      }
      if (result === 'store_down') notKeptAtMs = clock().getTime();
      if (result === 'unsigned') unsigned += 1;
    },
    webhooks() {
      if (unsigned > 0)
        return { state: lastTaken ? 'ok' : 'degraded', reason: `unsigned_since_last ${unsigned}` };
      return { state: 'ok', reason: lastTaken ? 'taken' : 'none_yet' };
    },
    keeps: () => clock().getTime() - notKeptAtMs >= FORGET_MS,
  };
}
