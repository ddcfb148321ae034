// What is next for a notice: to be sent now, later, or never.

import { unreachable } from '../errors.ts';
import type { Card, DigestCard, StormCard } from '../slack/card.ts';
import {
  canWait,
  type Face,
  faceOf,
  isAsked,
  isCarriedOut,
  isExposed,
  isWorthACard,
  openOf,
} from '../slack/card-face.ts';
import type { Notice } from '../store/notice-row.ts';
import { quietUntil } from '../time-of-day.ts';
import { isEmpty } from './digest-card.ts';
import { reminderAt, type Times } from './reminders.ts';

export type NextSend =
  | { readonly kind: 'nothing' }
  /** `own`: it may be one too many to have a card of its own. */
  | { readonly kind: 'now'; readonly own: boolean }
  | { readonly kind: 'later'; readonly at: Date; readonly isHeld: boolean }
  /** It ended before anybody was told. */
  | { readonly kind: 'forget' }
  /** There is nothing to tell, and never will be. */
  | { readonly kind: 'drop' };

export interface Situation extends Times {
  /** How long a first post waits for what ends by itself, in milliseconds. */
  readonly groupWaitMs: number;
}

/** Slack asks for few edits of one message, and nobody reads more. */
const STORM_EVERY_MS = 30_000;
const OVER_EVERY_MS = 5 * 60_000;

const NOTHING = { kind: 'nothing' } as const;
const NOW = { kind: 'now', own: false } as const;

export function nextSend(notice: Notice, card: Card, situation: Situation): NextSend {
  const isNews = notice.revision > notice.postedRevision;
  switch (card.kind) {
    case 'conversation': {
      const face = faceOf(card);
      if (!face) return NOTHING;
      if (!notice.place && !notice.sendingSince) return firstPost(notice, face, situation);
      return isNews ? NOW : remind(notice, face, situation);
    }
    case 'service':
      if (!isNews) return NOTHING;
      return notice.place || notice.sendingSince || !notice.closedAt ? NOW : { kind: 'drop' };
    case 'storm':
      return storm(notice, card, situation);
    case 'digest':
      return isNews && !notice.place ? digest(card, situation) : NOTHING;
    default:
      return unreachable(card);
  }
}

function firstPost({ openedAt, postedAt }: Notice, face: Face, situation: Situation): NextSend {
  const { now, groupWaitMs } = situation;
  // What is under way ends soon, in one way or the other; of what was told once, as on a card that somebody deleted,
  // presses may still wait to be looked at.
  if (!isWorthACard(face)) return face.standing === 'pending' || postedAt ? NOTHING : { kind: 'forget' };
  if (isAsked(face) || isCarriedOut(face)) return NOW;
  const at = new Date(openedAt.getTime() + groupWaitMs);
  if (at > now) return { kind: 'later', at, isHeld: false };
  const quiet = canWait(face) ? quietEnd(situation) : undefined;
  return quiet ? { kind: 'later', at: quiet, isHeld: true } : { kind: 'now', own: true };
}

function remind(notice: Notice, face: Face, situation: Situation): NextSend {
  const at = reminderAt(notice, face, situation);
  if (!at) return NOTHING;
  return at <= situation.now ? NOW : { kind: 'later', at, isHeld: false };
}

function storm(notice: Notice, card: StormCard, { now }: Situation): NextSend {
  const isTold = notice.place !== undefined || notice.sendingSince !== undefined;
  if (!isTold && openOf(card) === 0) {
    // While it lasts others may join it.
    return notice.closedAt
      ? { kind: 'drop' }
      : { kind: 'later', at: new Date(now.getTime() + STORM_EVERY_MS), isHeld: false };
  }
  // It is over, and its conversations have left it.
  if (notice.closedAt && Object.keys(card.standings).length === 0) return NOTHING;
  const at = stormAt(notice);
  return at <= now ? NOW : { kind: 'later', at, isHeld: false };
}

/** Not to be edited before that. */
export function stormAt({ sentAt, closedAt }: Pick<Notice, 'sentAt' | 'closedAt'>): Date {
  return new Date(
    (sentAt?.getTime() ?? 0) + (closedAt && sentAt && closedAt <= sentAt ? OVER_EVERY_MS : STORM_EVERY_MS),
  );
}

function digest(card: DigestCard, situation: Situation): NextSend {
  if (card.period === 'day' && isEmpty(card)) return { kind: 'drop' };
  const quiet = quietEnd(situation);
  return quiet ? { kind: 'later', at: quiet, isHeld: true } : NOW;
}

function quietEnd({ now, quietHours, timeZone }: Situation): Date | undefined {
  return quietHours && quietUntil(now, quietHours, timeZone);
}

const MOST_URGENT = 4;
/** Within one class the oldest goes first: seconds, for some twelve years, in what the queue's whole numbers hold. */
const AGES = 400_000_000;
const YOUNGEST_MS = Date.UTC(2038, 0, 1);

/** Of cards that wait together the highest goes first: approvals, what is visible, what needs a person, the rest. */
export function priorityOf(card: Card, openedAt: Date): number {
  return rank(urgencyOf(card), openedAt);
}

export function stormPriority({ openedAt }: Pick<Notice, 'openedAt'>): number {
  return rank(MOST_URGENT - 1, openedAt);
}

function urgencyOf(card: Card): number {
  const face = faceOf(card);
  if (card.kind === 'digest') return 0;
  if (!face || card.kind === 'storm') return MOST_URGENT - 1;
  if (isAsked(face)) return MOST_URGENT;
  if (!isExposed(face)) return 1;
  return canWait(face) ? 2 : MOST_URGENT - 1;
}

function rank(urgency: number, openedAt: Date): number {
  const age = Math.floor((YOUNGEST_MS - openedAt.getTime()) / 1000);
  return urgency * AGES + Math.min(AGES - 1, Math.max(0, age));
}
