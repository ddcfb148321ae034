// A sweep on demand, and how much of what was said webhooks brought.

import { setTimeout as delay } from 'node:timers/promises';
import type { Express } from 'express';
import type { Id } from '../message.ts';
import type { Coverage } from '../store/sweeps.ts';
import type { SweepResult } from '../sweep.ts';

export interface SweepsRouterDependencies {
  /** Undefined: it is off. */
  readonly sweep: (() => Promise<SweepResult>) | undefined;
  readonly coverageSince: (workspaceId: Id, from: Date) => Promise<Coverage>;
  readonly sweptAt: (workspaceId: Id) => Promise<Date | undefined>;
  /** The workspace of the token, once Intercom has said it. */
  readonly workspace: () => Id | undefined;
  readonly clock: () => Date;
}

const WEEK_MS = 7 * 86_400_000;
/** Whoever asked waits no longer; it goes on. */
const LONGEST_MS = 15_000;
const RUNNING = { kind: 'running' } as const;
const STATUSES: Readonly<Record<string, number>> = { swept: 200, running: 202 };

export function mountSweeps(http: Express, deps: SweepsRouterDependencies): void {
  http.post('/admin/sweeps', async (_request, response) => {
    if (!deps.sweep)
      return void response
        .status(409)
        .json({ result: 'off', problem: 'SWEEP_EVERY is off: set it to sweep' });
    const result = await Promise.race([deps.sweep(), delay(LONGEST_MS, RUNNING, { ref: false })]);
    response.status(STATUSES[result.kind] ?? 409).json(shown(result));
  });
  http.get('/admin/sweeps', async (_request, response) => {
    const workspaceId = deps.workspace();
    if (!workspaceId)
      return void response.status(503).json({
        result: 'no_workspace',
        problem: 'Intercom has not said yet whose token it is: see /readyz',
      });
    const from = new Date(deps.clock().getTime() - WEEK_MS);
    const [coverage, sweptAt] = await Promise.all([
      deps.coverageSince(workspaceId, from),
      deps.sweptAt(workspaceId),
    ]);
    response.json({ swept_at: sweptAt?.toISOString() ?? null, last_week: written(coverage) });
  });
}

function shown(result: SweepResult | typeof RUNNING): object {
  switch (result.kind) {
    case 'running':
      return { result: 'running' };
    case 'swept':
      return { result: 'swept', conversations: result.conversations, ...written(result) };
    case 'refused':
      return { result: result.kind, problem: `Intercom answered ${result.reason}: see doctor --probe` };
    case 'elsewhere':
      return { result: result.kind, problem: 'another replica sweeps now' };
    case 'halted':
      return { result: result.kind, problem: 'Intercom refuses the token: see /readyz' };
    case 'no_workspace':
      return { result: result.kind, problem: 'Intercom has not said yet whose token it is: see /readyz' };
  }
}

function written({ heard, sweptOnly, unscannable, repaired }: Coverage): object {
  return { by_webhook: heard, by_sweep_only: sweptOnly, unscannable, repaired };
}
