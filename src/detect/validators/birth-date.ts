// A date on which a living person can have been born, in the ways in which people write dates.

import { monthOf } from './month-names.ts';
import type { Validator } from './validator.ts';

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const EARLIEST = 1900;

/** A fixed bound, since validators know no clock. Later dates are appointments. */
const LATEST = 2026;

/** Years of other calendars are these many behind. Iran's months begin elsewhere, so its dates come out near enough. */
const CALENDARS: readonly (readonly [name: string, offset: number])[] = [
  ['gregorian', 0],
  ['buddhist', -543],
  ['iranian', 621],
];

/** The year before each era's first. */
const ERAS: Readonly<Record<string, number>> = {
  明治: 1867,
  大正: 1911,
  昭和: 1925,
  平成: 1988,
  令和: 2018,
  民國: 1911,
  民国: 1911,
  T: 1911,
  S: 1925,
  H: 1988,
  R: 2018,
};

/** The Unix epoch and Excel's first day stand where a date is missing. */
const MISSING = new Set(['1970-01-01', '1900-01-01', '1900-01-00', '1901-01-01']);

/** `birth_date`, or `birth_date:2014` for births up to the end of that year. Normalises to 1985-03-12. */
export function birthDate(argument: string | undefined): Validator | undefined {
  const latest = argument === undefined ? LATEST : Number(argument);
  if (!Number.isInteger(latest) || latest < EARLIEST || latest > LATEST) return undefined;
  return {
    minDigits: 3,
    check(value) {
      const date = readings(value).map(inGregorianYears).find(isPossible(latest));
      if (date === undefined) return undefined;
      const written = `${date.year}-${twoDigits(date.month)}-${twoDigits(date.day)}`;
      return MISSING.has(written) ? undefined : written;
    },
  };
}

/** What a date can mean, the likeliest first. */
function readings(value: string): readonly CalendarDate[] {
  // The time of day is no part of it.
  const date = value.replace(/[T ]\d{2}:\d{2}.*$/s, '');
  const numbers = date.match(/[0-9]+/g) ?? [];
  const era = /^([明治大正昭和平成令民國国]{2}|[TSHR])/.exec(date)?.[1];
  if (era !== undefined && numbers.length === 3) return inEra(era, numbers);
  const month = (date.match(/[\p{L}\p{M}.']+/gu) ?? []).map(monthOf).find((found) => found !== undefined);
  if (month !== undefined) return withMonth(month, numbers);
  if (numbers.length === 1) return unparted(numbers[0] ?? '');
  return numbers.length === 3 ? ofThree(numbers) : [];
}

function inEra(era: string, [year, month, day]: readonly string[]): readonly CalendarDate[] {
  const before = ERAS[era];
  return before === undefined
    ? []
    : [{ year: before + Number(year), month: Number(month), day: Number(day) }];
}

function withMonth(month: number, numbers: readonly string[]): readonly CalendarDate[] {
  const [first = '', last = ''] = numbers;
  if (numbers.length !== 2) return [];
  if (first.length === 4) return [{ year: Number(first), month, day: Number(last) }];
  return [{ year: fullYear(last), month, day: Number(first) }];
}

function ofThree([first = '', second = '', third = '']: readonly string[]): readonly CalendarDate[] {
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  if (first.length === 4) return [{ year: a, month: b, day: c }];
  if (third.length === 4) {
    return [
      { year: c, month: b, day: a },
      { year: c, month: a, day: b },
    ];
  }
  if (third.length !== 2) return [];
  return [
    { year: fullYear(third), month: b, day: a },
    { year: fullYear(third), month: a, day: b },
    { year: fullYear(first), month: b, day: c },
  ];
}

function unparted(digits: string): readonly CalendarDate[] {
  const cut = (...ends: readonly number[]): readonly string[] =>
    ends.map((end, at) => digits.slice(at === 0 ? 0 : ends[at - 1], end));
  if (digits.length === 8) return [...ofThree(cut(4, 6, 8)), ...ofThree(cut(2, 4, 8))];
  return digits.length === 6 ? ofThree(cut(2, 4, 6)) : [];
}

/** Of two digits: the last year that ends so and has been. */
function fullYear(year: string): number {
  if (year.length !== 2) return Number(year);
  return Number(year) + (Number(year) > LATEST % 100 ? 1900 : 2000);
}

function inGregorianYears(date: CalendarDate): CalendarDate {
  const years = CALENDARS.map(([, offset]) => date.year + offset);
  return { ...date, year: years.find((year) => year >= EARLIEST && year <= LATEST) ?? date.year };
}

function isPossible(latest: number): (date: CalendarDate) => boolean {
  return ({ year, month, day }) =>
    year >= EARLIEST && year <= latest && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month);
}

function daysOf(month: number): number {
  if (month === 2) return 29;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
