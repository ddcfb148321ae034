import type { Validator } from './validator.ts';
import { weighedSum } from './weighted.ts';

const WEIGHTS = [2, 7, 6, 5, 4, 3, 2];

/** What a letter adds to the sum, and the check letters in the order of the sum's rest by 11. */
const SERIES: Readonly<Record<string, readonly [added: number, letters: string]>> = {
  S: [0, 'JZIHGFEDCBA'],
  T: [4, 'JZIHGFEDCBA'],
  F: [0, 'XWUTRQPNMLK'],
  G: [4, 'XWUTRQPNMLK'],
  // Given since 2022, https://www.ica.gov.sg.
  M: [3, 'XWUTRQPNJLK'],
};

/** NRIC of citizens and residents (S, T), FIN of foreigners (F, G, M): seven digits and a check letter. */
export const singaporeNric: Validator = {
  minDigits: 7,
  check(value) {
    const id = value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    const [added, letters] = SERIES[id.charAt(0)] ?? [];
    if (added === undefined || letters === undefined || !/^[A-Z]\d{7}[A-Z]$/.test(id)) return undefined;
    const rest = (weighedSum(id.slice(1), WEIGHTS) + added) % 11;
    // Of M both ways of reading its table are in use.
    const expected = id.startsWith('M') ? `${letters[10 - rest]}${letters[rest]}` : letters.charAt(rest);
    return expected.includes(id.charAt(8)) ? id : undefined;
  },
};
