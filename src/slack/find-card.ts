import type { WebClient } from '@slack/web-api';
import type { Id } from '../message.ts';
import { marksCard } from './card-metadata.ts';
import { readFailure, type SlackFailure } from './failure.ts';
import { type Place, readPlace } from './place.ts';
import type { ConfigCode, SlackCause } from './slack-codes.ts';

export type FindOutcome =
  | { readonly kind: 'found'; readonly place: Place }
  | { readonly kind: 'absent' }
  /**
   * It cannot be learnt: `missing_scope` without channels:history (groups:history in a private channel),
   * `channel_not_found` also where the channel is given by name, `too_many_messages` where the channel is too busy.
   * Asking again does not help; posting afresh may double the card.
   */
  | { readonly kind: 'unreadable'; readonly code: ConfigCode | 'too_many_messages' }
  /** Posting would fail as well. */
  | { readonly kind: 'misconfigured'; readonly code: ConfigCode }
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number }
  | { readonly kind: 'unavailable'; readonly cause: SlackCause };

/** A token without the permission to read, which posting does not need. */
const NOT_MENDED_BY_WAITING: ReadonlySet<ConfigCode> = new Set(['missing_scope', 'channel_not_found']);

const PAGE = 200;
const PAGES = 10;
/** Our clock and Slack's may differ. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Looks through a channel's messages since a time, newest first, for the card of one notice.
 * Slack docs: conversations.history.
 */
export async function findCard(
  client: WebClient,
  channel: string,
  noticeId: Id,
  since: Date,
): Promise<FindOutcome> {
  const oldest = ((since.getTime() - CLOCK_SKEW_MS) / 1000).toFixed(6);
  let cursor: string | undefined;
  try {
    for (let page = 0; page < PAGES; page += 1) {
      const query = { channel, oldest, inclusive: true, limit: PAGE, include_all_metadata: true };
      const answer = await client.conversations.history(cursor === undefined ? query : { ...query, cursor });
      const card = answer.messages?.find((message) => marksCard(message.metadata, noticeId));
      const place = readPlace(channel, card?.ts);
      if (place !== undefined) return { kind: 'found', place };
      cursor = answer.response_metadata?.next_cursor;
      if (cursor === undefined || cursor === '') return { kind: 'absent' };
    }
    return { kind: 'unreadable', code: 'too_many_messages' };
  } catch (error) {
    return readingFailed(readFailure(error));
  }
}

function readingFailed(failure: SlackFailure): FindOutcome {
  switch (failure.kind) {
    case 'rate_limited':
      return failure;
    case 'unavailable':
      return { kind: 'unavailable', cause: failure.cause };
    case 'misconfigured':
      return NOT_MENDED_BY_WAITING.has(failure.code)
        ? { kind: 'unreadable', code: failure.code }
        : { kind: 'misconfigured', code: failure.code };
    case 'refused_payload':
    case 'stale':
      return { kind: 'unreadable', code: 'unknown' };
  }
}
