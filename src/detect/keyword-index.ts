// Finds which of many keywords could begin at a place of a text. Their first units lead to the few that could, so the
// time does not grow with their number. Units are caseless ones.

/** A word to find, with what the finder wants back. */
export interface Indexed {
  /** Caseless. */
  readonly units: Uint16Array;
}

export interface KeywordIndex<Entry extends Indexed> {
  /** For `slotOf` a word's first three units, with 0 where it has fewer: the number of its bucket, 0 for none. */
  readonly slots: Uint16Array;
  readonly buckets: readonly (readonly Entry[])[];
  /** For each unit, whether words of at most two units, and longer ones, begin with it: the sum of 1 and 2. */
  readonly begins: Uint8Array;
}

export const SHORT = 1;
export const LONGER = 2;

export function buildIndex<Entry extends Indexed>(entries: readonly Entry[]): KeywordIndex<Entry> {
  const slots = new Uint16Array(1 << 16);
  const begins = new Uint8Array(1 << 16);
  const buckets: Entry[][] = [[]];
  for (const entry of entries) {
    const [first = 0, second = 0, third = 0] = entry.units;
    const slot = slotOf(first, second, third);
    if (slots[slot] === 0) slots[slot] = buckets.push([]) - 1;
    buckets[slots[slot] ?? 0]?.push(entry);
    begins[first] = (begins[first] ?? 0) | (third === 0 ? SHORT : LONGER);
  }
  return { slots, buckets, begins };
}

/** A slot may be shared by what begins otherwise: the words in its bucket must still be compared. */
export function slotOf(first: number, second: number, third: number): number {
  return (Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b) + Math.imul(third, 0xc2b2ae35)) >>> 16;
}
