import { digitsOf, type Validator } from './validator.ts';

/** Codes of the provinces, by the ministry of home affairs; Papua's new ones (92, 95 to 97) among them. */
const PROVINCE = /^(?:1[1-9]|2[1]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])/;

/**
 * Indonesian population number of 16: province, regency, district, birthday (women's days raised by 40), serial
 * number (https://id.wikipedia.org/wiki/Nomor_Induk_Kependudukan). It has no check digit; `dated` checks the birthday.
 */
export const indonesianNik: Validator = {
  minDigits: 16,
  check(value) {
    const digits = digitsOf(value);
    if (digits.length !== 16 || !PROVINCE.test(digits)) return undefined;
    return /^..(?!00)\d\d(?!00)\d\d.{6}(?!0000)\d{4}$/.test(digits) ? digits : undefined;
  },
};
