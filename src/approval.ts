// Deleting a whole conversation waits for a person. The words that store, worker, command line and cards share.

import type { Id } from './message.ts';
import type { DeletionOutcome, Outcome } from './outcome.ts';

/** Where the request for a deletion stands. */
export const APPROVAL_STATES = [
  /** Waits for a person. */
  'open',
  /** A person said yes; the deletion is under way. */
  'approved',
  /** A person said no: the conversation is kept. */
  'refused',
  /** Nobody said anything in time: the conversation is kept. */
  'expired',
  /** What the policy asked it for is redacted meanwhile: the conversation is kept. */
  'needless',
  /** Proven deleted. */
  'deleted',
  /** It was deleted by somebody else meanwhile. */
  'gone',
  /** Approved, and Intercom refused for good, or the conversation is on legal hold: it is kept. */
  'failed',
] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What a deletion takes along. Undefined where this version of Intercom's API does not tell. */
export interface GoesWith {
  readonly parts: number;
  readonly sideConversations: number | undefined;
  readonly backOfficeTickets: number | undefined;
}

/** The result of one attempt at deleting what was approved. */
export type ApprovalOutcome =
  | DeletionOutcome
  /** The conversation carries the tag of a legal hold. */
  | { readonly kind: 'held' }
  /** As many conversations as may be were deleted in this hour or day. */
  | { readonly kind: 'used_up' }
  | Extract<Outcome, { kind: 'other_workspace' }>;

export interface Approval {
  readonly id: Id;
  readonly workspaceId: Id;
  readonly conversationId: Id;
  /** Whether reports still count the conversation after its deletion. */
  readonly retainMetrics: boolean;
  /** `policy`, or the id of the person who asked. */
  readonly askedBy: Id;
  readonly state: ApprovalState;
  /** Known soon after it was asked for. */
  readonly goesWith: GoesWith | undefined;
  readonly decidedBy: Id | undefined;
  /** Of the last attempt at deleting. */
  readonly outcome: ApprovalOutcome | undefined;
  readonly attempts: number;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly decidedAt: Date | undefined;
  readonly actedAt: Date | undefined;
  readonly provenAt: Date | undefined;
}

/** Who asked, when it was the policy. */
export const BY_POLICY = 'policy' as Id;

/** Nobody answered so long: the conversation is kept. */
export const EXPIRES_AFTER_MS = 24 * 3_600_000;

export type Verdict = 'approve' | 'refuse';

/** What became of a person's answer. `late`: somebody or something was first, and how it stands since. */
export type Answered =
  | { readonly kind: 'taken'; readonly approval: Approval }
  | { readonly kind: 'late'; readonly approval: Approval }
  | { readonly kind: 'unknown' };

/** How many conversations may be deleted, so that a mistake in a policy ends early. */
export interface DeletionLimits {
  readonly perHour: number;
  readonly perDay: number;
}
