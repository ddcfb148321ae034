// Sums that check digits are taken from, and numbers of digits that one of them proves.

import { digitsOf, type Validator } from './validator.ts';

/** Each digit times its weight, added up. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * digitAt(digits, at), 0);
}

/** The digit at a place, counted from the end when negative; 0 where there is none. */
export function digitAt(digits: string, at: number): number {
  return Number(digits.at(at) ?? 0);
}

/** The number that a part of the digits writes. */
export function numberIn(digits: string, from: number, to?: number): number {
  return Number(digits.slice(from, to));
}

/** Digits whose last is the check digit of ISO/IEC 7064 MOD 11,10. */
export function isMod11And10(digits: string): boolean {
  let check = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (check + Number(digit)) % 10;
    check = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - check) % 10 === digitAt(digits, -1);
}

/** Digits whose last is the check digit of ISO/IEC 7812-1, annex B (Luhn). */
export function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}

/**
 * Numbers of digits, however they are parted, that have a form and of which something holds. One digit over and over
 * is a placeholder, whatever the sum says. Normalises to digits.
 */
export function digitNumber(form: RegExp, minDigits: number, holds: (digits: string) => boolean): Validator {
  return {
    minDigits,
    check(value) {
      const digits = digitsOf(value);
      return form.test(digits) && !/^(\d)\1*$/.test(digits) && holds(digits) ? digits : undefined;
    },
  };
}
