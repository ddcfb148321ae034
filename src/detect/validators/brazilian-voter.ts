import { digitsOf, type Validator } from './validator.ts';
import { weighedSum } from './weighted.ts';

/**
 * Título de eleitor: a serial number, two digits of the state (01 to 28), two check digits
 * (https://www.tse.jus.br). São Paulo (01) and Minas Gerais (02) write 1 where others write 0.
 */
export const brazilianVoter: Validator = {
  minDigits: 12,
  check(value) {
    const digits = digitsOf(value);
    if (!/^\d{8}(?:0[1-9]|1\d|2[0-8])\d{2}$/.test(digits)) return undefined;
    const isLarge = /^.{8}0[12]/.test(digits);
    const first = checkDigit(weighedSum(digits, [2, 3, 4, 5, 6, 7, 8, 9]), isLarge);
    const state = weighedSum(digits.slice(8), [7, 8]);
    const second = checkDigit(state + first * 9, isLarge);
    return digits.endsWith(`${first}${second}`) ? digits : undefined;
  },
};

function checkDigit(sum: number, isLarge: boolean): number {
  const rest = sum % 11;
  if (rest === 10) return 0;
  return rest === 0 && isLarge ? 1 : rest;
}
