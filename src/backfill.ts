// The words of a backfill: what was asked for, how far it is and what it saw. Ids, enums, counts and times only.

import type { AuthorType, Id, RuleId } from './message.ts';

export const BACKFILL_STATES = ['running', 'paused', 'cancelled', 'done', 'failed'] as const;
export type BackfillState = (typeof BACKFILL_STATES)[number];

export interface BackfillAsked {
  /** Conversations that were updated since, in seconds since 1970. */
  readonly sinceS: number;
  /** What was said after this is left out. */
  readonly untilS: number | undefined;
  /** A rule's id, or a glob; all rules when undefined. */
  readonly rule: string | undefined;
  readonly teamId: Id | undefined;
  /** Else it only reports. */
  readonly apply: boolean;
}

/** What would be done, or is. */
export const BACKFILL_ACTIONS = ['redact', 'delete', 'report', 'card'] as const;
export type BackfillAction = (typeof BACKFILL_ACTIONS)[number];

export interface BackfillCounts {
  /** Looked through; `skipped`: left out by the options, or scanned before under these rules. */
  readonly conversations: number;
  readonly skipped: number;
  readonly messages: number;
  /** Messages with personal data. */
  readonly findings: number;
  /** Of those, the ones that were not known; only with `apply`. */
  readonly taken: number;
  /** Parts that Intercom does not show, and conversations that could not be read. */
  readonly unseen: number;
  readonly unread: number;
  readonly byAction: Readonly<Partial<Record<BackfillAction, number>>>;
  readonly byAuthor: Readonly<Partial<Record<AuthorType, number>>>;
  readonly byRule: Readonly<Record<RuleId, number>>;
}

export const NO_COUNTS: BackfillCounts = {
  conversations: 0,
  skipped: 0,
  messages: 0,
  findings: 0,
  taken: 0,
  unseen: 0,
  unread: 0,
  byAction: {},
  byAuthor: {},
  byRule: {},
};

export interface Backfill extends BackfillAsked {
  readonly id: Id;
  readonly workspaceId: Id;
  readonly state: BackfillState;
  /** Everything updated before this second is done. */
  readonly doneS: number | undefined;
  /** As Intercom counted when it began. */
  readonly total: number | undefined;
  readonly counts: BackfillCounts;
  /** Why it failed: the kind of Intercom's refusal. */
  readonly reason: string | undefined;
  readonly askedAt: Date;
  readonly endedAt: Date | undefined;
}

export function addCounts(one: BackfillCounts, other: BackfillCounts): BackfillCounts {
  return {
    conversations: one.conversations + other.conversations,
    skipped: one.skipped + other.skipped,
    messages: one.messages + other.messages,
    findings: one.findings + other.findings,
    taken: one.taken + other.taken,
    unseen: one.unseen + other.unseen,
    unread: one.unread + other.unread,
    byAction: addEach(one.byAction, other.byAction),
    byAuthor: addEach(one.byAuthor, other.byAuthor),
    byRule: addEach(one.byRule, other.byRule),
  };
}

function addEach(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) {
  const sum: Record<string, number> = { ...one };
  for (const [key, number] of Object.entries(other)) sum[key] = (sum[key] ?? 0) + number;
  return sum;
}
