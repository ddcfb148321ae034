// What people can do on a conversation's card: only what can still change something.

import type { Finding } from '../outcome.ts';
import { type ConversationCard, isOpen, standingOf } from './card.ts';
import type { Button } from './layout.ts';

const RETRY: Button = { action: 'retry', label: 'Retry now', style: 'primary' };
const DONE: Button = { action: 'done_by_hand', label: 'Done by hand' };
const NOT_PERSONAL: Button = { action: 'not_personal_data', label: 'Not personal data…' };
const SNOOZE: Button = { action: 'snooze', label: 'Snooze 4 h' };
const DELETE: Button = { action: 'delete', label: 'Delete…', style: 'danger' };
const KEEP: Button = {
  action: 'keep',
  label: 'Keep conversation',
  confirm: {
    title: 'Keep the conversation?',
    text: 'The request to delete it is refused. It can be asked for again.',
    yes: 'Keep it',
    no: 'Not yet',
  },
};

export function conversationButtons({ findings, approval, presses }: ConversationCard): readonly Button[] {
  const asked = approval?.state === 'open';
  const deletes = approval?.state === 'approved';
  const open = findings.filter(isOpen);
  const isHeld = open.some(
    ({ outcome }) => outcome?.kind === 'not_redactable' && outcome.reason === 'legal_hold',
  );
  const standings = open.map(standingOf);
  const isTrouble = standings.some((standing) => standing !== 'pending');
  const { hasApprovers } = presses;
  return [
    ...(open.some(canRetry) && !isHeld && !deletes ? [RETRY] : []),
    ...(asked && hasApprovers ? [DELETE] : []),
    ...(asked ? [KEEP] : []),
    ...(isTrouble && !isHeld ? [DONE] : []),
    ...(isTrouble &&
    hasApprovers &&
    open.some(({ rules, state }) => rules.length > 0 && state !== 'attachments')
      ? [NOT_PERSONAL]
      : []),
    ...(isTrouble && presses.snoozed === undefined ? [SNOOZE] : []),
    ...(isTrouble && !asked && !deletes && !isHeld && hasApprovers ? [DELETE] : []),
  ];
}

/** Another attempt may end otherwise. One that waits for its first needs no button. */
function canRetry({ state, outcome }: Finding): boolean {
  if (state === 'waiting') return outcome !== undefined;
  if (state === 'failed' || state === 'parked') return true;
  if (state !== 'unredactable' || outcome?.kind !== 'not_redactable') return false;
  return outcome.reason === 'refused' || outcome.reason === 'unverifiable';
}
