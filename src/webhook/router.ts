// The webhook door: raw bytes → signature → notification → event, and the status that makes Intercom do the
// right thing. Never 410 or 429: the first ends the subscription, the second makes Intercom drop events.

import type { IRouter, Request, RequestHandler, Response } from 'express';
import type { Event } from './event.ts';
import { toEvent } from './event.ts';
import { parseNotification } from './notification.ts';
import { type Bounds, createBodyReader } from './raw-body.ts';
import { isSigned } from './signature.ts';

/** Intercom documents no largest payload; an e-mail's text can be megabytes. */
const BOUNDS: Bounds = { mostBytes: 8 * 1024 * 1024, mostBytesAtOnce: 128 * 1024 * 1024 };

export type WebhookResult =
  | 'taken'
  | 'not_json'
  | 'not_a_notification'
  | 'unsigned'
  | 'too_large'
  | 'too_busy'
  | 'broken_off'
  | 'store_down';

export interface WebhookDoor {
  readonly secrets: readonly string[];
  readonly clock: () => Date;
  /** Resolves once everything that the event asks for is kept; rejects when it cannot be. */
  readonly receive: (event: Event, receivedAt: Date) => Promise<void>;
  readonly told: (result: WebhookResult, error?: unknown) => void;
}

const STATUS: Readonly<Record<WebhookResult, number>> = {
  taken: 200,
  not_json: 400,
  not_a_notification: 400,
  unsigned: 401,
  too_large: 413,
  too_busy: 503,
  broken_off: 400,
  store_down: 503,
};

/**
 * Answers POST, and GET and HEAD with 200: Intercom checks the address with HEAD when it is saved. On the app itself
 * and without a body in the 200, because a router of its own and a JSON answer cost a tenth of the whole.
 */
export function mountWebhook(router: IRouter, door: WebhookDoor): void {
  const answer = (response: Response, result: WebhookResult, error?: unknown): void => {
    door.told(result, error);
    if (result === 'taken') response.status(200).end();
    else response.status(STATUS[result]).json({ result });
  };
  const readBody = createBodyReader(BOUNDS);
  const post: RequestHandler = async (request: Request, response) => {
    const receivedAt = door.clock();
    const body = await readBody(request);
    if (typeof body === 'string') return answer(response, body);
    if (!isSigned(body, request.get('x-hub-signature'), door.secrets)) return answer(response, 'unsigned');
    const parsed = parseNotification(body);
    if (parsed === 'not_json') return answer(response, 'not_json');
    const event = parsed === 'not_a_notification' ? undefined : toEvent(parsed, receivedAt);
    if (!event) return answer(response, 'not_a_notification');
    try {
      await door.receive(event, receivedAt);
    } catch (error) {
      return answer(response, 'store_down', error);
    }
    answer(response, 'taken');
  };
  router.post('/webhooks/intercom', post);
  router.get('/webhooks/intercom', (_request, response) => {
    response.status(200).end();
  });
}
