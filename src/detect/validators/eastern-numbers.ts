// Person and tax numbers of Russia, Belarus, Ukraine, Kazakhstan and Türkiye.

import { isBirthDate, isDay } from './date-in-number.ts';
import { icaoCheck } from './german-numbers.ts';
import type { Validator } from './validator.ts';
import { digitAt, digitNumber, numberIn, weighted } from './weighted-digits.ts';

/** INN of a person: twelve digits, two of them check digits (https://www.nalog.gov.ru). */
export const ruInn = digitNumber(
  /^\d{12}$/,
  12,
  (digits) =>
    !digits.startsWith('00') &&
    (weighted(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digitAt(digits, 10) &&
    (weighted(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digitAt(digits, 11),
);

/** SNILS; numbers up to 001-001-998 have no check digits (https://sfr.gov.ru). */
export const ruSnils = digitNumber(/^\d{11}$/, 11, (digits) => {
  if (numberIn(digits, 0, 9) <= 1_001_998) return false;
  return (weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === numberIn(digits, 9);
});

/** RNOKPP: days since 1899, a serial number, a check digit (https://tax.gov.ua). */
export const uaTaxNumber = digitNumber(/^\d{10}$/, 10, (digits) => {
  const days = numberIn(digits, 0, 5);
  const sum = weighted(digits, [-1, 5, 7, 9, 4, 6, 10, 5, 7]);
  return days > 0 && days < 51_500 && (((sum % 11) + 11) % 11) % 10 === digitAt(digits, 9);
});

/** UNZR, the number of the demographic register: a date and five digits (https://dmsu.gov.ua). */
export const uaUnzr = digitNumber(/^\d{13}$/, 13, (digits) =>
  isBirthDate(numberIn(digits, 0, 4), numberIn(digits, 4, 6), numberIn(digits, 6, 8)),
);

/** IIN of Kazakhstan; the seventh digit is century and sex (https://adilet.zan.kz/rus/docs/Z070000223_). */
export const kzIin = digitNumber(/^\d{6}[0-6]\d{5}$/, 12, (digits) => {
  if (!isDay(numberIn(digits, 0, 2), numberIn(digits, 2, 4), numberIn(digits, 4, 6))) return false;
  const first = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  const second = weighted(digits, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
  return (first < 10 ? first : second) === digitAt(digits, 11);
});

/** T.C. kimlik numarası (https://www.nvi.gov.tr). */
export const trKimlik = digitNumber(/^[1-9]\d{10}$/, 11, (digits) => {
  const tenth = weighted(digits, [7, -1, 7, -1, 7, -1, 7, -1, 7]);
  const eleventh = weighted(digits, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  return ((tenth % 10) + 10) % 10 === digitAt(digits, 9) && eleventh % 10 === digitAt(digits, 10);
});

const CYRILLIC = 'АВСНКЕМРІ';
const LATIN = 'ABCHKEMPI';

/**
 * Identification number of Belarus: sex and century, date, region, serial number, nationality, and the check digit of
 * ICAO 9303; its letters are Latin but are typed in Cyrillic too (https://pravo.by).
 */
export const byPersonalNumber: Validator = {
  minDigits: 11,
  check(value) {
    const compact = [...value.replace(/[\s-]/g, '').toUpperCase()]
      .map((one) => LATIN.charAt(CYRILLIC.indexOf(one)) || one)
      .join('');
    if (!/^[1-8]\d{6}[ABCHKEM]\d{3}(?:PB|BA|BI)\d$/.test(compact)) return undefined;
    const isDate = isDay(numberIn(compact, 5, 7), numberIn(compact, 3, 5), numberIn(compact, 1, 3));
    return isDate && icaoCheck(compact.slice(0, 13)) === digitAt(compact, 13) ? compact : undefined;
  },
};
