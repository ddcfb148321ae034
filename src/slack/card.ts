// What a card knows. Ids, enums, counts and times only: nothing that a person wrote fits in here.

import type { Approval } from '../approval.ts';
import type { Id } from '../message.ts';
import type { Finding, ServiceProblem } from '../outcome.ts';
import type { Region } from './conversation-link.ts';

/** What needs a person's eye, worst first. `unscanned`: a conversation that was not checked, or not to its end. */
export const TROUBLES = ['failed', 'unredactable', 'parked', 'unscanned'] as const;
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
  /** Counts the changes of this card, from 1. */
  readonly revision: number;
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

export type Card = ConversationCard | ServiceCard;

/** Where one finding stands in the eyes of a reader; `pending` has not been tried yet. */
export type Standing = Trouble | 'pending' | 'gone' | 'redacted' | 'scanned' | 'reported';

/** The order in which one finding's standing becomes the whole card's. */
const STANDINGS: readonly Standing[] = [...TROUBLES, 'pending', 'gone', 'redacted', 'scanned', 'reported'];

/** A message that waits after an attempt counts as failed: its text is still there to be read. */
export function standingOf(finding: Finding): Standing {
  const { state } = finding;
  if (state === 'waiting' && finding.outcome === undefined) return 'pending';
  if (state !== 'waiting' && state !== 'failed' && state !== 'unredactable') return state;
  if (!isMessage(finding)) return 'unscanned';
  return state === 'unredactable' ? 'unredactable' : 'failed';
}

/** The worst standing of all findings. */
export function cardStanding(findings: readonly Finding[]): Standing {
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
export function isMessage(finding: Finding): boolean {
  return finding.resource !== 'conversation';
}
