import { isDay } from './date-in-number.ts';
import type { Validator } from './validator.ts';
import { numberIn } from './weighted-digits.ts';

const CHECKS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/**
 * Finnish henkilötunnus, with the signs for the century that came in 2023
 * (https://dvv.fi/en/reform-of-personal-identity-code).
 */
export const fiHetu: Validator = {
  minDigits: 9,
  check(value) {
    const compact = value.replace(/\s/g, '').toUpperCase();
    const parts = /^(\d{6})[-+A-FU-Y](\d{3})([0-9A-Y])$/.exec(compact);
    if (parts === null) return undefined;
    const [, date = '', individual = '', check = ''] = parts;
    const isDate = isDay(numberIn(date, 4, 6), numberIn(date, 2, 4), numberIn(date, 0, 2));
    if (!isDate || Number(individual) < 2) return undefined;
    return CHECKS.charAt(Number(date + individual) % 31) === check ? compact : undefined;
  },
};
