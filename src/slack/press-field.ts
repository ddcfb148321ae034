// What the last person did with the card.

import type { PressAction } from '../press.ts';
import { type ConversationCard, isOpen } from './card.ts';
import type { Field } from './layout.ts';
import { person, time } from './pieces.ts';

export const PRESSED: Readonly<Record<PressAction, string>> = {
  retry: 'Tried again',
  retry_all: 'All tried again',
  done_by_hand: 'Said to be done by hand',
  not_personal_data: 'Said to be no personal data',
  snooze: 'Snoozed',
  delete: 'Deletion approved',
  keep: 'Conversation kept',
};

export function pressField({ presses, findings }: ConversationCard, now: Date): readonly Field[] {
  const { last, snoozed } = presses;
  if (!last) return [];
  const isSnoozed = snoozed !== undefined && snoozed.until > now && findings.some(isOpen);
  const until = isSnoozed ? [', quiet until ', time(snoozed.until)] : [];
  return [
    { label: 'Last', value: [`${PRESSED[last.action]} by `, person(last.by), ', ', time(last.at), ...until] },
  ];
}
