import type { Validator } from './validator.ts';
import { weighedSum } from './weighted.ts';

/** Letters in the order of their numbers, from 10. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/**
 * National identity number and resident certificate number: a letter for the county, 1 or 2 for nationals, 8 or 9
 * for residents since 2021, A to D in older certificates, and a check digit (https://www.immigration.gov.tw).
 */
export const taiwaneseId: Validator = {
  minDigits: 8,
  check(value) {
    const id = value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
    if (!/^[A-Z][1289A-D]\d{8}$/.test(id)) return undefined;
    const county = LETTERS.indexOf(id.charAt(0)) + 10;
    const second = id.charAt(1);
    const sign = /\d/.test(second) ? second : String((LETTERS.indexOf(second) + 10) % 10);
    const sum = weighedSum(`${county}${sign}${id.slice(2)}`, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]);
    return sum % 10 === 0 ? id : undefined;
  },
};
