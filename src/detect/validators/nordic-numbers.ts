// Person numbers of Denmark, the Faroe Islands, Iceland, Norway and Sweden.

import { isBirthDate, isDay } from './date-in-number.ts';
import { digitAt, digitNumber, isLuhn, numberIn, weighted } from './weighted-digits.ts';

/** CPR: a date and four digits. Since 2007 the check digit is not kept any more (https://cpr.dk/cpr-systemet/personnumre-uden-kontrolciffer-modulus-11-kontrol). */
export const dkCpr = digitNumber(/^\d{10}$/, 10, hasDayMonthYear);

/** P-tal: a date and three digits (https://www.us.fo). */
export const foPtal = digitNumber(/^\d{9}$/, 9, hasDayMonthYear);

/** Kennitala of a person; companies add 40 to the day (https://www.skra.is/english/individuals/me-and-my-family/my-registration/id-numbers/). */
export const isKennitala = digitNumber(
  /^\d{9}[089]$/,
  10,
  (digits) => hasDayMonthYear(digits) && weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
);

/**
 * Fødselsnummer; D-numbers add 40 to the day, H-numbers 40 to the month, the tax office's synthetic ones 80
 * (https://www.skatteetaten.no/en/person/foreign/norwegian-identification-number/).
 */
export const noFodselsnummer = digitNumber(/^\d{11}$/, 11, (digits) => {
  const day = numberIn(digits, 0, 2);
  const month = numberIn(digits, 2, 4);
  return (
    isDay(numberIn(digits, 4, 6), month % 40, day > 40 ? day - 40 : day) &&
    weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
});

/** Personnummer of 10 or 12 digits; coordination numbers add 60 to the day (https://www.skatteverket.se/personnummer). */
export const sePersonnummer = digitNumber(/^(?:1[89]|20)?\d{10}$/, 10, isPersonnummer);

/**
 * Only those that cannot be a day and a time of it, as in names of files: born before 2000, or before 2016 with last
 * digits that are no time.
 */
export const sePersonnummerUnlikeTime = digitNumber(
  /^(?:19\d\d|20(?:0\d|1[0-5])\d{4}(?:[01]\d[6-9]\d|2[0-3][6-9]\d|2[4-9]\d\d|[3-9]\d{3}))/,
  12,
  (digits) => digits.length === 12 && isPersonnummer(digits),
);

function isPersonnummer(digits: string): boolean {
  const century = digits.length === 12 ? numberIn(digits, 0, 2) : undefined;
  const short = digits.slice(-10);
  const year = numberIn(short, 0, 2);
  const month = numberIn(short, 2, 4);
  const given = numberIn(short, 4, 6);
  const day = given > 60 ? given - 60 : given;
  const isDate =
    century === undefined ? isDay(year, month, day) : isBirthDate(century * 100 + year, month, day);
  return isDate && isLuhn(short);
}

function hasDayMonthYear(digits: string): boolean {
  return (
    isDay(numberIn(digits, 4, 6), numberIn(digits, 2, 4), numberIn(digits, 0, 2)) && digitAt(digits, 0) < 4
  );
}
