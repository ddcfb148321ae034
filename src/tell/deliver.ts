// One card to Slack: posted once, edited from then on, and looked for when the answer to its posting was lost.

import { unreachable } from '../errors.ts';
import type { Card } from '../slack/card.ts';
import type { Place } from '../slack/place.ts';
import type { SlackSender } from '../slack/slack-sender.ts';
import type { Notice } from '../store/notice-row.ts';
import type { Notices } from '../store/notices.ts';
import { priorityOf } from './next-send.ts';
import type { SlackWatch } from './slack-watch.ts';

export interface DeliverDependencies {
  readonly notices: Pick<Notices, 'sending' | 'notPosted' | 'notSent'>;
  readonly sender: Pick<SlackSender, 'send' | 'find'>;
  readonly watch: SlackWatch;
  readonly pace: Paces;
  /** How long after a post whose answer was lost Slack may still be at it, in milliseconds. */
  readonly settleMs: number;
  readonly clock: () => Date;
}

/** Each resolves when the next of its kind may be sent. */
export interface Paces {
  readonly post: () => Promise<void>;
  readonly edit: () => Promise<void>;
}

/** Undefined: Slack did not take it, or may have, and it is tried again later. */
export type Deliver = (notice: Notice, card: Card) => Promise<Place | undefined>;

export function createDeliver({
  notices,
  sender,
  watch,
  pace,
  settleMs,
  clock,
}: DeliverDependencies): Deliver {
  return async (notice, card) => {
    const place = await placeOf(notice, card);
    if (place === 'later') return undefined;
    await (place ? pace.edit() : pace.post());
    if (!place) await notices.sending(notice.id, clock());
    const outcome = await sender.send(card, place);
    if (outcome.kind === 'sent') {
      await watch.worked();
      return outcome.place;
    }
    const retryAt = await watch.failed(outcome);
    const isAmbiguous = outcome.kind === 'unavailable' && outcome.ambiguous;
    const settled = new Date(clock().getTime() + settleMs);
    await notices.notSent(notice.id, {
      retryAt: isAmbiguous && settled > retryAt ? settled : retryAt,
      certain: !isAmbiguous,
      stale: outcome.kind === 'stale',
      priority: priorityOf(card, notice.openedAt),
    });
    return undefined;
  };

  /** Where the card stands. A post that was begun and never confirmed is looked for before posting again. */
  async function placeOf(notice: Notice, card: Card): Promise<Place | undefined | 'later'> {
    if (notice.place || !notice.sendingSince) return notice.place;
    const lookAt = new Date(notice.sendingSince.getTime() + settleMs);
    if (clock() < lookAt) return later(notice, card, lookAt);
    const found = await sender.find(notice.id, notice.sendingSince);
    switch (found.kind) {
      case 'found':
        return found.place;
      case 'absent':
        // By now it may be one of many.
        await watch.worked();
        await notices.notPosted(notice.id);
        return 'later';
      case 'unreadable':
        // Where the channel cannot be read, a card twice is better than none.
        return undefined;
      case 'misconfigured':
      case 'rate_limited':
        return later(notice, card, await watch.failed(found));
      case 'unavailable':
        return later(notice, card, await watch.failed({ ...found, ambiguous: false }));
      default:
        return unreachable(found);
    }
  }

  async function later(notice: Notice, card: Card, retryAt: Date): Promise<'later'> {
    const priority = priorityOf(card, notice.openedAt);
    await notices.notSent(notice.id, { retryAt, certain: false, stale: false, priority });
    return 'later';
  }
}
