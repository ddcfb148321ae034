import { digitsOf, type Validator } from './validator.ts';
import { weighedSum } from './weighted.ts';

const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/**
 * Korean resident and foreigner registration numbers. Since October 2020 what follows the seventh digit is random
 * (https://www.mois.go.kr), so only people born later than that, and those born before, of whom most have a check
 * digit, can be told apart: `korean_rrn` asks for the sign of century and sex, `korean_rrn:checked` for the check digit.
 */
export function koreanRrn(argument: string | undefined): Validator | undefined {
  if (argument !== undefined && argument !== 'checked') return undefined;
  return {
    minDigits: 13,
    check(value) {
      const digits = digitsOf(value);
      if (!/^\d{6}[0-9]\d{6}$/.test(digits)) return undefined;
      return argument === undefined || hasCheckDigit(digits) ? digits : undefined;
    },
  };
}

function hasCheckDigit(digits: string): boolean {
  const own = Number(digits[12]);
  const resident = (11 - (weighedSum(digits, WEIGHTS) % 11)) % 10;
  // Foreigners' numbers, whose seventh digit is 5 to 8, add two.
  return own === resident || (/^.{6}[5-8]/.test(digits) && own === (resident + 2) % 10);
}
