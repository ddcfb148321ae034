// What the admin API works with, of a running service or of a store that none runs on.

import type { AdminDependencies } from './admin/router.ts';
import type { Approvers } from './approvers.ts';
import type { Fingerprinter } from './fingerprint.ts';
import type { Id, Match, RuleId } from './message.ts';
import type { Store } from './store/store.ts';

export interface AdminOfDependencies {
  readonly token: string | undefined;
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
  const { approvals, audit, backfills, exceptions, findingList, findings, rulePauses, sweeps } = store;
  return {
    token,
    approvers,
    approvals,
    workspace,
    exceptions: { exceptions, fingerprint, scan, clock },
    pauses: { pauses: rulePauses, rules: deps.ruleIds, clock },
    findings: { list: findingList, read: findings.read, clock },
    audit,
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
  };
}
