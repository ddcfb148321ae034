import { luhn } from './luhn.ts';
import { digitsOf, type Validator } from './validator.ts';
import { isOneDigit } from './weighted-sum.ts';

/**
 * US National Provider Identifiers: ten digits from 1 or 2, by Luhn together with the prefix 80840
 * (https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand).
 */
export const usNpi: Validator = {
  minDigits: 10,
  check(value) {
    const digits = digitsOf(value);
    if (!/^[12]\d{9}$/.test(digits) || isOneDigit(digits)) return undefined;
    return luhn.check(`80840${digits}`) === undefined ? undefined : digits;
  },
};
