// Tells a machine's key from what else stands behind "key:" or "token is": words, names, numbers, identifiers.

import type { Validator } from './validator.ts';

/** What people write where a key belongs. */
const PLACEHOLDER =
  /your|change.?me|replace|sample|dummy|example|placeholder|redacted|secret|passw|token|api.?key|key.?here|lorem|undefined|process\.env|test.?key/i;

/** What people type who make up a key. */
const RUN = /abcdef|ABCDEF|123456|987654|qwerty/;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;

const CONVENTION =
  /^(?:[A-Za-z][A-Za-z0-9]{1,14}[_-])?(?:live|prod|production|staging|secret|sandbox|sk|pat|token|apikey|api_key|key|test)[_-]/;

/** What joins the words of a name. */
const JOINTS = /[-_./+=~]+/;

const MIN_HEX = 20;
const MIN_LENGTH_IN_PARTS = 24;
const MIN_ENTROPY = 3;

/**
 * `random_key:20`: at least so many characters, letters and digits mixed as chance mixes them. A hash passes, since
 * many keys look like one: rules say by their words that it is a key. UUIDs pass as `random_key:uuid` only.
 */
export function randomKey(argument: string | undefined): Validator | undefined {
  if (argument === 'uuid')
    return { minDigits: 4, check: (value) => (isRandomUuid(value) ? value : undefined) };
  const floor = Number(argument);
  if (!Number.isInteger(floor) || floor < 8 || floor > 200) return undefined;
  return { minDigits: 0, check: (value) => (isRandom(value, floor) ? value : undefined) };
}

/** The same of what follows the words of a key such as `acme_live_…`. */
export const conventionKey: Validator = {
  minDigits: 0,
  check: (value) => (isRandom(value.replace(CONVENTION, ''), 20) ? value : undefined),
};

function isRandomUuid(value: string): boolean {
  return UUID.test(value) && entropyOf(value.replace(/-/g, '')) >= MIN_ENTROPY;
}

function isRandom(value: string, floor: number): boolean {
  if (value.length < floor || UUID.test(value) || PLACEHOLDER.test(value) || RUN.test(value)) return false;
  if (entropyOf(value) < MIN_ENTROPY) return false;
  const digits = count(value, /[0-9]/g);
  const letters = count(value, /[A-Za-z]/g);
  if (letters < 2) return false;
  if (HEX.test(value)) return value.length >= Math.max(floor, MIN_HEX) && letters >= 3 && digits >= 3;
  const parts = value.split(JOINTS).filter((part) => part !== '');
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  if (longest.length < Math.min(10, floor)) return isRandomInParts(value, parts);
  // Names change between letters and digits once or twice, chance does so all the time.
  return changes(longest) * (digits > 0 ? 8 : 3) >= longest.length;
}

/** Whether chance put the joints where they are: most parts mix letters and digits. */
function isRandomInParts(value: string, parts: readonly string[]): boolean {
  const mixed = parts.filter((part) => /[0-9]/.test(part) && /[A-Za-z]/.test(part)).length;
  return (
    value.length >= MIN_LENGTH_IN_PARTS && mixed * 5 >= parts.length * 3 && changes(value) * 4 >= value.length
  );
}

/** How often the sort of character changes; a capital that begins a word is no change. */
function changes(value: string): number {
  return count(
    value.replace(/[A-Z](?=[a-z]{3})/g, 'a'),
    /[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|[0-9](?=[A-Za-z])/g,
  );
}

function count(value: string, pattern: RegExp): number {
  return value.match(pattern)?.length ?? 0;
}

/** Shannon entropy in bits per character. */
function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, times) => sum - (times / value.length) * Math.log2(times / value.length),
    0,
  );
}
