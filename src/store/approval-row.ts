// A request for a deletion as it is kept.

import type { Selectable } from 'kysely';
import type { Approval, ApprovalOutcome } from '../approval.ts';
import type { ApprovalTable, Stored } from './schema.ts';

function toApprovalOutcome(stored: Stored<ApprovalOutcome>): ApprovalOutcome {
  return stored.kind === 'rate_limited' ? { kind: stored.kind, until: new Date(stored.until) } : stored;
}

export function toApproval(row: Selectable<ApprovalTable>): Approval {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    conversationId: row.conversation_id,
    retainMetrics: row.retain_metrics,
    askedBy: row.asked_by,
    state: row.state,
    goesWith: row.goes_with ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    outcome: row.outcome ? toApprovalOutcome(row.outcome) : undefined,
    attempts: row.attempts,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    decidedAt: row.decided_at ?? undefined,
    actedAt: row.acted_at ?? undefined,
    provenAt: row.proven_at ?? undefined,
  };
}
