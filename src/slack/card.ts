// What a card knows. Ids, enums, counts and times only: nothing that a person wrote fits in here.

import type { Approval } from '../approval.ts';
import type { Id, RuleId } from '../message.ts';
import type { Finding, Outcome, ServiceProblem } from '../outcome.ts';
import type { Press } from '../press.ts';
import type { Region } from './conversation-link.ts';

/**
 * What needs a person's eye, worst first. `unscanned`: a conversation that was not checked, or not to its end;
 * `attachments`: a message whose text is redacted, and whose files are still there.
 */
export const TROUBLES = ['failed', 'unredactable', 'parked', 'unscanned', 'attachments'] as const;
export type Trouble = (typeof TROUBLES)[number];

export function isTrouble(value: string): value is Trouble {
  return TROUBLES.some((trouble) => trouble === value);
}

/** One card per conversation, edited in place for as long as it lives. */
export interface ConversationCard {
  readonly kind: 'conversation';
  readonly noticeId: Id;
  readonly workspaceId: Id;
  readonly conversationId: Id;
  /** Where Intercom hosts the workspace; the card's links are built from it. */
  readonly region: Region;
  /** Those that need telling or needed it, oldest first. */
  readonly findings: readonly Finding[];
  /** The newest request to delete the whole conversation. */
  readonly approval: Approval | undefined;
  /** The worst trouble that this card told before, so that a green card says what it was. */
  readonly told: Trouble | undefined;
  readonly presses: CardPresses;
  /** Counts the changes of this card, from 1. */
  readonly revision: number;
}

/** What people did with a card. */
export interface CardPresses {
  /** How many were accepted so far: a button of an older card comes too late. */
  readonly turn: number;
  readonly last: Press | undefined;
  readonly snoozed: { readonly until: Date; readonly by: Id } | undefined;
  /** There is somebody who may approve deletions and vouch for values: only then are those buttons drawn. */
  readonly hasApprovers: boolean;
}

/** One message for many conversations that failed within minutes, while it lasts and afterwards. */
export interface StormCard {
  readonly kind: 'storm';
  readonly noticeId: Id;
  readonly region: Region;
  readonly revision: number;
  readonly turn: number;
  readonly since: Date;
  /** Undefined while it lasts. */
  readonly until: Date | undefined;
  /** How many conversations stand how. */
  readonly standings: Readonly<Partial<Record<Standing, number>>>;
  /** Why, the most frequent first. */
  readonly reasons: readonly { readonly outcome: Outcome | undefined; readonly count: number }[];
  /** When the oldest message that is still visible was said. */
  readonly oldest: Date | undefined;
  /** Some of those still open, the oldest first. */
  readonly open: readonly OpenConversation[];
}

export interface OpenConversation {
  readonly workspaceId: Id;
  readonly conversationId: Id;
  readonly standing: Standing;
  readonly saidAt: Date;
}

/** What happened in a day or a week, posted once. */
export interface DigestCard {
  readonly kind: 'digest';
  readonly noticeId: Id;
  readonly revision: number;
  readonly region: Region;
  readonly period: 'day' | 'week';
  readonly from: Date;
  readonly to: Date;
  readonly redacted: number;
  /** Now: they are tried again by themselves. */
  readonly waiting: number;
  /** Now: they need a person or a permission. */
  readonly forPeople: number;
  readonly doneByHand: number;
  readonly dismissed: number;
  /** Found by the sweep, though a webhook should have brought them. */
  readonly repaired: number;
  readonly deletions: { readonly deleted: number; readonly kept: number };
  /** From said to proven redacted, in milliseconds. Undefined when nothing was redacted. */
  readonly exposure: { readonly medianMs: number; readonly worstMs: number } | undefined;
  /** The most frequent first. */
  readonly rules: readonly { readonly ruleId: RuleId; readonly found: number; readonly dismissed: number }[];
  readonly oldestOpen: readonly OpenConversation[];
}

/** One card per trouble of the service as a whole, while it lasts. */
export interface ServiceCard {
  readonly kind: 'service';
  readonly noticeId: Id;
  readonly problem: ServiceProblem;
  readonly since: Date;
  /** Undefined while it lasts. */
  readonly until: Date | undefined;
  /** How many findings wait for it to end. */
  readonly waiting: number;
  readonly revision: number;
}

export type Card = ConversationCard | ServiceCard | StormCard | DigestCard;

/** Where one finding stands in the eyes of a reader; `pending` has not been tried yet. */
export type Standing =
  | Trouble
  | 'pending'
  | 'gone'
  | 'redacted'
  | 'by_hand'
  | 'dismissed'
  | 'scanned'
  | 'reported';

/** The order in which one finding's standing becomes the whole card's. */
const STANDINGS: readonly Standing[] = [
  ...TROUBLES,
  'pending',
  'gone',
  'redacted',
  'by_hand',
  'dismissed',
  'scanned',
  'reported',
];

/** What a finding's standing follows from. */
export type Stands = Pick<Finding, 'state' | 'outcome' | 'resource'>;

/** A message that waits after an attempt counts as failed: its text is still there to be read. */
export function standingOf(finding: Stands): Standing {
  const { state } = finding;
  if (state === 'waiting' && finding.outcome === undefined) return 'pending';
  if (state !== 'waiting' && state !== 'failed' && state !== 'unredactable') return state;
  if (!isMessage(finding)) return 'unscanned';
  return state === 'unredactable' ? 'unredactable' : 'failed';
}

/** The worst standing of all findings. */
export function cardStanding(findings: readonly Stands[]): Standing {
  const present = new Set(findings.map(standingOf));
  return STANDINGS.find((standing) => present.has(standing)) ?? 'reported';
}

/** What to keep as `told` once these findings have been shown: the worse of it and what was told before. */
export function worstTold(findings: readonly Finding[], told: Trouble | undefined): Trouble | undefined {
  const standing = cardStanding(findings);
  return TROUBLES.find((trouble) => trouble === standing || trouble === told);
}

export function isOpen(finding: Finding): boolean {
  return finding.state === 'waiting' || isTrouble(standingOf(finding));
}

/** A message in which rules matched; not so a conversation that still has to be scanned as a whole. */
export function isMessage(finding: Pick<Finding, 'resource'>): boolean {
  return finding.resource !== 'conversation';
}
