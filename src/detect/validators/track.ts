import { luhn } from './luhn.ts';
import type { Validator } from './validator.ts';

/** The card number in a track of a magnetic stripe (ISO/IEC 7813): the first long run of digits, with its check digit. */
export const track: Validator = {
  minDigits: 12,
  check(value) {
    const [number] = /\d{12,19}/.exec(value.replaceAll(' ', '')) ?? [];
    return number === undefined ? undefined : luhn.check(number);
  },
};
