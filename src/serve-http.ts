// What the service answers over HTTP: Intercom's webhooks, Slack's presses, the admin API, and how it is.

import express from 'express';
import { type AdminDependencies, mountAdmin } from './admin/router.ts';
import type { DoorHealth } from './door-health.ts';
import { createHealthRouter, type HealthDependencies } from './health.ts';
import { failed, notFound } from './http.ts';
import { describeError, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { mountWebhook, type WebhookDoor } from './webhook/router.ts';

export interface HttpDependencies {
  readonly webhook: Omit<WebhookDoor, 'told'>;
  /** Undefined: notices go elsewhere. */
  readonly slack: express.RequestHandler | undefined;
  readonly admin: AdminDependencies;
  readonly health: HealthDependencies;
  readonly doorHealth: DoorHealth;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function createHttp(deps: HttpDependencies): express.Express {
  const { log, metrics } = deps;
  const http = express().disable('x-powered-by').disable('etag');
  mountWebhook(http, {
    ...deps.webhook,
    told(result, error) {
      metrics.webhook(result);
      deps.doorHealth.told(result);
      if (result === 'store_down') log.error('event not kept', describeError(error));
      else if (result === 'unsigned')
        log.warn('webhook refused: no INTERCOM_CLIENT_SECRET of ours signed it');
      else if (result !== 'taken') log.warn('webhook refused', { refused: result });
    },
  });
  if (deps.slack) http.use(deps.slack);
  mountAdmin(http, deps.admin);
  http.use(createHealthRouter(deps.health));
  http.use(notFound, failed(log));
  return http;
}
