// Times of day in a time zone, as people set them: 09:00, and hours that may reach over midnight.

export interface TimeOfDay {
  /** Since midnight, local time. */
  readonly minutes: number;
}

export interface QuietHours {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

export function parseTimeOfDay(text: string): TimeOfDay | undefined {
  const [, hours, minutes] = TIME.exec(text) ?? [];
  return hours === undefined ? undefined : { minutes: Number(hours) * 60 + Number(minutes) };
}

/** By the name of the IANA time zone database. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A day of the calendar, as it is in some time zone. */
export interface LocalDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export function localDay(at: Date, timeZone: string): LocalDay {
  const local = new Date(localMs(at.getTime(), timeZone));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

export function daysLater({ year, month, day }: LocalDay, days: number): LocalDay {
  return localDay(new Date(Date.UTC(year, month - 1, day + days)), 'UTC');
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf({ year, month, day }: LocalDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

/** `2026-08-18`. */
export function writeDay({ year, month, day }: LocalDay): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** By ISO 8601, where a week belongs to the year of its Thursday: `2026-W34`. */
export function writeWeek(given: LocalDay): string {
  const thursday = daysLater(given, 4 - weekdayOf(given));
  const dayOfYear =
    (Date.UTC(thursday.year, thursday.month - 1, thursday.day) - Date.UTC(thursday.year, 0, 1)) / DAY_MS;
  return `${thursday.year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

/** When it is that time on that day; the first time where clocks are turned back, an hour later where it is skipped. */
export function timeOnDay(day: LocalDay, time: TimeOfDay, timeZone: string): Date {
  const [first] = timesOnDay(day, time, timeZone);
  return first;
}

/** The last time up to now that it was that time of day. */
export function lastAt(now: Date, time: TimeOfDay, timeZone: string): Date {
  const today = localDay(now, timeZone);
  const at = timeOnDay(today, time, timeZone);
  return at <= now ? at : timeOnDay(daysLater(today, -1), time, timeZone);
}

export function timeOfDay(at: Date, timeZone: string): TimeOfDay {
  return { minutes: Math.floor((localMs(at.getTime(), timeZone) % DAY_MS) / MINUTE_MS) };
}

/** When the quiet hours end; undefined outside of them. */
export function quietUntil(now: Date, { from, to }: QuietHours, timeZone: string): Date | undefined {
  const { minutes } = timeOfDay(now, timeZone);
  const isAfterFrom = minutes >= from.minutes;
  const isBeforeTo = minutes < to.minutes;
  const isQuiet = from.minutes < to.minutes ? isAfterFrom && isBeforeTo : isAfterFrom || isBeforeTo;
  if (!isQuiet) return undefined;
  const today = localDay(now, timeZone);
  return [today, daysLater(today, 1)]
    .flatMap((day) => timesOnDay(day, to, timeZone))
    .find((end) => end > now);
}

/** Twice where clocks are turned back over it. */
function timesOnDay(
  { year, month, day }: LocalDay,
  { minutes }: TimeOfDay,
  timeZone: string,
): readonly [Date, ...Date[]] {
  const wanted = Date.UTC(year, month - 1, day, 0, minutes);
  const offset = (ms: number): number => localMs(ms, timeZone) - ms;
  const before = wanted - offset(wanted - DAY_MS);
  const after = wanted - offset(wanted + DAY_MS);
  const times = [...new Set([before, after])]
    .filter((ms) => localMs(ms, timeZone) === wanted)
    .toSorted((one, other) => one - other)
    .map((ms) => new Date(ms));
  const [first = new Date(before), ...more] = times;
  return [first, ...more];
}

/** What the clocks there show, as if it were UTC. */
function localMs(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(ms));
  const value = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  const seconds = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return seconds + (((ms % 1_000) + 1_000) % 1_000);
}
