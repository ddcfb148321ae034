// The figures of a day or a week → the digest's card.

import type { Region } from '../config-intercom.ts';
import type { DigestCard } from '../slack/card.ts';
import type { Digests } from '../store/digests.ts';
import type { Notice } from '../store/notice-row.ts';
import { daysLater, localDay, timeOfDay, timeOnDay } from '../time-of-day.ts';
import { worstOf } from './storm-card.ts';

interface Sources {
  readonly digests: Pick<Digests, 'figures'>;
  readonly region: Region;
  readonly timeZone: string;
}

/** It was opened for the time up to which it speaks. */
export async function digestCard(
  { digests, region, timeZone }: Sources,
  { id: noticeId, revision, openedAt: to }: Notice,
  period: 'day' | 'week',
): Promise<DigestCard> {
  const from = startOf(to, period, timeZone);
  const { oldestOpen, ...figures } = await digests.figures(from, to);
  return {
    kind: 'digest',
    noticeId,
    revision,
    region,
    period,
    from,
    to,
    ...figures,
    oldestOpen: oldestOpen.map(({ stands, ...one }) => ({ ...one, standing: worstOf(stands) })),
  };
}

/** The same time of day, a day or a week before. */
function startOf(to: Date, period: 'day' | 'week', timeZone: string): Date {
  const day = daysLater(localDay(to, timeZone), period === 'day' ? -1 : -7);
  return timeOnDay(day, timeOfDay(to, timeZone), timeZone);
}

/** Nothing happened, and nothing is open. */
export function isEmpty(card: DigestCard): boolean {
  const { redacted, waiting, forPeople, doneByHand, dismissed, repaired, deletions, rules } = card;
  const all = [
    redacted,
    waiting,
    forPeople,
    doneByHand,
    dismissed,
    repaired,
    deletions.deleted,
    deletions.kept,
  ];
  return rules.length === 0 && all.every((number) => number === 0);
}
