import { digitsOf, type Validator } from './validator.ts';

/** The check digit of payment cards (ISO/IEC 7812-1, annex B). Normalises to digits. */
export const luhn: Validator = {
  minDigits: 2,
  check(value) {
    const digits = digitsOf(value);
    return digits.length >= 2 && luhnSum(digits) % 10 === 0 ? digits : undefined;
  },
};

function luhnSum(digits: string): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 0x30;
    const weighed = at % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum;
}
