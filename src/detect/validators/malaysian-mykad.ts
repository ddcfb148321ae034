import { digitsOf, type Validator } from './validator.ts';

/**
 * Malaysian identity card number: birthday, place of birth, serial number
 * (https://www.jpn.gov.my/en/kod-negeri/). Places 00, 17 to 20, 69, 70, 73, 80, 81, 94 to 97 were never given.
 */
export const malaysianMykad: Validator = {
  minDigits: 12,
  check(value) {
    const digits = digitsOf(value);
    return /^\d{6}(?!00|17|18|19|20|69|70|73|80|81|9[4-7])\d{6}$/.test(digits) ? digits : undefined;
  },
};
