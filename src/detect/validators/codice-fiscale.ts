import { isDay } from './date-in-number.ts';
import type { Validator } from './validator.ts';

const MONTHS = 'ABCDEHLMPRST';
const OMOCODIA = 'LMNPQRSTUV';
const FORM = /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;

/** What a character at an odd place counts; at an even one it counts what it is. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/**
 * Italian tax code of a person, also with letters for digits where two people would have the same (omocodia)
 * (D.M. 23 December 1976, https://www.agenziaentrate.gov.it). Three digits at least must be left, or words would do.
 */
export const codiceFiscale: Validator = {
  minDigits: 3,
  check(value) {
    const compact = value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    if (!FORM.test(compact) || !/(?:\d.*){3}/.test(compact)) return undefined;
    const year = asNumber(compact.slice(6, 8));
    const day = asNumber(compact.slice(9, 11));
    const month = MONTHS.indexOf(compact.charAt(8)) + 1;
    if (!isDay(year, month, day > 40 ? day - 40 : day)) return undefined;
    const sum = [...compact.slice(0, 15)].reduce((total, one, at) => {
      const place = /\d/.test(one) ? Number(one) : one.charCodeAt(0) - 65;
      return total + (at % 2 === 0 ? (ODD[place] ?? 0) : place);
    }, 0);
    return String.fromCharCode(65 + (sum % 26)) === compact.charAt(15) ? compact : undefined;
  },
};

function asNumber(characters: string): number {
  return Number(characters.replace(/[L-V]/g, (letter) => String(OMOCODIA.indexOf(letter))));
}
