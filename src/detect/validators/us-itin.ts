import { digitsOf, type Validator } from './validator.ts';

/**
 * US taxpayer numbers for people without a Social Security number: area 900 to 999, group 50 to 65, 70 to 88, 90 to
 * 92 or 94 to 99 (https://www.irs.gov/irm/part3/irm_03-021-263r). It has no check digit.
 */
export const usItin: Validator = {
  minDigits: 9,
  check(value) {
    const digits = digitsOf(value);
    return /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits) ? digits : undefined;
  },
};
