// Person and tax numbers of the United Kingdom, Ireland and Malta.

import type { Validator } from './validator.ts';
import { digitAt, digitNumber, weighted } from './weighted-digits.ts';

/** National Insurance number: letters that are given, no check digit (https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110). */
export const gbNino: Validator = {
  minDigits: 6,
  check(value) {
    const compact = value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    const isGiven = /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?$/.test(compact);
    return isGiven && !/^(?:BG|GB|KN|NK|NT|TN|ZZ)|^..(\d)\1{5}/.test(compact) ? compact : undefined;
  },
};

/** Unique Taxpayer Reference: the first digit proves the others (https://www.gov.uk/find-utr-number). */
export const gbUtr = digitNumber(
  /^\d{10}$/,
  10,
  (digits) =>
    Number('21987654321'.charAt(weighted(digits.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11)) ===
    digitAt(digits, 0),
);

const CHECKS = 'WABCDEFGHIJKLMNOPQRSTUV';

/** PPS number: seven digits, a check letter, and since 2013 one letter more that counts too (https://www.revenue.ie). */
export const iePps: Validator = {
  minDigits: 7,
  check(value) {
    const compact = value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    if (!/^\d{7}[A-W][ABHTWX]?$/.test(compact) || /^(\d)\1{6}/.test(compact)) return undefined;
    const sum = weighted(compact.slice(0, 7), [8, 7, 6, 5, 4, 3, 2]);
    // Before 2013 W, T and X only told whose spouse somebody was.
    const extra = /[ABH]$/.test(compact.slice(8)) ? (compact.charCodeAt(8) - 64) * 9 : 0;
    return CHECKS.charAt((sum + extra) % 23) === compact.charAt(7) ? compact : undefined;
  },
};
