// Whether the word after "password is" can be a password, rather than the next word of a sentence.

import { isCommonPassword, isTalk } from './password-talk.ts';
import type { Validator } from './validator.ts';

const MIN_LENGTH = 4;
const MAX_LENGTH = 64;

/** What stands after a password without being part of it. */
const CLOSING = /[.,;:!?)\]}>'"”’»」』]+$/;

/** Things with digits or signs in them that people write after "password:". */
const OTHER_THINGS: readonly RegExp[] = [
  /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|\/)/i, // addresses, paths
  /^[^\s@]+@[^\s@]+\.\p{L}{2,}(?:['’]s)?$/u, // e-mail addresses
  /^\d{1,4}[./:-]\d{1,2}(?:[./:-]\d{1,4})?(?:[ap]m)?$/i, // dates, times
  /^(?!123|321)\d{1,3}(?:[.,]\d+)?[%+]?[-–]?\p{L}+$/u, // 30days, 8-stellig, 2.4GHz
  /^\d{1,3}[-–]\d{1,3}\+?$/, // 8-16
  /^\p{L}{1,3}\d$|^(?:sha|md|aes|utf|iso|iec|din|rfc|tls|ssl|wpa|ipv|bcrypt|argon|base|oauth|http|mp|ios|windows|win|office|manager|netflix|iphone|pixel|galaxy|chrome|firefox|error|err|code|android|macos|outlook|xbox|playstation|firmware|version|step|page|ticket|reset|field)[-_]?\d+(?:\.\d+)*$/iu,
  /^(?:wpa|wep|aes|tkip)[-_]?\d*(?:[-_/+](?:psk|personal|enterprise|aes|tkip|eap|wpa\d?))*$/i, // kinds of wireless security
  /^(?:1password|lastpass|process\.env|os\.environ|getenv)/i,
  /^[$%]?[{(<[].*[})>\]]$|^[$%]\w+$|^\$\(|^[,;)]|^\.\$/, // ${PASSWORD}, <password>, $PW, $(pass)
  /^[a-z_.]+[([]/i, // code: varchar(64), getpass(), auth[1]
  /^#\d+$/, // ticket numbers
  // Names of standards, words for "password" themselves, and settings behind the word.
  /^\W*(?:pkcs#?\d|socksv?\d|poly1305|x\.?509|success=|default=)/i,
  /^\W*(?:pass(?:word|wort|wd|ord|code|phrase)|kennwort|wachtwoord|l[öo]senord|adgangskode|contraseña|senha|parola|has[łl]o|heslo|пароль)\W*n?$/iu,
  /^[+(]?\d[\d()./-]{12,}$/, // long numbers
  /^[*•●….xX_-]{3,}\S{0,4}$/u, // masks, also those that show an end
];

/** What programs put a password in place of, and marks of files that hold the texts of programs. */
const TEMPLATES: readonly RegExp[] = [
  /^[^\p{L}\p{N}]*(?:%(?:\d+\$)?[-.\d]*[a-z](?:$|[^\p{L}\d])|%\.\d|%\(|\$\d+(?:$|\|)|\{\{?\w)/u, // %s, %3$s, $1|, {{name
  /\\u[0-9a-f]{4}|%0A|\\n$|\\\*\(|:\$\d$|a-z|\}\}|\]\]|^\\,/i, // escapes, ends of templates, character classes
  /^[\p{L}$:/+\d]+\|[\p{L}$=&|]+$/u, // [[page|its title, {{GENDER:he|she
  /^[a-z]+\d{1,2}:$|\/.*:$/, // the beginning of a line in a log
  /^[a-z]\w*[_.]\w*\(|^\$\w{3,}[([{.]|^[A-Z_]{4,}=/, // calls and assignments
];

/**
 * `password`: digits with letters, four to twelve digits, letters with a sign that no word has inside, or what
 * millions of people use. `password:mixed`: digits with letters. `password:strong`: letters, digits and signs
 * together, for places where nothing says "is". `password:any`: also letters alone, but no word that is said of
 * passwords, for places that show a user name before it. `password:phrase`: the same of several words, in quotes.
 */
export function password(argument: string | undefined): Validator | undefined {
  const isLikely = KINDS.get(argument);
  if (isLikely === undefined) return undefined;
  return {
    minDigits: 0,
    check(value) {
      const bare = value.replace(CLOSING, '');
      if (argument === 'phrase') return isPhrase(value) ? value : undefined;
      if (bare.length < MIN_LENGTH || bare.length > MAX_LENGTH) return undefined;
      if (OTHER_THINGS.some((thing) => thing.test(bare))) return undefined;
      if (TEMPLATES.some((template) => template.test(value))) return undefined;
      return isLikely(bare) ? bare : undefined;
    },
  };
}

function isAny(value: string): boolean {
  return isNumber(value) || isMixed(value) || isOdd(value) || isCommonPassword(value);
}

/** No year: those are when a password was changed. */
function isNumber(value: string): boolean {
  return /^\d{4,12}$/.test(value) && !/^(?:19|20)\d\d$/.test(value);
}

/** A sign that no word has inside. */
function isOdd(value: string): boolean {
  return hasLetter(value) && /.[@#$%^=~|\\]./.test(value);
}

function isUntold(value: string): boolean {
  return isAny(value) || (/^[\p{L}_.!-]+$/u.test(value) && !isTalk(value));
}

function isPhrase(value: string): boolean {
  const words = value.split(/\s+/);
  const isLong = value.length >= MIN_LENGTH && value.length <= MAX_LENGTH;
  return isLong && words.length <= 10 && words.some(hasLetter) && !words.some(isTalkOfAnyLength);
}

/** Short words are common in phrases; in sentences too, but there others tell. */
function isTalkOfAnyLength(word: string): boolean {
  return word.length >= 4 && isTalk(word);
}

function isMixed(value: string): boolean {
  return hasLetter(value) && /\d/.test(value);
}

function isStrong(value: string): boolean {
  return isMixed(value) && (/[!@#$%^&*=~|\\?+]/.test(value) || isScrambled(value));
}

/** `e4R5t6Y7`, `9fK2mZ7q`: letters and digits change places often, and the case does too. No digest, no id. */
function isScrambled(value: string): boolean {
  if (value.length > 20 || !/^[A-Za-z\d_-]+$/.test(value) || !/[a-z]/.test(value) || !/[A-Z]/.test(value))
    return false;
  return (value.match(/\d+/g)?.length ?? 0) >= 2 && (value.match(/[A-Za-z]+/g)?.length ?? 0) >= 2;
}

function hasLetter(value: string): boolean {
  return /\p{L}/u.test(value);
}

const KINDS: ReadonlyMap<string | undefined, (value: string) => boolean> = new Map([
  [undefined, isAny],
  ['mixed', isMixed],
  ['strong', isStrong],
  ['any', isUntold],
  ['phrase', isPhrase],
]);
