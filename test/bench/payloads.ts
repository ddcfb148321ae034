// Signed webhooks of 4 KB to measure with: clean ones, and ones with a card number, each about another message.

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conversationId, messageId } from './ack-messages.ts';

export const SECRET = 'bench-secret';

export interface Payload {
  readonly body: string;
  readonly signature: string;
}

export type MakePayload = (index: number) => Payload;

const TEXT =
  '<p>Hello, my parcel of order 55120 has still not arrived, although the page says <b>delivered</b> since Monday.</p><p>Could you have a look &amp; call me back? Thanks a lot, and have a nice day!</p>';
const FRAME = readFileSync(
  join(import.meta.dirname, '../samples/notification-conversation.user.replied.json'),
  'utf8',
);

function notification(partId: string, partBody: string): string {
  const frame = JSON.parse(FRAME);
  const { item } = frame.data;
  item.source.body = TEXT;
  item.conversation_parts.conversation_parts[0].body = partBody;
  item.conversation_parts.conversation_parts[0].id = partId;
  return JSON.stringify(frame, null, 1);
}

function signed(body: string): Payload {
  return { body, signature: `sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}` };
}

const CLEAN = Array.from({ length: 5_000 }, (_, index) =>
  signed(notification('31077420019', TEXT.replace('55120', String(index)))),
);
/** Each says something else, after the same first message. */
export const clean: MakePayload = (index) => CLEAN[index % CLEAN.length] ?? signed('');

const MARKED = notification('PART_ID', TEXT.replace('55120', '55120, card 4111 1111 1111 1111,')).replace(
  '215480037214906',
  'CONVERSATION_ID',
);
let sent = 0;
/** Each names another message, so that none is a duplicate. */
export const withFinding: MakePayload = () => {
  sent += 1;
  return aboutMessage(sent);
};

export function aboutMessage(number: number): Payload {
  return signed(
    MARKED.replace('PART_ID', messageId(number)).replace('CONVERSATION_ID', conversationId(number)),
  );
}
