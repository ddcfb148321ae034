// What is written in the same transaction as a finding's change: the request for a deletion that the policy wants, and
// the row of the audit.

import { BY_POLICY } from '../approval.ts';
import { type AuditEntry, BY_SERVICE } from '../audit.ts';
import type { Id } from '../message.ts';
import { PLAIN_PLAN, type Plan } from '../outcome.ts';
import type { Asking } from './approval-changes.ts';
import type { Settlement } from './finding-rows.ts';

interface Kept {
  readonly workspace_id: Id;
  readonly conversation_id: Id;
  readonly plan: Plan | null;
}

/** The policy wants the conversation deleted, whatever becomes of the message. */
export function deletionAtOnce({ workspace_id, conversation_id, plan }: Kept): readonly Asking[] {
  const { deletion, retainMetrics } = plan ?? PLAIN_PLAN;
  if (deletion === 'none') return [];
  return [{ workspaceId: workspace_id, conversationId: conversation_id, retainMetrics, askedBy: BY_POLICY }];
}

/** The policy wants the conversation deleted where Intercom cannot redact. */
export function deletionInstead({ finding, state, outcome }: Settlement): readonly Asking[] {
  const { workspaceId, conversationId, plan } = finding;
  const isHeld = outcome.kind === 'not_redactable' && outcome.reason === 'legal_hold';
  if (state !== 'unredactable' || plan.unredactable !== 'request_delete' || isHeld) return [];
  return [{ workspaceId, conversationId, retainMetrics: plan.retainMetrics, askedBy: BY_POLICY }];
}

/** Only what ended: what is tried again has done nothing yet. */
export function auditOf({ finding, state, outcome, provenAt }: Settlement): readonly AuditEntry[] {
  if ((state !== 'redacted' && state !== 'attachments') || provenAt === undefined) return [];
  const { workspaceId, conversationId, messageId } = finding;
  return [
    {
      at: provenAt,
      actor: BY_SERVICE,
      action: 'redact',
      workspaceId,
      conversationId,
      subjectId: messageId,
      result: outcome.kind,
    },
  ];
}
