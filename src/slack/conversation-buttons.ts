// What people can do on a conversation's card: only what can still change something.

import { canBeDismissed, canBeDoneByHand, canRetry } from '../open-findings.ts';
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
    ...(open.some(canBeDoneByHand) && !isHeld ? [DONE] : []),
    ...(isTrouble && hasApprovers && open.some(canBeDismissed) ? [NOT_PERSONAL] : []),
    ...(isTrouble && presses.snoozed === undefined ? [SNOOZE] : []),
    ...(isTrouble && !asked && !deletes && !isHeld && hasApprovers ? [DELETE] : []),
  ];
}
