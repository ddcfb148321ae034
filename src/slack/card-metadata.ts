// Marks a message as a card, so that it can be found again after a lost answer. Slack docs, message metadata:
// every member and app in the channel can read it, so it holds the notice's id and revision and nothing else.

import type { types } from '@slack/bolt';
import type { Id } from '../message.ts';
import type { Card } from './card.ts';

const EVENT_TYPE = 'intercom_redactor_card';

export function cardMetadata({ noticeId, revision }: Card): types.MessageMetadata {
  return { event_type: EVENT_TYPE, event_payload: { notice_id: noticeId, revision } };
}

/** Whether metadata that Slack gave back marks the card of this notice. */
export function marksCard(metadata: unknown, noticeId: Id): boolean {
  if (!isRecord(metadata) || metadata.event_type !== EVENT_TYPE) return false;
  const payload = metadata.event_payload;
  return isRecord(payload) && payload.notice_id === noticeId;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
