// Person and tax numbers of Czechia, Slovakia, Poland and Hungary.

import { isBirthDate, isDay } from './date-in-number.ts';
import type { Validator } from './validator.ts';
import { digitAt, digitNumber, numberIn, weighted } from './weighted-digits.ts';

/**
 * Rodné číslo: a date, to whose month women add 50 and crowded days 20, and three digits until 1953, four since
 * (https://www.mvcr.cz/clanek/rodne-cislo.aspx).
 */
export const rodneCislo = digitNumber(/^\d{9,10}$/, 9, (digits) => {
  const year = numberIn(digits, 0, 2);
  const month = (numberIn(digits, 2, 4) % 50) % 20;
  if (!isDay(year, month, numberIn(digits, 4, 6))) return false;
  if (digits.length === 9) return year <= 53 && !digits.endsWith('000');
  return (numberIn(digits, 0, 9) % 11) % 10 === digitAt(digits, 9);
});

/** Only those of ten digits, whose last four are no year. */
export const rodneCisloChecked = digitNumber(
  /^\d{6}(?:[03-9]\d{3}|1[0-8]\d\d|2[1-9]\d\d)$/,
  10,
  (digits) => rodneCislo.check(digits) !== undefined,
);

/** PESEL (https://www.gov.pl/web/gov/czym-jest-numer-pesel): the century is in the month. */
export const plPesel = digitNumber(/^\d{11}$/, 11, (digits) => {
  const month = numberIn(digits, 2, 4);
  const century = [1900, 2000, 2100, 2200, 1800][Math.floor(month / 20)] ?? 0;
  return (
    isBirthDate(century + numberIn(digits, 0, 2), month % 20, numberIn(digits, 4, 6)) &&
    weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
  );
});

/** NIP (https://www.podatki.gov.pl/nip/). */
export const plNip = digitNumber(
  /^\d{10}$/,
  10,
  (digits) => weighted(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digitAt(digits, 9),
);

/** Series and number of a dowód osobisty (https://www.gov.pl/web/gov/dowod-osobisty-informacje). */
export const plIdCard: Validator = {
  minDigits: 6,
  check(value) {
    const compact = value.replace(/[\s-]/g, '').toUpperCase();
    if (!/^[A-Z]{3}\d{6}$/.test(compact)) return undefined;
    const weights = [7, 3, 1, 9, 7, 3, 1, 7, 3];
    const sum = weights.reduce(
      (total, weight, at) => total + weight * Number.parseInt(compact.charAt(at), 36),
      0,
    );
    return sum % 10 === 0 ? compact : undefined;
  },
};

const RISING = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Személyi azonosító; the weights turned round for those born from 1997 on (https://net.jogtar.hu/jogszabaly?docid=99600020.tv). */
export const huPersonalNumber = digitNumber(/^[1-8]\d{10}$/, 11, (digits) => {
  if (!isDay(numberIn(digits, 1, 3), numberIn(digits, 3, 5), numberIn(digits, 5, 7))) return false;
  const isOld = weighted(digits, RISING) % 11 === digitAt(digits, 10);
  return isOld || weighted(digits, [...RISING].reverse()) % 11 === digitAt(digits, 10);
});

/** Adóazonosító jel: 8, days since 1867, a serial number (https://net.jogtar.hu/jogszabaly?docid=99600020.tv). */
export const huTaxNumber = digitNumber(
  /^8\d{9}$/,
  10,
  (digits) => weighted(digits, RISING.slice(0, 9)) % 11 === digitAt(digits, 9),
);

/** TAJ of social insurance (https://net.jogtar.hu/jogszabaly?docid=99600020.tv). */
export const huTaj = digitNumber(
  /^\d{9}$/,
  9,
  (digits) => weighted(digits, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === digitAt(digits, 8),
);
