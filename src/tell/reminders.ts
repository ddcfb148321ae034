// When people are reminded of what stays visible: after 1 h, 4 h, a day, two and three, and then no more.

import { canWait, type Face, isExposed } from '../slack/card-face.ts';
import type { Notice } from '../store/notice-row.ts';
import { type QuietHours, quietUntil } from '../time-of-day.ts';

const HOUR_MS = 3_600_000;
/** From one reminder, or the first word, to the next. */
const STEPS_MS = [1, 3, 20, 24, 24].map((hours) => hours * HOUR_MS);

export interface Times {
  readonly now: Date;
  readonly quietHours: QuietHours | undefined;
  readonly timeZone: string;
}

type Reminded = Pick<Notice, 'reminders' | 'remindAt' | 'snoozed'>;

/** The reminder after so many, counted from now. Undefined: there were enough. */
export function nextReminder(reminders: number, now: Date): Date | undefined {
  const step = STEPS_MS[reminders];
  return step === undefined ? undefined : new Date(now.getTime() + step);
}

/** Undefined when there is none to come. After a snooze there is one, however many there were. */
export function reminderAt(
  { remindAt, snoozed }: Reminded,
  face: Face,
  { quietHours, timeZone }: Omit<Times, 'now'>,
): Date | undefined {
  const at = snoozed?.until ?? remindAt;
  if (!at || !isExposed(face)) return undefined;
  const quiet = quietHours && canWait(face) ? quietUntil(at, quietHours, timeZone) : undefined;
  return quiet ?? at;
}

/** Once the card shows this: the first reminder of a new trouble, none of one that ended, else as it was. */
export function remindersAfter(
  before: Face | undefined,
  shown: Face,
  { reminders, remindAt }: Reminded,
  now: Date,
): Pick<Notice, 'reminders' | 'remindAt'> {
  if (shown.standing === 'pending') return { reminders, remindAt };
  if (!isExposed(shown)) return { reminders: 0, remindAt: undefined };
  const isNew = before === undefined || (!isExposed(before) && before.standing !== 'pending');
  return isNew ? { reminders: 0, remindAt: nextReminder(0, now) } : { reminders, remindAt };
}
