// Whether what stands in the place of a password is one, rather than what manuals write there.

import { decodeBase64 } from './base64-text.ts';
import type { Validator } from './validator.ts';

/** Words of manuals and the passwords of fresh installations, which protect nothing. */
const WORDS =
  /^(?:(?:my|db|the|your|some|new|old|a|user|database|api|proxy|smtp|redis|postgres|mysql|mongo|ftp|auth|strong|super|secure|secret|root)?[-_.]?)*(?:pass|passw(?:or)?d|passwort|pwd|pw|passphrase|secret|token|key|user(?:name)?|login|root|admin|postgres(?:ql)?|mysql|mongo(?:db)?|redis|rabbitmq|guest|test|testing|demo|dev|sa|example|change[-_]?(?:me|it)|foo|bar|baz|qux|here|x-oauth-basic|x-access-token|none|null|undefined|anon\w*|true|false|empty|value|string|host|port|p|pa|x+|\d{1,5})[-_]?(?:here|\d{1,3})?\)?$/i;

/** Variables of shells and templates, masks, and upper-case names of variables. */
const VARIABLE =
  /^[$%#@&][\w({]|[{}<>]|\$\(|^\[.*\]?$|^\(|^\*+$|\*{3}|•|…|\.{3}|^[A-Z]+(?:_[A-Z]+)+$|^PASSW(?:OR)?D\w*$|^%\w+%$|^(?:process\.env|os\.environ|getenv|env)\b/;

const PLACEHOLDER = /x{4}|example|placeholder|redacted|your[-_]|insert|change.?me|_here$/i;

const MIN_LENGTH = 4;

function isPassword(value: string): boolean {
  return (
    value.length >= MIN_LENGTH &&
    !WORDS.test(value) &&
    !VARIABLE.test(value) &&
    !PLACEHOLDER.test(value) &&
    new Set(value).size > 1
  );
}

/** A password in a connection string, a URL or on a command line. */
export const credential: Validator = {
  minDigits: 0,
  check: (value) => (isPassword(value) ? value : undefined),
};

/** The base64 of `user:password`, as a header of HTTP has it (https://datatracker.ietf.org/doc/html/rfc7617). */
export const basicCredentials: Validator = {
  minDigits: 0,
  check(value) {
    const text = decodeBase64(value);
    if (text === undefined) return undefined;
    const colon = text.indexOf(':');
    return colon > 0 && !/\s/.test(text.slice(0, colon)) && isPassword(text.slice(colon + 1))
      ? value
      : undefined;
  },
};
