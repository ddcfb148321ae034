// One message in a card's thread.

import type { WebClient } from '@slack/web-api';
import { readFailure, type SlackFailure } from './failure.ts';
import type { Place } from './place.ts';
import { isElsewhere } from './send-card.ts';
import type { Reply } from './thread-line.ts';

/**
 * `stale`: the card, or its thread, is not there any more. `elsewhere`: its channel is closed, and not the configured
 * one any more.
 */
export type ReplyOutcome = { readonly kind: 'sent' } | { readonly kind: 'elsewhere' } | SlackFailure;

export async function sendReply(
  client: WebClient,
  { channel, place }: { readonly channel: string; readonly place: Place },
  { text, broadcast }: Reply,
): Promise<ReplyOutcome> {
  const message = {
    channel: place.channel,
    thread_ts: place.ts,
    text,
    unfurl_links: false,
    unfurl_media: false,
  };
  try {
    await client.chat.postMessage(broadcast ? { ...message, reply_broadcast: true } : message);
    return { kind: 'sent' };
  } catch (error) {
    const failure = readFailure(error);
    return isElsewhere(failure, channel, place) ? { kind: 'elsewhere' } : failure;
  }
}
