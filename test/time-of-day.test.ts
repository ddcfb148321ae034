import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  daysLater,
  lastAt,
  localDay,
  quietUntil,
  timeOfDay,
  timeOnDay,
  weekdayOf,
  writeDay,
  writeWeek,
} from '../src/time-of-day.ts';

const NINE = { minutes: 9 * 60 };
const at = (text: string): Date => new Date(text);
const night = (from: number, to: number) => ({ from: { minutes: from }, to: { minutes: to } });

/** When it is nine there, across changes of the clocks and in zones with parts of an hour. */
const NINE_O_CLOCK: readonly (readonly [zone: string, day: string, instant: string])[] = [
  ['UTC', '2026-03-29', '2026-03-29T09:00:00.000Z'],
  ['Europe/Berlin', '2026-03-28', '2026-03-28T08:00:00.000Z'],
  ['Europe/Berlin', '2026-03-29', '2026-03-29T07:00:00.000Z'],
  ['Europe/Berlin', '2026-10-24', '2026-10-24T07:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-25T08:00:00.000Z'],
  ['America/New_York', '2026-03-08', '2026-03-08T13:00:00.000Z'],
  ['America/New_York', '2026-11-01', '2026-11-01T14:00:00.000Z'],
  ['Asia/Kolkata', '2026-06-01', '2026-06-01T03:30:00.000Z'],
  ['Asia/Kathmandu', '2026-06-01', '2026-06-01T03:15:00.000Z'],
  ['Australia/Adelaide', '2026-04-04', '2026-04-03T22:30:00.000Z'],
  ['Australia/Adelaide', '2026-04-05', '2026-04-04T23:30:00.000Z'],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T22:00:00.000Z'],
  ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T19:00:00.000Z'],
  ['Pacific/Marquesas', '2026-01-01', '2026-01-01T18:30:00.000Z'],
];

for (const [zone, day, instant] of NINE_O_CLOCK) {
  test(`nine on ${day} in ${zone} is ${instant}, and is read back as that`, () => {
    const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);

    const found = timeOnDay({ year, month, day: dayOfMonth }, NINE, zone);

    assert.equal(found.toISOString(), instant);
    assert.deepEqual([writeDay(localDay(found, zone)), timeOfDay(found, zone)], [day, NINE]);
  });
}

test('a time that clocks skip comes an hour later, and one that comes twice is its first', () => {
  const half = { minutes: 2 * 60 + 30 };

  const skipped = timeOnDay({ year: 2026, month: 3, day: 29 }, half, 'Europe/Berlin');
  const twice = timeOnDay({ year: 2026, month: 10, day: 25 }, half, 'Europe/Berlin');

  assert.equal(skipped.toISOString(), '2026-03-29T01:30:00.000Z');
  assert.equal(twice.toISOString(), '2026-10-25T00:30:00.000Z');
});

test('the last nine is of today once it has come, and of yesterday before', () => {
  const before = lastAt(at('2026-03-29T06:59:59Z'), NINE, 'Europe/Berlin');
  const then = lastAt(at('2026-03-29T07:00:00Z'), NINE, 'Europe/Berlin');

  assert.equal(before.toISOString(), '2026-03-28T08:00:00.000Z');
  assert.equal(then.toISOString(), '2026-03-29T07:00:00.000Z');
});

test('quiet hours over midnight last till the morning, also when clocks change in that night', () => {
  const quiet = night(22 * 60, 7 * 60);
  const until = (text: string) => quietUntil(at(text), quiet, 'Europe/Berlin')?.toISOString();

  assert.equal(until('2026-03-28T20:59:00Z'), undefined);
  assert.equal(until('2026-03-28T21:00:00Z'), '2026-03-29T05:00:00.000Z');
  assert.equal(until('2026-03-29T04:59:00Z'), '2026-03-29T05:00:00.000Z');
  assert.equal(until('2026-03-29T05:00:00Z'), undefined);
  assert.equal(until('2026-10-24T21:00:00Z'), '2026-10-25T06:00:00.000Z');
});

test('quiet hours within a day, and an end that comes twice, end at the next time that it comes', () => {
  const noon = night(12 * 60, 13 * 60 + 30);
  const untilHalfPastTwo = night(60, 2 * 60 + 30);

  assert.equal(
    quietUntil(at('2026-06-01T06:45:00Z'), noon, 'Asia/Kolkata')?.toISOString(),
    '2026-06-01T08:00:00.000Z',
  );
  assert.equal(quietUntil(at('2026-06-01T08:00:00Z'), noon, 'Asia/Kolkata'), undefined);
  assert.equal(
    quietUntil(at('2026-10-25T01:15:00Z'), untilHalfPastTwo, 'Europe/Berlin')?.toISOString(),
    '2026-10-25T01:30:00.000Z',
  );
});

test('all through a year quiet hours end within ten hours, at the time that was set', () => {
  const quiet = night(22 * 60, 7 * 60);
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']) {
    for (let hour = 0; hour < 365 * 24; hour += 7) {
      const now = new Date(Date.UTC(2026, 0, 1, hour, 17));
      const end = quietUntil(now, quiet, zone);
      if (!end) continue;
      assert.ok(end > now && end.getTime() - now.getTime() <= 10 * 3_600_000, `${zone} ${now.toISOString()}`);
      assert.deepEqual(timeOfDay(end, zone), quiet.to);
    }
  }
});

test('days and weeks are named by ISO 8601, over the turn of the year', () => {
  assert.equal(writeWeek({ year: 2026, month: 1, day: 1 }), '2026-W01');
  assert.equal(writeWeek({ year: 2027, month: 1, day: 3 }), '2026-W53');
  assert.equal(writeWeek({ year: 2024, month: 12, day: 30 }), '2025-W01');
  assert.equal(writeDay(daysLater({ year: 2026, month: 12, day: 31 }, 1)), '2027-01-01');
  assert.deepEqual(
    [weekdayOf({ year: 2026, month: 11, day: 23 }), weekdayOf({ year: 2026, month: 11, day: 22 })],
    [1, 7],
  );
});
