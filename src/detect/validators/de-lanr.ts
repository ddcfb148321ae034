import { digitsOf, type Validator } from './validator.ts';
import { digitAt, isOneDigit, weightedSum } from './weighted-sum.ts';

/**
 * The life-long number of a German doctor (LANR): six digits, a check digit and two for the specialty
 * (https://www.kbv.de, Richtlinie zur Vergabe der Arzt-, Betriebsstätten- und Praxisnetznummern).
 */
export const deLanr: Validator = {
  minDigits: 9,
  check(value) {
    const digits = digitsOf(value);
    if (!/^\d{9}$/.test(digits) || isOneDigit(digits)) return undefined;
    const check = (10 - (weightedSum(digits, [4, 9, 4, 9, 4, 9]) % 10)) % 10;
    return check === digitAt(digits, 6) ? digits : undefined;
  },
};
