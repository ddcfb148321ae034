import type { Validator } from './validator.ts';
import { weighedSum } from './weighted.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';

/** Provinces of GB/T 2260, Taiwan, Hong Kong and Macao and their new codes; 9 opens the cards of foreigners. */
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-7])/;

/**
 * Chinese resident identity number of 18 (GB 11643): region, serial number and check digit of ISO 7064 modulus 11-2.
 * `dated` checks the birthday inside.
 */
export const chineseRic: Validator = {
  minDigits: 17,
  check(value) {
    const number = value.replace(/[^0-9Xx]/g, '').toUpperCase();
    if (!/^\d{17}[\dX]$/.test(number) || !PROVINCE.test(number)) return undefined;
    return CHECK[weighedSum(number, WEIGHTS) % 11] === number[17] ? number : undefined;
  },
};
