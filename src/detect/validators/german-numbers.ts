// Person, tax and identity card numbers of Germany, Austria and Switzerland.

import { isDay } from './date-in-number.ts';
import type { Validator } from './validator.ts';
import { digitAt, digitNumber, isMod11And10, numberIn, weighted } from './weighted-digits.ts';

/**
 * Steuer-ID: among its first ten digits none stands more than three times. One of them must stand twice or thrice, but
 * numbers made for tests and manuals break that rule
 * (https://www.bzst.de/DE/Privatpersonen/SteuerlicheIdentifikationsnummer/steuerlicheidentifikationsnummer_node.html).
 */
export const deTaxId = digitNumber(/^[1-9]\d{10}$/, 11, (digits) => {
  const first = [...digits.slice(0, 10)];
  return first.every((digit) => first.filter((other) => other === digit).length <= 3) && isMod11And10(digits);
});

/** Versicherungsnummer of the pension and social insurance (VKVV § 2, https://www.gesetze-im-internet.de/vkvv/__2.html). */
export const deSocialSecurity: Validator = {
  minDigits: 11,
  check(value) {
    const compact = value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    const parts = /^(\d{2})(\d{6})([A-Z])(\d{3})$/.exec(compact);
    if (parts === null) return undefined;
    const [, area = '', date = '', letter = '', rest = ''] = parts;
    const day = numberIn(date, 0, 2);
    // Of those born on one day, some have 50 added to it.
    const isDate = isDay(numberIn(date, 4, 6), numberIn(date, 2, 4), day > 50 ? day - 50 : day);
    if (!isDate || Number(area) < 2) return undefined;
    const place = String(letter.charCodeAt(0) - 64).padStart(2, '0');
    const digits = area + date + place + rest;
    const sum = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].reduce((total, weight, at) => {
      const product = weight * digitAt(digits, at);
      return total + Math.floor(product / 10) + (product % 10);
    }, 0);
    return sum % 10 === digitAt(digits, 12) ? compact : undefined;
  },
};

/** Letters that German documents use: no vowels, nothing that looks like a digit or makes words. */
const SERIAL = /^(?:[CFGHJ-NPRTV-Y][0-9CFGHJ-NPRTV-Z]{8}|\d{9})$/;

/**
 * Serial number of an identity card: nine characters, with the check digit of ICAO 9303 when ten stand there
 * (https://www.personalausweisportal.de). A letter-bearing one without its check digit must hold two digits.
 */
export const deIdCard: Validator = {
  minDigits: 2,
  check(value) {
    const compact = value.replace(/[\s-]/g, '').toUpperCase().replace(/D$/, '');
    const serial = compact.slice(0, 9);
    if (!SERIAL.test(serial)) return undefined;
    if (compact.length === 9) return /\D/.test(serial) && /\d.*\d/.test(serial) ? compact : undefined;
    return compact.length === 10 && icaoCheck(serial) === digitAt(compact, 9) ? compact : undefined;
  },
};

/** The check digit of machine-readable travel documents (ICAO 9303-3, 4.9). */
export function icaoCheck(characters: string): number {
  const weights = [7, 3, 1];
  return (
    [...characters].reduce((sum, one, at) => sum + Number.parseInt(one, 36) * (weights[at % 3] ?? 0), 0) % 10
  );
}

/** Sozialversicherungsnummer of Austria: the fourth digit proves the others; months 13 to 15 are spare (https://www.sozialversicherung.at). */
export const atSocialSecurity = digitNumber(/^[1-9]\d{9}$/, 10, (digits) => {
  const month = numberIn(digits, 6, 8);
  const isDate = isDay(numberIn(digits, 8, 10), month > 12 && month < 16 ? 1 : month, numberIn(digits, 4, 6));
  return isDate && weighted(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === digitAt(digits, 3);
});

/** AHV number of Switzerland and Liechtenstein, with the check digit of EAN-13 (https://www.zas.admin.ch). */
export const chAhv = digitNumber(
  /^756\d{10}$/,
  13,
  (digits) => weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
);
