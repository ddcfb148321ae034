import { digitsOf, type Validator } from './validator.ts';
import { weighedSum } from './weighted.ts';

const WEIGHTS = [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7];

/** Uzbek personal number: century and sex, birthday, district, serial number, check digit (https://lex.uz). */
export const uzbekPinfl: Validator = {
  minDigits: 14,
  check(value) {
    const digits = digitsOf(value);
    if (!/^[1-6]\d{13}$/.test(digits)) return undefined;
    return weighedSum(digits, WEIGHTS) % 10 === Number(digits[13]) ? digits : undefined;
  },
};
