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
const AT =
  /\s*(?:[[({<]\s*(?:at|@|arroba|arobase|chiocciola|ät|собака|małpa)\s*[\])}>]|\s(?:at|arroba|arobase|chiocciola|ät|собака|małpa)\s|\s@|@\s)\s*/iu;
const DOT =
  /\s*(?:[[({<]\s*(?:dot|\.|punto|ponto|punkt|point|точка|kropka)\s*[\])}>]|\s(?:dot|punto|ponto|punkt|point|точка|kropka)\s)\s*/giu;

/** An address written so that it is none: `name at domain dot com`. Normalises to the address. */
export const disguisedEmail: Validator = {
  minDigits: 0,
  check: (value) => checkAddress(value.replace(AT, '@').replace(DOT, '.')),
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
