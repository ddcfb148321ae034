// Person numbers of Estonia, Latvia and Lithuania.

import { isDay } from './date-in-number.ts';
import { digitAt, digitNumber, numberIn, weighted } from './weighted-digits.ts';

/** Isikukood and asmens kodas: the same rule (https://www.riigiteataja.ee/akt/110022021007, https://www.registrucentras.lt). */
export const balticPersonalCode = digitNumber(/^[1-8]\d{10}$/, 11, (digits) => {
  if (!isDay(numberIn(digits, 1, 3), numberIn(digits, 3, 5), numberIn(digits, 5, 7))) return false;
  const first = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weighted(digits, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return (first < 10 ? first : second % 10) === digitAt(digits, 10);
});

/**
 * Personas kods: a date of birth and a digit for the century, or, given since July 2017, 32 to 39 and no date
 * (https://www.pmlp.gov.lv/lv/personas-kods).
 */
export const lvPersonalCode = digitNumber(
  /^\d{11}$/,
  11,
  (digits) => /^3[2-9]/.test(digits) || isDated(digits),
);

/** Only those with a date of birth and the check digit that they have in practice. */
export const lvDatedPersonalCode = digitNumber(
  /^\d{11}$/,
  11,
  (digits) =>
    isDated(digits) &&
    ((1 + weighted(digits, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10 === digitAt(digits, 10),
);

function isDated(digits: string): boolean {
  return (
    /^\d{6}[0-2]/.test(digits) &&
    isDay(numberIn(digits, 4, 6), numberIn(digits, 2, 4), numberIn(digits, 0, 2))
  );
}
