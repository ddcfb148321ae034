// The way to Slack: sends one card and says what became of it. When to try again is the queue's affair.

import type { Id } from '../message.ts';
import type { Card } from './card.ts';
import { type FindOutcome, findCard } from './find-card.ts';
import type { Place } from './place.ts';
import type { PressTokens } from './press-token.ts';
import { type SendOutcome, sendCard } from './send-card.ts';
import { type ReplyOutcome, sendReply } from './send-reply.ts';
import { createSlackClient, type SlackAccess } from './slack-client.ts';
import { checkSlack, type SlackHealth } from './slack-health.ts';
import type { Reply } from './thread-line.ts';

export interface SlackSender {
  /** Posts the card to the channel, or edits the one at `place`. */
  send(card: Card, place: Place | undefined): Promise<SendOutcome>;
  /** Tells the thread of the card at `place`. */
  reply(place: Place, reply: Reply): Promise<ReplyOutcome>;
  /**
   * Looks for a card whose posting was `ambiguous`, among the messages since that attempt began.
   * Ask a while later only (twice the timeout, say): Slack may still be at it.
   */
  find(noticeId: Id, since: Date): Promise<FindOutcome>;
  /** Never throws. */
  check(): Promise<SlackHealth>;
}

export interface SlackSenderOptions extends SlackAccess {
  /** A channel's id (C…), or its name. By name, cards cannot be looked for. */
  readonly channel: string;
  /** Signs what the cards' buttons carry. */
  readonly tokens: Pick<PressTokens, 'write'>;
  readonly clock: () => Date;
}

/** Bolt's own client (WebClient of @slack/web-api), set up as Bolt's listeners get it, but usable without a door. */
export function createSlackSender({ channel, clock, tokens, ...access }: SlackSenderOptions): SlackSender {
  const client = createSlackClient(access);
  return {
    send: (card, place) => sendCard(client, { channel, place }, card, clock(), tokens.write),
    reply: (place, reply) => sendReply(client, { channel, place }, reply),
    find: (noticeId, since) => findCard(client, channel, noticeId, since),
    check: () => checkSlack(client),
  };
}
