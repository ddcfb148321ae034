// Person and tax numbers of the countries from Slovenia to Greece.

import { isBirthDate, isDay } from './date-in-number.ts';
import type { Validator } from './validator.ts';
import { digitAt, digitNumber, isLuhn, isMod11And10, numberIn, weighted } from './weighted-digits.ts';

/** JMBG, EMŠO, EMBG: one rule since Yugoslavia (https://en.wikipedia.org/wiki/Unique_Master_Citizen_Number). */
export const jmbg = digitNumber(/^\d{13}$/, 13, (digits) => {
  const year = numberIn(digits, 4, 7);
  return (
    isBirthDate(year + (year < 800 ? 2000 : 1000), numberIn(digits, 2, 4), numberIn(digits, 0, 2)) &&
    (11 - (weighted(digits, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digitAt(digits, 12)
  );
});

/** OIB (https://www.porezna-uprava.hr/HR_OIB/Stranice/default.aspx). */
export const hrOib = digitNumber(/^\d{11}$/, 11, isMod11And10);

/** EGN: months of the 19th century have 20 added, those of the 21st 40 (https://www.grao.bg/esgraon.html). */
export const bgEgn = digitNumber(
  /^\d{10}$/,
  10,
  (digits) =>
    isDay(numberIn(digits, 0, 2), ((numberIn(digits, 2, 4) - 1) % 20) + 1, numberIn(digits, 4, 6)) &&
    (weighted(digits, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === digitAt(digits, 9),
);

/** LNCh, the number of a foreigner in Bulgaria. */
export const bgLnch = digitNumber(
  /^\d{10}$/,
  10,
  (digits) => weighted(digits, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === digitAt(digits, 9),
);

/** CNP (https://www.legislatie.just.ro, HG 1375/2006). */
export const roCnp = digitNumber(/^[1-9]\d{12}$/, 13, (digits) => {
  const check = weighted(digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return (
    isDay(numberIn(digits, 1, 3), numberIn(digits, 3, 5), numberIn(digits, 5, 7)) &&
    (check === 10 ? 1 : check) === digitAt(digits, 12)
  );
});

/** IDNP of a person in Moldova; companies' numbers begin with 1 (https://asp.gov.md). */
export const mdIdnp = digitNumber(
  /^[029]\d{12}$/,
  13,
  (digits) => weighted(digits, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 === digitAt(digits, 12),
);

/** AMKA: a date, then a Luhn check digit (https://www.amka.gr). */
export const grAmka = digitNumber(
  /^\d{11}$/,
  11,
  (digits) => isDay(numberIn(digits, 4, 6), numberIn(digits, 2, 4), numberIn(digits, 0, 2)) && isLuhn(digits),
);

/** AFM, the tax number (https://www.aade.gr). */
export const grAfm = digitNumber(
  /^\d{9}$/,
  9,
  (digits) => (weighted(digits, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === digitAt(digits, 8),
);

/**
 * NID of Albania: a letter for the decade (A for the 1900s), year, month (women add 50), day, serial number, and a letter
 * whose rule is not published (https://www.asd.gov.al).
 */
export const alNid: Validator = {
  minDigits: 8,
  check(value) {
    const compact = value.replace(/[\s-]/g, '').toUpperCase();
    if (!/^[A-N]\d{8}[A-W]$/.test(compact)) return undefined;
    const year = 1900 + (compact.charCodeAt(0) - 65) * 10 + numberIn(compact, 1, 2);
    const isDate = isBirthDate(year, numberIn(compact, 2, 4) % 50, numberIn(compact, 4, 6));
    return isDate ? compact : undefined;
  },
};
