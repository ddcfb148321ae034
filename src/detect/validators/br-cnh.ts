import { digitsOf, type Validator } from './validator.ts';
import { digitAt, isOneDigit, weightedSum } from './weighted-sum.ts';

/**
 * Brazil's driving licence (registro da CNH): nine digits and two check digits, modulus 11; where the first would be
 * ten, the second is two less (https://github.com/klawdyo/validation-br).
 */
export const brCnh: Validator = {
  minDigits: 11,
  check(value) {
    const digits = digitsOf(value);
    if (!/^\d{11}$/.test(digits) || isOneDigit(digits)) return undefined;
    const first = weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
    const second = weightedSum(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
    const lowered = first === 10 && second < 10 ? (second + 9) % 11 : second;
    const isRight = first % 10 === digitAt(digits, 9) && lowered % 10 === digitAt(digits, 10);
    return isRight ? digits : undefined;
  },
};
