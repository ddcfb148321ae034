import { parse } from 'tldts';
import type { Validator } from './validator.ts';

/** Kept free for examples and tests (RFC 2606), where people use them as they would real ones. */
const RESERVED = /\.(?:example|test|invalid)$/;

/** What ends file names such as `logo@2x.png`, a few of which are top-level domains too. */
const FILE =
  /\.(?:avif|bmp|css|csv|docx?|gif|heic|html?|jpe?g|jsx?|json|mp[34]|mov|pdf|php|png|svg|tiff?|tsx?|txt|webp|xlsx?|xml|ya?ml|zip)$/;

/** An address whose domain can exist. Normalises to lower case. */
export const email: Validator = {
  minDigits: 0,
  check: (value) => checkAddress(value),
};

/** How people write `@` and `.` so that machines do not find an address. */
const AT_SIGN = 'at|@|a|arroba|arobase|chiocciola|ät|собака|małpa|kukac|zavin[aá][cč]';
const AT = new RegExp(
  `\\s*(?:[[({<«]\\s*(?:${AT_SIGN})\\s*[\\])}>»]|\\s(?:${AT_SIGN}|골뱅이)\\s|\\s@|@\\s|_at_|-at-)\\s*`,
  'iu',
);
const POINT = 'dot|\\.|punto|ponto|punkt|point|точка|kropka|pont|tečka|bodka';
const DOT = new RegExp(`\\s*(?:[[({<]\\s*(?:${POINT})\\s*[\\])}>]|\\s(?:${POINT})\\s|_dot_)\\s*`, 'giu');

/** With a plain `@`, what looks like another way to write it is part of the address. */
const PLAIN_AT = /[^\s[({<«]@[^\s\])}>»]/u;

/** An address written so that it is none: `name at domain dot com`. Normalises to the address. */
export const disguisedEmail: Validator = {
  minDigits: 0,
  check(value) {
    const signed = PLAIN_AT.test(value) ? value : value.replace(AT, '@');
    return checkAddress(signed.replace(DOT, '.'));
  },
};

function checkAddress(value: string): string | undefined {
  const address = value.toLowerCase();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  const isDotted = local.startsWith('.') || local.endsWith('.') || address.includes('..');
  if (at < 1 || isDotted || at > 64 || FILE.test(address)) return undefined;
  return isDomain(domain) ? address : undefined;
}

/** Whether a domain's end is one under which names are given out (https://publicsuffix.org). */
function isDomain(domain: string): boolean {
  if (RESERVED.test(domain)) return true;
  const { isIcann, domain: registrable, isIp } = parse(domain, { allowPrivateDomains: false });
  return isIcann === true && registrable !== null && isIp !== true;
}
