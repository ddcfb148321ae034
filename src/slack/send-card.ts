import type { types } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Card } from './card.ts';
import { cardMetadata } from './card-metadata.ts';
import { checkBlocks } from './check-blocks.ts';
import { readFailure } from './failure.ts';
import { escapeMrkdwn } from './pieces.ts';
import { isChannelId, type Place, readPlace } from './place.ts';
import { cardAsText, renderCard, type WriteToken } from './render-card.ts';
import type { ConfigCode, PayloadCode, SlackCause } from './slack-codes.ts';

/** What became of one attempt to post or edit a card. */
export type SendOutcome =
  /** `form` is `plain_text` where Slack, or our own check, refused the blocks. */
  | { readonly kind: 'sent'; readonly place: Place; readonly form: 'blocks' | 'plain_text' }
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number }
  /** `ambiguous`: Slack may have taken a new card, so look for it before posting again. Never so for an edit. */
  | { readonly kind: 'unavailable'; readonly cause: SlackCause; readonly ambiguous: boolean }
  | { readonly kind: 'misconfigured'; readonly code: ConfigCode }
  /** Refused as blocks and as plain text. */
  | { readonly kind: 'refused_payload'; readonly code: PayloadCode }
  /** The card to edit is gone, or its channel is not the configured one any more and closed: post afresh. */
  | { readonly kind: 'stale' };

/** Where to: a new card in the channel, or an edit of the one at `place`. */
export interface Target {
  readonly channel: string;
  readonly place: Place | undefined;
}

interface Payload {
  readonly text: string;
  /** Empty for plain text. Slack docs, chat.update: an empty array takes the message's old blocks away. */
  readonly blocks: readonly types.KnownBlock[];
  readonly metadata: types.MessageMetadata | undefined;
}

/** Slack docs, chat.update: 4,000 characters of text. */
const PLAIN_TEXT_BUDGET = 3900;
const CHANNEL_CODES: readonly ConfigCode[] = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'is_inactive',
];

/** Sends the whole card, so that an edit may be repeated; once more as plain text where the blocks are refused. */
export async function sendCard(
  client: WebClient,
  target: Target,
  card: Card,
  now: Date,
  write: WriteToken,
): Promise<SendOutcome> {
  const metadata = cardMetadata(card);
  const { text, blocks } = renderCard(card, now, write);
  const plain = { text: escapeMrkdwn(cardAsText(card, now)).slice(0, PLAIN_TEXT_BUDGET), blocks: [] };
  if (checkBlocks(blocks).length > 0) return sendOnce(client, target, { ...plain, metadata });

  const outcome = await sendOnce(client, target, { text, blocks, metadata });
  if (outcome.kind !== 'refused_payload') return outcome;
  return sendOnce(client, target, {
    ...plain,
    metadata: outcome.code.includes('metadata') ? undefined : metadata,
  });
}

async function sendOnce(client: WebClient, target: Target, payload: Payload): Promise<SendOutcome> {
  try {
    const answer = await call(client, target, payload);
    const place = target.place ?? readPlace(answer.channel, answer.ts);
    if (place === undefined) return { kind: 'unavailable', cause: 'not_json', ambiguous: true };
    return { kind: 'sent', place, form: payload.blocks.length > 0 ? 'blocks' : 'plain_text' };
  } catch (error) {
    const failure = readFailure(error);
    return target.place === undefined ? failure : readEditFailure(failure, target.channel, target.place);
  }
}

function call(client: WebClient, { channel, place }: Target, { text, blocks, metadata }: Payload) {
  const message = { text, blocks: [...blocks], ...(metadata === undefined ? {} : { metadata }) };
  if (place !== undefined) return client.chat.update({ ...message, channel: place.channel, ts: place.ts });
  return client.chat.postMessage({ ...message, channel, unfurl_links: false, unfurl_media: false });
}

/** An edit may be repeated without harm; and a card whose old channel is closed may be posted to the new one. */
function readEditFailure(failure: SendOutcome, channel: string, place: Place): SendOutcome {
  if (failure.kind === 'unavailable') return { ...failure, ambiguous: false };
  return isElsewhere(failure, channel, place) ? { kind: 'stale' } : failure;
}

/** The card is not in the configured channel, and its own one is closed. */
export function isElsewhere(failure: SendOutcome, channel: string, place: Place): boolean {
  const moved = isChannelId(channel) && channel !== place.channel;
  return moved && failure.kind === 'misconfigured' && CHANNEL_CODES.includes(failure.code);
}
