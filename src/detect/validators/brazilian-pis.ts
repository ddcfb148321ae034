import { digitsOf, type Validator } from './validator.ts';
import { isMonotone, weighedSum } from './weighted.ts';

const WEIGHTS = [3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

/** PIS, PASEP, NIT and NIS: ten digits and one of modulus 11 (https://www.gov.br/inss). */
export const brazilianPis: Validator = {
  minDigits: 11,
  check(value) {
    const digits = digitsOf(value);
    if (digits.length !== 11 || isMonotone(digits)) return undefined;
    const rest = 11 - (weighedSum(digits, WEIGHTS) % 11);
    return Number(digits[10]) === (rest > 9 ? 0 : rest) ? digits : undefined;
  },
};
