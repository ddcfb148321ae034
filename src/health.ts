// What /healthz and /readyz say. Only what makes the service unable to take webhooks makes it unready: with
// Intercom or Slack down, events are still kept and acted on later.

import { type RequestHandler, Router } from 'express';
import type { Metrics } from './metrics.ts';

export interface Check {
  readonly state: 'ok' | 'degraded' | 'down';
  /** A code or a count; never a foreign message. */
  readonly reason?: string;
}

export interface HealthDependencies {
  readonly webhooks: () => Check;
  readonly store: () => Promise<Check>;
  readonly rules: () => Check;
  readonly intercom: () => Promise<Check>;
  readonly slack: () => Promise<Check>;
  readonly fallback: () => Check;
  readonly metrics: Metrics;
}

export function createHealthRouter(deps: HealthDependencies): Router {
  const router = Router();
  const ready: RequestHandler = async (_request, response) => {
    const [store, intercom, slack] = await Promise.all([deps.store(), deps.intercom(), deps.slack()]);
    const [rules, fallback, webhooks] = [deps.rules(), deps.fallback(), deps.webhooks()];
    const checks = { store, rules, intercom, slack, fallback, webhooks };
    const isReady = store.state !== 'down' && checks.rules.state !== 'down';
    response.status(isReady ? 200 : 503).json({ ready: isReady, checks });
  };
  router.get('/healthz', (_request, response) => {
    response.json({ alive: true });
  });
  router.get('/readyz', ready);
  router.get('/metrics', async (_request, response) => {
    response.type('text/plain; version=0.0.4').send(await deps.metrics.text());
  });
  return router;
}

/** Asks at most once per `everyMs`, and not twice at the same time. */
export function remembered<T>(ask: () => Promise<T>, everyMs: number, clock: () => Date): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let askedAtMs = 0;
  return () => {
    const now = clock().getTime();
    if (!answer || now - askedAtMs >= everyMs) {
      askedAtMs = now;
      answer = ask();
    }
    return answer;
  };
}
