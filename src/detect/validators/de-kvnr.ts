import type { Validator } from './validator.ts';
import { digitAt } from './weighted-sum.ts';

/**
 * The life-long part of a German health insurance number (Krankenversichertennummer): a letter, eight digits and a
 * check digit (https://www.gkv-spitzenverband.de, Technische Spezifikation KVNR).
 */
export const deKvnr: Validator = {
  minDigits: 9,
  check(value) {
    const number = value.replace(/[ .-]/g, '').toUpperCase();
    if (!/^[A-Z]\d{9}$/.test(number) || /^.0{9}$/.test(number)) return undefined;
    const place = number.charCodeAt(0) - 0x40;
    const digits = String(place).padStart(2, '0') + number.slice(1, 9);
    return sumOfDigits(digits) % 10 === Number(number.charAt(9)) ? number : undefined;
  },
};

/** Weights 1, 2, 1, 2 …, and of products of two digits both digits added up. */
function sumOfDigits(digits: string): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const product = digitAt(digits, at) * (at % 2 === 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  return sum;
}
