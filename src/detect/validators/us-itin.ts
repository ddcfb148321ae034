import { digitsOf, type Validator } from './validator.ts';

/**
 * US taxpayer numbers for people without a Social Security number: area 900 to 999, group 50 to 65, 70 to 88, 90 to
 * 92 or 94 to 99 (https://www.irs.gov/irm/part3/irm_03-021-263r). It has no check digit. 987-65-4320 to 987-65-4329 are
 * kept for advertisements (https://en.wikipedia.org/wiki/Social_Security_number#Valid_SSNs).
 */
export const usItin: Validator = {
  minDigits: 9,
  check(value) {
    const digits = digitsOf(value);
    if (digits.startsWith('98765432')) return undefined;
    return /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits) ? digits : undefined;
  },
};
