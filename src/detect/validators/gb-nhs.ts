import { digitsOf, type Validator } from './validator.ts';
import { digitAt, isOneDigit, weightedSum } from './weighted-sum.ts';

/**
 * The check digit of NHS numbers of England and Wales, CHI numbers of Scotland and H&C numbers of Northern Ireland:
 * modulus 11 (https://www.datadictionary.nhs.uk/attributes/nhs_number.html).
 */
export const gbNhs: Validator = {
  minDigits: 10,
  check(value) {
    const digits = digitsOf(value);
    if (!/^\d{10}$/.test(digits) || isOneDigit(digits)) return undefined;
    const check = (11 - (weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return check === digitAt(digits, 9) ? digits : undefined;
  },
};
