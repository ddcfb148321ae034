import { digitsOf, type Validator } from './validator.ts';
import { weighedSum } from './weighted.ts';

/** Kuwaiti civil number: century, birthday, serial number, check digit of modulus 11 (https://www.paci.gov.kw). */
export const kuwaitiCivilId: Validator = {
  minDigits: 12,
  check(value) {
    const digits = digitsOf(value);
    if (!/^[1-4]\d{11}$/.test(digits)) return undefined;
    const check = 11 - (weighedSum(digits, [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11);
    return Number(digits[11]) === check ? digits : undefined;
  },
};
