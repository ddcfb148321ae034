// How the service stands, for one screen: what /readyz, the sweeps, the backfills and the jobs do not say themselves.

import type { Express } from 'express';
import type { Approvers } from '../approvers.ts';
import type { RuleId } from '../message.ts';
import type { Digests } from '../store/digests.ts';
import type { FindingList } from '../store/finding-list.ts';
import type { Overview } from '../store/overview.ts';
import type { RulePauses } from '../store/rule-pauses.ts';

export interface StatusRouterDependencies {
  readonly mode: 'enforce' | 'monitor';
  readonly isSweeping: boolean;
  readonly rules: () => readonly RuleId[];
  readonly list: Pick<FindingList, 'counts' | 'oldest'>;
  readonly digests: Pick<Digests, 'figures'>;
  readonly overview: Pick<Overview, 'countApprovals' | 'storm'>;
  readonly pauses: Pick<RulePauses, 'list'>;
  readonly approvers: Pick<Approvers, 'isAnybody'>;
  readonly clock: () => Date;
}

const DAY_MS = 86_400_000;

export function mountStatus(http: Express, deps: StatusRouterDependencies): void {
  http.get('/admin/status', async (_request, response) => {
    const now = deps.clock();
    const [counts, oldest, day, approvals, storm, pauses] = await Promise.all([
      deps.list.counts(),
      deps.list.oldest(),
      deps.digests.figures(new Date(now.getTime() - DAY_MS), now),
      deps.overview.countApprovals(),
      deps.overview.storm(),
      deps.pauses.list(),
    ]);
    response.json({
      at: now,
      mode: deps.mode,
      rules: deps.rules().length,
      paused: pauses.map(({ ruleId, by, until }) => ({ rule: ruleId, by, until })),
      findings: counts,
      oldest: { waiting: oldest.waiting ?? null, for_people: oldest.forPeople ?? null },
      last_day: {
        redacted: day.redacted,
        exposure: day.exposure ? { median_ms: day.exposure.medianMs, worst_ms: day.exposure.worstMs } : null,
      },
      approvals,
      approvers: deps.approvers.isAnybody,
      storm: storm ?? null,
      sweeping: deps.isSweeping,
    });
  });
}
