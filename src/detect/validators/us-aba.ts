import { digitsOf, type Validator } from './validator.ts';

/**
 * Routing numbers of US banks: the weights 3, 7, 1 and the prefixes that the American Bankers Association gives
 * (https://en.wikipedia.org/wiki/ABA_routing_transit_number).
 */
export const usAba: Validator = {
  minDigits: 9,
  check(value) {
    const digits = digitsOf(value);
    if (!/^(?:0[1-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/.test(digits)) return undefined;
    const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * ([3, 7, 1][at % 3] ?? 0), 0);
    return sum % 10 === 0 ? digits : undefined;
  },
};
