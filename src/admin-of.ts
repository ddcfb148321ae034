// What the admin API works with, of a running service or of a store that none runs on.

import type { AdminDependencies } from './admin/router.ts';
import type { Approvers } from './approvers.ts';
import type { Fingerprinter } from './fingerprint.ts';
import type { Id, Match, RuleId } from './message.ts';
import type { Store } from './store/store.ts';

export interface AdminOfDependencies {
  readonly token: string | undefined;
  readonly mode: 'enforce' | 'monitor';
  readonly store: Store;
  readonly approvers: Approvers;
  readonly workspace: () => Id | undefined;
  readonly fingerprint: Fingerprinter;
  readonly scan: (body: string) => readonly Match[];
  readonly ruleIds: () => readonly RuleId[];
  readonly sweep: AdminDependencies['sweeps']['sweep'];
  readonly lookForBackfill: () => void;
  readonly callsPerTenSeconds: () => number | undefined;
  readonly clock: () => Date;
}

export function adminOf(deps: AdminOfDependencies): AdminDependencies {
  const { token, store, approvers, workspace, fingerprint, scan, clock } = deps;
  const { approvals, audit, backfills, digests, exceptions, findingList: list, findings, jobs } = store;
  const { dismissals, overview, rulePauses: pauses, sweeps } = store;
  return {
    token,
    approvers,
    approvals,
    workspace,
    exceptions: { exceptions, fingerprint, scan, clock },
    pauses: { pauses, rules: deps.ruleIds, clock },
    findings: { list, read: findings.read, clock },
    dismissals,
    audit,
    jobs,
    status: {
      mode: deps.mode,
      isSweeping: deps.sweep !== undefined,
      rules: deps.ruleIds,
      list,
      digests,
      overview,
      pauses,
      approvers,
      clock,
    },
    sweeps: {
      sweep: deps.sweep,
      coverageSince: sweeps.coverageSince,
      sweptAt: sweeps.sweptAt,
      workspace,
      clock,
    },
    backfills: {
      backfills,
      look: deps.lookForBackfill,
      callsPerTenSeconds: deps.callsPerTenSeconds,
      workspace,
      clock,
    },
    clock,
  };
}
