import { luhn } from './luhn.ts';
import { digitsOf, type Validator } from './validator.ts';

/** Dominican identity number: eleven digits with a Luhn check digit, the first three a town (https://jce.gob.do). */
export const dominicanCedula: Validator = {
  minDigits: 11,
  check(value) {
    const digits = digitsOf(value);
    return digits.length === 11 && !digits.startsWith('00000') ? luhn.check(digits) : undefined;
  },
};
