import { digitsOf, type Validator } from './validator.ts';
import { digitAt, weightedSum } from './weighted-sum.ts';

/**
 * Australian Medicare card numbers: eight digits, a check digit, the card's issue, and sometimes the person's line
 * on the card (https://developer.digitalhealth.gov.au/resources/medicare-number).
 */
export const auMedicare: Validator = {
  minDigits: 10,
  check(value) {
    const digits = digitsOf(value);
    if (!/^[2-6]\d{8}[1-9]\d?$/.test(digits)) return undefined;
    const isRight = weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(digits, 8);
    return isRight ? digits : undefined;
  },
};
