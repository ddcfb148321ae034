// Dates of birth inside numbers. There is no clock here: years are plausible by fixed bounds.

const FIRST_YEAR = 1870;
const LAST_YEAR = 2040;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day of a four-digit year in which somebody alive, or dead not long, can be born. */
export function isBirthDate(year: number, month: number, day: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR && isDay(year, month, day);
}

/** A day of a year of which the century may be unknown. */
export function isDay(year: number, month: number, day: number): boolean {
  const last = DAYS[month - 1];
  if (last === undefined || day < 1 || day > last) return false;
  return month !== 2 || day < 29 || year % 4 === 0;
}
