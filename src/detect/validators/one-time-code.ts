import type { Validator } from './validator.ts';

/** Years and what a manual shows; a code may be one of them, but a text about codes rather means these. */
const OTHER_THINGS = /^(?:19\d\d|20[0-4]\d|0{4,8}|[xX]{3,})$/;

/** The words that a code of capitals could be. */
const WORD = /^[A-Za-z]+$/;

/**
 * What can be a one-time code: digits, in one group or two, or digits with letters. `one_time_code:mixed` asks for
 * digits with letters, as backup codes have them. Normalises to letters and digits.
 */
export function oneTimeCode(argument: string | undefined): Validator | undefined {
  if (argument !== undefined && argument !== 'mixed') return undefined;
  return {
    minDigits: argument === 'mixed' ? 1 : 2,
    check(value) {
      const code = value.replace(/[^0-9A-Za-z]/g, '');
      if (WORD.test(code) || OTHER_THINGS.test(code)) return undefined;
      if (argument === 'mixed' && !/[A-Za-z]/.test(code)) return undefined;
      return code;
    },
  };
}
