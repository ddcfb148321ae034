import type { Validator } from './validator.ts';

/** Whose an address can be (https://www.iana.org/assignments/iana-ipv4-special-registry). */
type Scope = 'public' | 'private' | 'documentation' | 'special';

const SCOPES_OF_V4: readonly (readonly [prefix: RegExp, scope: Scope])[] = [
  [
    /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./,
    'private',
  ],
  [/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./, 'documentation'],
  [/^(?:0|127|192\.0\.0|198\.1[89]|22[4-9]|23\d|24\d|25[0-5])\./, 'special'],
];

const SCOPES_OF_V6: readonly (readonly [prefix: RegExp, scope: Scope])[] = [
  [/^(?:fe[89ab][0-9a-f]|f[cd][0-9a-f]{2}):/, 'private'],
  [/^(?:2001:0?db8|3fff):/, 'documentation'],
  [/^(?:[23][0-9a-f]{3}|64:ff9b):/, 'public'],
  [/^(?:::1?$|::ffff:0*:?|ff[0-9a-f]{2}:)/, 'special'],
];

/** Four numbers of up to 255; of the scope, if one is asked for: `ipv4:public`. */
export function ipv4(argument: string | undefined): Validator | undefined {
  if (argument !== undefined && !/^(?:public|private|documentation|special|unlike_version)$/.test(argument)) {
    return undefined;
  }
  return {
    // Two numbers of two digits at least beside two of one: see `isUnlikeVersion`.
    minDigits: argument === 'unlike_version' ? 6 : 4,
    check(value) {
      const octets = value.split('.');
      if (octets.length !== 4 || !octets.every(isOctet)) return undefined;
      const scope = SCOPES_OF_V4.find(([prefix]) => prefix.test(value))?.[1] ?? 'public';
      if (argument === 'unlike_version')
        return scope === 'public' && isUnlikeVersion(octets) ? value : undefined;
      return argument === undefined || scope === argument ? value : undefined;
    },
  };
}

/** Versions and numbered headings begin with small numbers, and browsers' versions end in zeros. */
function isUnlikeVersion(octets: readonly string[]): boolean {
  const large = octets.filter((octet) => Number(octet) >= 20).length;
  return large >= (Number(octets[0]) >= 20 ? 2 : 3);
}

function isOctet(octet: string): boolean {
  return /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255;
}

/**
 * RFC 4291, section 2.2: eight groups, or fewer around one `::`, the last two perhaps as IPv4. Without a scope,
 * anything of this form; `::` between words of a programming language is of this form too. Normalises to lower case.
 */
export function ipv6(argument: string | undefined): Validator | undefined {
  if (argument !== undefined && !/^(?:public|private|documentation|special)$/.test(argument))
    return undefined;
  return {
    minDigits: 0,
    check(value) {
      const address = value.toLowerCase();
      if (!isV6(address)) return undefined;
      if (argument === undefined) return address;
      const scope = SCOPES_OF_V6.find(([prefix]) => prefix.test(address))?.[1];
      const isFull = !address.includes('::') && /[0-9a-f]{3}.*:[0-9a-f]{3}/.test(address);
      return (scope ?? (isFull ? 'public' : 'none')) === argument ? address : undefined;
    },
  };
}

function isV6(address: string): boolean {
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const last = address.slice(address.lastIndexOf(':') + 1);
  const hasV4 = last.includes('.');
  if (hasV4 && !(last.split('.').length === 4 && last.split('.').every(isOctet))) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const hex = hasV4 ? groups.slice(0, -1) : groups;
  const count = hex.length + (hasV4 ? 2 : 0);
  return (
    hex.every((group) => /^[0-9a-f]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8)
  );
}
