// The words of the audit: ids, enums and times only.

import type { ApprovalOutcome } from './approval.ts';
import type { Id, RuleId } from './message.ts';
import type { Outcome } from './outcome.ts';

export const AUDIT_ACTIONS = [
  /** A message was redacted by this service, or by a person in Intercom. */
  'redact',
  'redact_by_hand',
  /** A note with the masked text was written. */
  'write_note',
  'ask_deletion',
  'approve_deletion',
  'refuse_deletion',
  /** Nobody answered in time. */
  'expire_deletion',
  /** What it was asked for is redacted meanwhile. */
  'withdraw_deletion',
  /** A conversation was deleted by this service, or by a person or another app. */
  'delete',
  'delete_by_hand',
  /** Somebody vouched for a value; it counts again. */
  'add_exception',
  'end_exception',
  /** Presses of buttons, and commands, in Slack. */
  'retry',
  'mark_done_by_hand',
  'mark_not_personal_data',
  'snooze',
  'pause_rule',
  'resume_rule',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface AuditEntry {
  readonly at: Date;
  /** `service`, `policy`, `intercom` (somebody there), or a person's id. */
  readonly actor: Id;
  readonly action: AuditAction;
  /** `NO_ID` for what concerns all conversations. */
  readonly workspaceId: Id;
  readonly conversationId: Id;
  /** The message's id, or the approval's, the exception's, the card's, or the paused rule's. */
  readonly subjectId: Id | RuleId;
  /** `opened`: a form, which changes nothing yet. `still_there`: what was said to be removed by hand. */
  readonly result:
    | 'done'
    | 'opened'
    | 'refused'
    | 'late'
    | 'still_there'
    | Outcome['kind']
    | ApprovalOutcome['kind'];
}

export const BY_SERVICE = 'service' as Id;
/** Whoever holds ADMIN_TOKEN, and did not say who it was. */
export const BY_ADMIN = 'admin' as Id;
/** By somebody in Intercom, or another app: its webhook told. */
export const IN_INTERCOM = 'intercom' as Id;
