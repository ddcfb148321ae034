// Whether the word after "password is" can be a password, rather than the next word of a sentence.

import type { Validator } from './validator.ts';

const MIN_LENGTH = 6;
const MAX_LENGTH = 64;

/** What stands after a password without being part of it. */
const CLOSING = /[.,;:!?)\]}>'"”’»」』]+$/;

/** Things with digits or signs in them that people write after "password:". */
const OTHER_THINGS: readonly RegExp[] = [
  /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|\/)/i, // addresses, paths
  /^[^\s@]+@[^\s@]+\.\p{L}{2,}$/u, // e-mail addresses
  /^\d{1,4}[./:-]\d{1,2}(?:[./:-]\d{1,4})?(?:[ap]m)?$/i, // dates, times
  /^\d{1,3}[%+]?[-–]?\p{L}+$/u, // 30days, 8-stellig
  /^\d{1,3}[-–]\d{1,3}\+?$/, // 8-16
  /^\p{L}{1,3}\d$|^(?:sha|md|aes|utf|base|oauth|http|mp|ios|windows|office|error|err|code)[-_]?\d+$/iu,
  /^(?:1password|lastpass|process\.env|os\.environ|getenv)/i,
  /^[$%]?[{(<[].*[})>\]]$|^[$%]\w+$/, // ${PASSWORD}, <password>, $PW
  /^#\d+$/, // ticket numbers
  /^[+(]?\d[\d()./-]{12,}$/, // long numbers
  /^[*•●….xX_-]{3,}\S{0,4}$/u, // masks, also those that show an end
];

/**
 * `password`: digits with letters, six to twelve digits, or a sign that no word has inside.
 * `password:mixed`: digits with letters. `password:strong`: letters, digits and signs together, for places where
 * nothing says "is".
 */
export function password(argument: string | undefined): Validator | undefined {
  const isLikely = KINDS.get(argument);
  if (isLikely === undefined) return undefined;
  return {
    minDigits: 0,
    check(value) {
      const bare = value.replace(CLOSING, '');
      if (bare.length < MIN_LENGTH || bare.length > MAX_LENGTH) return undefined;
      if (OTHER_THINGS.some((thing) => thing.test(bare))) return undefined;
      return isLikely(bare) ? bare : undefined;
    },
  };
}

function isAny(value: string): boolean {
  return /^\d{6,12}$/.test(value) || isMixed(value) || (hasLetter(value) && /.[@#$%^=~|\\]./.test(value));
}

function isMixed(value: string): boolean {
  return hasLetter(value) && /\d/.test(value);
}

function isStrong(value: string): boolean {
  return isMixed(value) && /[!@#$%^&*=~|\\?+]/.test(value);
}

function hasLetter(value: string): boolean {
  return /\p{L}/u.test(value);
}

const KINDS: ReadonlyMap<string | undefined, (value: string) => boolean> = new Map([
  [undefined, isAny],
  ['mixed', isMixed],
  ['strong', isStrong],
]);
