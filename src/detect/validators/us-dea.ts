import type { Validator } from './validator.ts';
import { digitAt, weightedSum } from './weighted-sum.ts';

/**
 * Registration numbers of the US Drug Enforcement Administration: a registrant's code, a letter of the name (or 9),
 * six digits and a check digit (https://www.deadiversion.usdoj.gov).
 */
export const usDea: Validator = {
  minDigits: 7,
  check(value) {
    const number = value.replace(/[ -]/g, '').toUpperCase();
    if (!/^[A-HJ-MPRSTUX][A-Z9]\d{7}$/.test(number)) return undefined;
    const digits = number.slice(2);
    const isRight = weightedSum(digits, [1, 2, 1, 2, 1, 2]) % 10 === digitAt(digits, 6);
    return isRight && !/^0+$/.test(digits) ? number : undefined;
  },
};
