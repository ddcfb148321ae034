import type { Validator } from './validator.ts';

/** Years, dates, and what a manual shows; a code may be one of them, but a text about codes rather means these. */
const OTHER_THINGS =
  /^(?:19\d\d|20[0-4]\d|0{4,8}|x{3,}\d*|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])20[0-4]\d|20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/i;

/** Names of algorithms, which stand before "authentication code". */
const ALGORITHM = /^(?:POLY1305|HMACSHA\d+|SHA\d+|CMAC\d*|AES\d+|SIPHASH\d*|BLAKE\d\w?)$/;

/** `IOS17`, `SAVE100`, `SPRING2024`: names and what shops give away. */
const WORD_AND_NUMBER = /^(?:[A-Z]{2,}\d{1,2}|[A-Z]{4,}\d{3}|[A-Z]{2,}20\d\d|\d(?:ST|ND|RD|TH|X|D))$/i;

/**
 * What can be a one-time code: digits, in one group or more, or digits with capital letters. `one_time_code:backup`
 * takes what services give as backup codes: eight digits, or at least eight letters and digits. Normalises to
 * letters and digits.
 */
export function oneTimeCode(argument: string | undefined): Validator | undefined {
  if (argument !== undefined && argument !== 'backup') return undefined;
  const isLongEnough = (code: string) => argument === undefined || code.length >= 8 || /^\d{6,}$/.test(code);
  return {
    minDigits: 1,
    check(value) {
      const code = value.replace(/[^0-9A-Za-z]/g, '');
      if (!/\d/.test(code) || OTHER_THINGS.test(code) || ALGORITHM.test(code) || !isLongEnough(code))
        return undefined;
      return argument === undefined && WORD_AND_NUMBER.test(code) ? undefined : code;
    },
  };
}
