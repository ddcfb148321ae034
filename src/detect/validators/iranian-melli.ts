import { digitsOf, type Validator } from './validator.ts';
import { isMonotone, weighedSum } from './weighted.ts';

const WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2];

/** Iranian national code: ten digits, the last of modulus 11 (https://fa.wikipedia.org/wiki/کد_ملی). */
export const iranianMelli: Validator = {
  minDigits: 10,
  check(value) {
    const digits = digitsOf(value);
    if (digits.length !== 10 || isMonotone(digits)) return undefined;
    const rest = weighedSum(digits, WEIGHTS) % 11;
    return Number(digits[9]) === (rest < 2 ? rest : 11 - rest) ? digits : undefined;
  },
};
