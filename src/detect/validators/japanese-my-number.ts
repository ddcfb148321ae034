import { digitsOf, type Validator } from './validator.ts';
import { isMonotone, weighedSum } from './weighted.ts';

const WEIGHTS = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** My Number: eleven digits and one of modulus 11 (Ministerial Ordinance 85 of 2014, article 5). */
export const japaneseMyNumber: Validator = {
  minDigits: 12,
  check(value) {
    const digits = digitsOf(value);
    if (digits.length !== 12 || isMonotone(digits)) return undefined;
    const rest = weighedSum(digits, WEIGHTS) % 11;
    return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest) ? digits : undefined;
  },
};
