// The tables, as kysely sees them. No column here can hold text that a person wrote.

import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { ApprovalOutcome, ApprovalState, GoesWith } from '../approval.ts';
import type { AuditAction, AuditEntry } from '../audit.ts';
import type { BackfillCounts, BackfillState } from '../backfill.ts';
import type { ExceptionReason } from '../exception.ts';
import type { AuthorType, Fingerprint, Id, Kind, Origin, Resource, RuleCount, RuleId } from '../message.ts';
import type { FindingState, Outcome, Plan, ServiceProblem } from '../outcome.ts';
import type { Press, PressAction } from '../press.ts';

/** The outcome as JSON has times as text. */
export type Stored<Any extends { readonly kind: string }> =
  | Exclude<Any, { kind: 'rate_limited' }>
  | { readonly kind: 'rate_limited'; readonly until: string };
export type StoredOutcome = Stored<Outcome>;

type Json<T extends object> = JSONColumnType<T, string, string>;
type NullableJson<T extends object> = ColumnType<T | null, string | null, string | null>;

export interface FindingTable {
  id: Id;
  workspace_id: Id;
  conversation_id: Id;
  resource: Resource;
  message_id: Id;
  author_type: AuthorType;
  origin: Origin;
  rules: Json<RuleCount[]>;
  fingerprints: Json<Fingerprint[]>;
  state: FindingState;
  outcome: NullableJson<StoredOutcome>;
  attempts: number;
  /** Whether it was ever worth telling people about: only those stand on a card. */
  told: boolean;
  said_at: Date;
  seen_at: Date;
  acted_at: Date | null;
  proven_at: Date | null;
  /** Null for what was kept before there were plans. */
  plan: NullableJson<Plan>;
  /** Not to be acted on before this time. */
  act_at: Date | null;
}

export interface ApprovalTable {
  id: Id;
  workspace_id: Id;
  conversation_id: Id;
  retain_metrics: boolean;
  asked_by: Id;
  state: ApprovalState;
  goes_with: NullableJson<GoesWith>;
  decided_by: Id | null;
  outcome: NullableJson<Stored<ApprovalOutcome>>;
  attempts: number;
  asked_at: Date;
  expires_at: Date;
  decided_at: Date | null;
  acted_at: Date | null;
  proven_at: Date | null;
}

export interface ExceptionTable {
  id: Id;
  covers: RuleId | Kind;
  fingerprint: Fingerprint;
  owner: Id;
  reason: ExceptionReason;
  from_at: Date;
  until_at: Date;
}

export interface AuditTable {
  /** From 1, without gaps. */
  number: ColumnType<string | number, number, never>;
  at: Date;
  actor: Id;
  action: AuditAction;
  workspace_id: Id;
  conversation_id: Id;
  subject_id: Id | RuleId;
  result: AuditEntry['result'];
  hash: string;
}

export interface NoticeTable {
  id: Id;
  /**
   * What the card is about: `conversation:WORKSPACE:ID`, `service:PROBLEM`, `storm` while it lasts, `storm:ID`
   * afterwards, `digest:DATE`, `week:YEAR-Wnn`. One card each. `outage`: Slack's own, told elsewhere.
   */
  key: string;
  workspace_id: Id | null;
  conversation_id: Id | null;
  problem: ServiceProblem | null;
  /** Goes up with every change that the card should show. */
  revision: number;
  posted_revision: number;
  channel: string | null;
  ts: string | null;
  /** Set before a card is first posted, so that a lost answer or a killed process does not post it twice. */
  sending_since: Date | null;
  /** The worst trouble that the card has told of, so that a card that ends well says what it was. */
  told: string | null;
  failed_sends: number;
  opened_at: Date;
  closed_at: Date | null;
  /** The storm card that tells of it instead of a card of its own. */
  storm_id: Id | null;
  /** What the card in Slack shows, so that its thread is told of what changed. */
  shown: string | null;
  snoozed_until: Date | null;
  snoozed_by: Id | null;
  /** How often people were reminded. */
  reminders: Generated<number>;
  /** Told of by the storm's card only. */
  folded: Generated<boolean>;
  posted_at: Date | null;
  /** When the card was last posted or edited. */
  sent_at: Date | null;
  /** Quiet hours keep its first post back until then. */
  held_until: Date | null;
  remind_at: Date | null;
}

export interface PressTable {
  notice_id: Id;
  turn: number;
  action: PressAction;
  by: Id;
  at: Date;
  /** Told in the card's thread. */
  told: Generated<boolean>;
  reason: NonNullable<Press['reason']> | null;
  looked_again: NonNullable<Press['lookedAgain']> | null;
}

/** A rule whose matches are only reported for a while. */
export interface RulePauseTable {
  rule_id: RuleId;
  by: Id;
  from_at: Date;
  until_at: Date;
}

/** A conversation as it was last scanned whole. */
export interface ScannedTable {
  workspace_id: Id;
  conversation_id: Id;
  /** Intercom's time of its last change then, in seconds since 1970. */
  updated_s: number;
  /** Which rules and policy it was scanned under. */
  rules: string;
  at: Date;
}

/** What a webhook brought, for a while, so that a sweep knows what it did not. */
export interface HeardTable {
  workspace_id: Id;
  resource: Resource;
  message_id: Id;
  at: Date;
}

/** How far the sweep of a workspace has come; one replica sweeps at a time. */
export interface SweepTable {
  workspace_id: Id;
  /** Everything that Intercom says was updated before this second is done; 0 when nothing is. */
  done_s: number;
  /** Since when webhooks are expected to bring everything. */
  from_at: Date;
  claimed_by: Id | null;
  claimed_until: Date | null;
  /** Whether whoever swept last ended as it should. */
  clean: boolean;
  /** When a sweep last came to its end. */
  swept_at: Date | null;
}

/** What each day's sweeps found, for the digest and the status. */
export interface CoverageTable {
  workspace_id: Id;
  day: string;
  /** Messages that a webhook had brought, and those that only the sweep saw. */
  heard: number;
  swept_only: number;
  /** Conversations with parts or fields that cannot be read. */
  unscannable: number;
  /** Messages with personal data that no webhook had brought. */
  repaired: number;
}

export interface BackfillTable {
  id: Id;
  workspace_id: Id;
  since_s: number;
  until_s: number | null;
  /** An id or a glob of rules. */
  rule: string | null;
  team_id: Id | null;
  apply: boolean;
  state: BackfillState;
  done_s: number | null;
  total: number | null;
  counts: Json<BackfillCounts>;
  reason: string | null;
  asked_at: Date;
  ended_at: Date | null;
  claimed_by: Id | null;
  claimed_until: Date | null;
}

/** Kept until the backfill ends. */
export interface BackfillDoneTable {
  backfill_id: Id;
  conversation_id: Id;
}

export interface Tables {
  backfill: BackfillTable;
  backfill_done: BackfillDoneTable;
  scanned: ScannedTable;
  heard: HeardTable;
  sweep: SweepTable;
  coverage: CoverageTable;
  finding: FindingTable;
  notice: NoticeTable;
  approval: ApprovalTable;
  exception: ExceptionTable;
  audit: AuditTable;
  press: PressTable;
  rule_pause: RulePauseTable;
}
