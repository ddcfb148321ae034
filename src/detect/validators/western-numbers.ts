// Person and tax numbers of Belgium, the Netherlands, Luxembourg and France.

import { isBirthDate, isDay } from './date-in-number.ts';
import type { Validator } from './validator.ts';
import { digitAt, digitNumber, isLuhn, numberIn, weighted } from './weighted-digits.ts';

/**
 * Rijksregisternummer; BIS numbers add 20 or 40 to the month, and a day or month may be unknown
 * (https://www.ibz.rrn.fgov.be).
 */
export const beNationalNumber = digitNumber(/^\d{11}$/, 11, (digits) => {
  const month = numberIn(digits, 2, 4) % 20;
  const day = numberIn(digits, 4, 6);
  const isDate = numberIn(digits, 2, 4) < 60 && month <= 12 && day <= 31;
  const isKnown = month === 0 || day === 0 || isDay(numberIn(digits, 0, 2), month, day);
  const check = numberIn(digits, 9);
  const number = numberIn(digits, 0, 9);
  return isDate && isKnown && [number, 2_000_000_000 + number].some((any) => 97 - (any % 97) === check);
});

/** Burgerservicenummer, with its eleven test (https://www.rvig.nl/bsn). */
export const nlBsn = digitNumber(
  /^\d{8,9}$/,
  8,
  (digits) => weighted(digits.padStart(9, '0'), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
);

/** Matricule of Luxembourg: a date, then check digits by Luhn and by Verhoeff (https://guichet.public.lu). */
export const luMatricule = digitNumber(
  /^\d{13}$/,
  13,
  (digits) =>
    isBirthDate(numberIn(digits, 0, 4), numberIn(digits, 4, 6), numberIn(digits, 6, 8)) &&
    isLuhn(digits.slice(0, 12)) &&
    isVerhoeff(digits.slice(0, 11) + digits.slice(12)),
);

const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** Verhoeff's check: the digits as turns and mirrorings of a pentagon, permuted by place, end at its start. */
function isVerhoeff(digits: string): boolean {
  const end = [...digits].reverse().reduce((state, digit, place) => {
    let next = Number(digit);
    for (let turn = 0; turn < place % 8; turn += 1) next = PERMUTATION[next] ?? next;
    return inPentagon(state, next);
  }, 0);
  return end === 0;
}

/** The product in the dihedral group of order ten. */
function inPentagon(left: number, right: number): number {
  if (left < 5) return right < 5 ? (left + right) % 5 : ((left + right) % 5) + 5;
  return right < 5 ? ((left - right) % 5) + 5 : (left - right + 5) % 5;
}

/**
 * NIR of France, with or without its key; `2A` and `2B` are Corsica. Months 20 to 42 and from 50 on stand for unknown
 * ones (https://www.service-public.fr/particuliers/vosdroits/F33078).
 */
function nir(form: RegExp, minDigits: number): Validator {
  return {
    minDigits,
    check(value) {
      const compact = value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
      if (!form.test(compact)) return undefined;
      const month = numberIn(compact, 3, 5);
      if (month < 1 || (month > 12 && month < 20) || (month > 42 && month < 50)) return undefined;
      const corsica = { A: 1_000_000, B: 2_000_000 }[compact.charAt(6)] ?? 0;
      const number = Number(compact.slice(0, 13).replace(/[AB]/, '0')) - corsica;
      return compact.length === 13 || 97 - (number % 97) === numberIn(compact, 13) ? compact : undefined;
    },
  };
}

export const frNir = nir(/^[1-478]\d{4}(?:\d{2}|2[AB])\d{6}\d{2}$/, 14);
export const frNirWithoutKey = nir(/^[12]\d{4}(?:\d{2}|2[AB])\d{6}$/, 12);

/** Numéro fiscal (SPI): the last three digits are the first ten modulo 511 (OECD, Tax identification numbers: France). */
export const frSpi = digitNumber(
  /^[0-3]\d{12}$/,
  13,
  (digits) => numberIn(digits, 0, 10) % 511 === numberIn(digits, 10),
);

/** Number of a Belgian identity card: ten digits, then their rest by 97 (https://www.ibz.rrn.fgov.be). */
export const beIdCard = digitNumber(/^\d{12}$/, 12, (digits) => {
  const rest = numberIn(digits, 0, 10) % 97;
  return (rest === 0 ? 97 : rest) === numberIn(digits, 10) && digitAt(digits, 0) < 8;
});
