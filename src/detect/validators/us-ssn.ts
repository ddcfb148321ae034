import { digitsOf, type Validator } from './validator.ts';

/**
 * Numbers that the US Social Security Administration may give: no area 000, 666 or 900 to 999, no group 00, no
 * serial 0000 (https://www.ssa.gov/employer/randomization.html). It has no check digit.
 */
export const usSsn: Validator = {
  minDigits: 9,
  check(value) {
    const digits = digitsOf(value);
    return /^\d{9}$/.test(digits) && !/^(?:000|666|9|...00|.....0000)/.test(digits) ? digits : undefined;
  },
};
