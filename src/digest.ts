// Each morning the digest of the day before, on Mondays that of the week instead: opened by whoever is first of all
// replicas, and by a service that was down then when it is back soon enough.

import type { Digests } from './store/digests.ts';
import {
  daysLater,
  lastAt,
  localDay,
  type TimeOfDay,
  weekdayOf,
  writeDay,
  writeWeek,
} from './time-of-day.ts';

export interface DigestDependencies {
  readonly digests: Pick<Digests, 'open'>;
  readonly at: TimeOfDay;
  readonly timeZone: string;
  readonly clock: () => Date;
}

/** After that nobody reads it as the morning's. */
const LATE_MS = 3 * 3_600_000;
const MONDAY = 1;

/** Opens the digest that is due, if any; to be called every minute or so. */
export function createDigest({ digests, at, timeZone, clock }: DigestDependencies): () => Promise<void> {
  let opened: string | undefined;
  return async () => {
    const now = clock();
    const to = lastAt(now, at, timeZone);
    const key = keyOf(to, timeZone);
    if (key === opened || now.getTime() - to.getTime() > LATE_MS) return;
    await digests.open(key, to);
    opened = key;
  };
}

/** Of a week: the one that it speaks of, which ended on the Sunday before. */
function keyOf(to: Date, timeZone: string): string {
  const day = localDay(to, timeZone);
  return weekdayOf(day) === MONDAY ? `week:${writeWeek(daysLater(day, -7))}` : `digest:${writeDay(day)}`;
}
