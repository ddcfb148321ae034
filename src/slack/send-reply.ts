// One message in a card's thread.

import type { WebClient } from '@slack/web-api';
import { readFailure, type SlackFailure } from './failure.ts';
import type { Place } from './place.ts';
import type { Reply } from './thread-line.ts';

/** `stale`: the card, or its thread, is not there any more. */
export type ReplyOutcome = { readonly kind: 'sent' } | SlackFailure;

export async function sendReply(
  client: WebClient,
  { channel, ts }: Place,
  { text, broadcast }: Reply,
): Promise<ReplyOutcome> {
  const message = { channel, thread_ts: ts, text, unfurl_links: false, unfurl_media: false };
  try {
    await client.chat.postMessage(broadcast ? { ...message, reply_broadcast: true } : message);
    return { kind: 'sent' };
  } catch (error) {
    return readFailure(error);
  }
}
