import type { Validator } from './validator.ts';

/** Refuses nothing. Leaves letters and digits, in upper case, for the validators behind it. */
export const compact: Validator = {
  minDigits: 0,
  check: (value) => value.replace(/[^0-9A-Za-z]/g, '').toUpperCase(),
};
