// What a card's thread is told, one line for each thing that happened. Constant sentences, ids and times.

import { unreachable } from '../errors.ts';
import type { Id } from '../message.ts';
import type { Press, PressAction } from '../press.ts';
import { type Card, isOpen } from './card.ts';
import { type Face, type FaceStanding, isAtRest, isExposed } from './card-face.ts';
import { escapeMrkdwn, time, toMrkdwn } from './pieces.ts';

export interface Reply {
  /** Slack's mrkdwn. */
  readonly text: string;
  /** Shown in the channel too. */
  readonly broadcast: boolean;
}

export interface Happened {
  readonly before: Face | undefined;
  readonly now: Face;
  readonly presses: readonly Press[];
  readonly reminder: boolean;
  /** Nobody is to be disturbed. */
  readonly quiet: boolean;
}

/** Undefined when there is nothing to say. */
export function threadReply(card: Card, happened: Happened): Reply | undefined {
  const { before, now, presses, reminder, quiet } = happened;
  const isNew = before !== undefined && before.standing !== now.standing;
  const isBack = isNew && isAtRest(before) && isExposed(now);
  const gaveUp = isNew && now.standing === 'given_up';
  const pressed = new Set(presses.map(({ action }) => action));
  const lines = [
    ...presses.map(pressLine),
    ...(isNew && !says(pressed, SAID_BY, now.standing) && !isToldByApproval(card, now)
      ? [standingLine(before, now)]
      : []),
    ...(before && before.approval !== now.approval && card.kind === 'conversation'
      ? approvalLine(card.approval, pressed)
      : []),
    ...(reminder ? [reminderLine(card, now)] : []),
  ];
  if (lines.length === 0) return undefined;
  return { text: lines.join('\n'), broadcast: !quiet && (isBack || gaveUp || reminder) };
}

const STANDINGS: Readonly<Record<FaceStanding, string>> = {
  retrying: 'Redaction failed: personal data is still visible. It is tried again by itself.',
  failed: 'Redaction failed: personal data is still visible.',
  given_up: 'Given up after 72 hours: personal data is still visible, and a person must remove it.',
  unredactable: 'Intercom cannot redact it: a person must remove it.',
  parked: 'A permission is missing: personal data is still visible.',
  unscanned: 'Not fully checked: it may hold personal data.',
  pending: 'It is tried again now.',
  attachments: 'Redacted; its attachments are still there, and a person must look at them.',
  redacted: 'Redacted.',
  gone: 'The conversation was deleted.',
  by_hand: 'Removed by hand.',
  dismissed: 'Left in place: a person says that it is no personal data.',
  scanned: 'Checked to its end.',
  reported: 'Left in place: the policy only watches.',
  storm: 'More conversations failed.',
  calm: 'No new ones for ten minutes.',
  over: 'All of them ended.',
};

function standingLine(before: Face, now: Face): string {
  const sentence = STANDINGS[now.standing];
  if (!isAtRest(before) || !isExposed(now)) return sentence;
  return before.standing === 'by_hand' ? `It is still there. ${sentence}` : `It is back. ${sentence}`;
}

const PRESSES: Readonly<Record<PressAction, string>> = {
  retry: 'asked to try again',
  retry_all: 'asked to try all of them again',
  done_by_hand: 'says that it was removed by hand; that is looked at in two minutes',
  not_personal_data: 'says that it is no personal data: it stays, and does not count again for a while',
  snooze: 'wants no reminder for four hours',
  delete: 'approved the deletion of the conversation',
  keep: 'refused the deletion: the conversation is kept',
};

/** What a press has said already, in the name of who pressed. */
const SAID_BY: Readonly<Partial<Record<string, readonly PressAction[]>>> = {
  pending: ['retry', 'retry_all', 'done_by_hand'],
  retrying: ['retry', 'retry_all'],
  by_hand: ['done_by_hand'],
  dismissed: ['not_personal_data'],
  approved: ['delete'],
  refused: ['keep'],
};

function says(pressed: ReadonlySet<PressAction>, by: typeof SAID_BY, word: string): boolean {
  return by[word]?.some((action) => pressed.has(action)) === true;
}

function pressLine({ action, by, at }: Press): string {
  return `${person(by)} ${PRESSES[action]} (${toMrkdwn([time(at)])}).`;
}

/** That an approved deletion took the conversation away is said once: of the approval. */
function isToldByApproval(card: Card, { standing }: Face): boolean {
  if (card.kind !== 'conversation' || standing !== 'gone') return false;
  return ['approved', 'deleted', 'gone'].includes(card.approval?.state ?? '');
}

function approvalLine(
  approval: Extract<Card, { kind: 'conversation' }>['approval'],
  pressed: ReadonlySet<PressAction>,
): readonly string[] {
  if (!approval || says(pressed, SAID_BY, approval.state)) return [];
  const by = approval.decidedBy ? person(approval.decidedBy) : 'nobody';
  switch (approval.state) {
    case 'open':
      return ['The deletion of the conversation was asked for, and waits for an approval.'];
    case 'approved':
      return [`The deletion was approved by ${by}.`];
    case 'refused':
      return [`The deletion was refused by ${by}: the conversation is kept.`];
    case 'needless':
      return ['The deletion is not needed any more: the conversation is kept.'];
    case 'expired':
      return ['Nobody approved the deletion in time: the conversation is kept.'];
    case 'deleted':
      return ['The conversation was deleted, as approved.'];
    case 'gone':
      return ['The conversation was deleted elsewhere meanwhile.'];
    case 'failed':
      return ['The deletion failed: the conversation is still there.'];
    default:
      return unreachable(approval.state);
  }
}

function reminderLine(card: Card, { standing }: Face): string {
  if (standing === 'unscanned') return 'Reminder: it is still not fully checked.';
  const open = card.kind === 'conversation' ? card.findings.filter(isOpen) : [];
  const said = open.map(({ saidAt }) => saidAt.getTime());
  if (said.length === 0) return 'Reminder: personal data is still visible.';
  return `Reminder: personal data is still visible, since ${toMrkdwn([time(new Date(Math.min(...said)))])}.`;
}

/** Shown as a name by Slack where it is a Slack user's id. */
function person(id: Id): string {
  return /^[UW][A-Z0-9]{2,30}$/.test(id) ? `<@${id}>` : escapeMrkdwn(id);
}
