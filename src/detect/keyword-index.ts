// Finds which of many keywords could begin at a place of a text. Their first units lead to the few that could, so the
// time does not grow with their number. Units are caseless ones.

/** A word to find, with what the finder wants back. */
export interface Indexed {
  /** Caseless. */
  readonly units: Uint16Array;
  /** Whether it stands only where no letter stands before it. */
  readonly opensWord: boolean;
}

export interface KeywordIndex<Entry extends Indexed> {
  /** For `slotOf` a word's first four units, with 0 where it has fewer: the number of its bucket, 0 for none. */
  readonly slots: Uint16Array;
  readonly buckets: readonly (readonly Entry[])[];
  /** For `pairOf` a word's first two units, and `tripleOf` its first three: which sorts of words begin so, as a sum. */
  readonly pairs: Uint8Array;
  readonly triples: Uint8Array;
}

/** Of how many units a word is. Eight times as much for a word that must open a word of the text. */
export const SHORT = 1;
export const THREE = 2;
export const LONGER = 4;
const OPENING = 8;
/** What to ask for inside a word of the text, and at its opening. */
export const INSIDE_WORD = SHORT | THREE | LONGER;
export const AT_OPENING = INSIDE_WORD | (INSIDE_WORD * OPENING);

// Few enough that the processor keeps them at hand: at most places of a text nothing else is looked at.
const PAIRS = 1 << 14;
const SECONDS = 1 << 7;
const TRIPLES = 1 << 15;

export function buildIndex<Entry extends Indexed>(entries: readonly Entry[]): KeywordIndex<Entry> {
  const slots = new Uint16Array(1 << 16);
  const pairs = new Uint8Array(PAIRS);
  const triples = new Uint8Array(TRIPLES);
  const buckets: Entry[][] = [[]];
  for (const entry of entries) {
    const [first = 0, second = 0, third = 0, fourth = 0] = entry.units;
    const slot = slotOf(first, second, third, fourth);
    if (slots[slot] === 0) slots[slot] = buckets.push([]) - 1;
    buckets[slots[slot] ?? 0]?.push(entry);
    const sort = sortOf(entry);
    if (third !== 0)
      triples[tripleOf(first, second, third)] = (triples[tripleOf(first, second, third)] ?? 0) | sort;
    if (third !== 0) continue;
    // Behind a word of one unit anything may stand.
    const seconds = second === 0 ? Array.from({ length: SECONDS }, (_, other) => other) : [second];
    for (const other of seconds) pairs[pairOf(first, other)] = (pairs[pairOf(first, other)] ?? 0) | sort;
  }
  return { slots, buckets, pairs, triples };
}

function sortOf({ units, opensWord }: Indexed): number {
  const length = units.length < 3 ? SHORT : units.length === 3 ? THREE : LONGER;
  return opensWord ? length * OPENING : length;
}

/** Whether a sum of sorts has one, be it at an opening only or anywhere. */
export function hasSort(sorts: number, sort: number): boolean {
  return (sorts & (sort | (sort * OPENING))) !== 0;
}

/** One place for each two units of ASCII, which other units share. */
export function pairOf(first: number, second: number): number {
  return ((first * SECONDS) | (second & (SECONDS - 1))) & (PAIRS - 1);
}

/** One place for each three letters of ASCII, which other units share. */
export function tripleOf(first: number, second: number, third: number): number {
  return ((first << 10) ^ (second << 5) ^ third) & (TRIPLES - 1);
}

/** A slot may be shared by what begins otherwise: the words in its bucket must still be compared. */
export function slotOf(first: number, second: number, third: number, fourth: number): number {
  const mixed =
    Math.imul(first, 0x9e3779b1) +
    Math.imul(second, 0x85ebca6b) +
    Math.imul(third, 0xc2b2ae35) +
    Math.imul(fourth, 0x27d4eb2f);
  return mixed >>> 16;
}
