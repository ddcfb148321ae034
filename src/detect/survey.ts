// One pass over a text that tells which rules it could concern at all.

import { buildIndex, type KeywordIndex, LONGER, SHORT, slotOf } from './keyword-index.ts';
import { caseless, caselessTable } from './letter-case.ts';
import { letterTable } from './letters.ts';
import type { Keyword } from './words.ts';

interface Survey {
  /** ASCII digits, which after folding is all digits. */
  readonly digits: number;
  /** The most of them that stand close together: with at most so much between two as parts the digits of one number. */
  readonly digitsTogether: number;
  /** Numbers of the owners, in no order, of whose keywords at least one stands in the text. */
  readonly owners: readonly number[];
}

export interface Surveyor {
  /** Undefined when the text is not pure ASCII and `isFolded` is false: fold it first. Linear. */
  survey(text: string, isFolded: boolean): Survey | undefined;
}

interface Sought {
  /** Caseless. */
  readonly units: Uint16Array;
  readonly closesWord: boolean;
  readonly owners: readonly number[];
}

/** The digits of one number have at most so many other characters between two of them. */
const APART = 12;

/** `keywords[n]` are those of owner n, folded. Case does not count. */
export function createSurveyor(keywords: readonly (readonly Keyword[])[]): Surveyor {
  // Most keywords begin a word, so at most places only the others are looked for.
  const openings = buildIndex(collect(keywords, true));
  const anywhere = buildIndex(collect(keywords, false));
  const forms = caselessTable();
  const letters = letterTable();
  // When an owner was last seen, by the number of the survey: saves clearing a list for each text.
  const seen = new Uint32Array(keywords.length);
  let surveys = 0;

  function note(bucket: readonly Sought[] | undefined, text: string, at: number, into: number[]): void {
    if (bucket === undefined) return;
    for (let number = 0; number < bucket.length; number += 1) {
      const sought = bucket[number];
      if (sought === undefined || !stands(sought, text, at)) continue;
      for (const owner of sought.owners) {
        if (seen[owner] === surveys) continue;
        seen[owner] = surveys;
        into.push(owner);
      }
    }
  }

  /** What begins here with one unit or two. */
  function noteShort(
    { buckets, slots }: KeywordIndex<Sought>,
    first: number,
    second: number,
    text: string,
    at: number,
    into: number[],
  ): void {
    note(buckets[slots[slotOf(first, second, 0)] ?? 0], text, at, into);
    note(buckets[slots[slotOf(first, 0, 0)] ?? 0], text, at, into);
  }

  function stands({ units, closesWord }: Sought, text: string, at: number): boolean {
    const end = at + units.length;
    if (end > text.length) return false;
    // From behind, since the first units led here.
    for (let index = units.length - 1; index >= 0; index -= 1) {
      if (forms[text.charCodeAt(at + index)] !== units[index]) return false;
    }
    return !closesWord || end === text.length || letters[text.charCodeAt(end)] !== 1;
  }

  return {
    survey(text, isFolded) {
      surveys += 1;
      const limit = isFolded ? 0x10000 : 0x80;
      const owners: number[] = [];
      let digits = 0;
      let together = 0;
      let digitsTogether = 0;
      let lastDigit = 0;
      let isInWord = false;
      // Caseless units from here on; 0 behind the end, where `charCodeAt` gives no number and would slow the loop for good.
      let second = text.length > 0 ? (forms[text.charCodeAt(0)] ?? 0) : 0;
      let third = text.length > 1 ? (forms[text.charCodeAt(1)] ?? 0) : 0;
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        if (unit >= limit) return undefined;
        if (unit >= 0x30 && unit <= 0x39) {
          digits += 1;
          together = at - lastDigit > APART ? 1 : together + 1;
          if (together > digitsTogether) digitsTogether = together;
          lastDigit = at;
        }
        const first = second;
        second = third;
        third = at + 2 < text.length ? (forms[text.charCodeAt(at + 2)] ?? 0) : 0;
        const slot = slotOf(first, second, third);
        const lengths = anywhere.begins[first] ?? 0;
        const bucket = (lengths & LONGER) !== 0 ? (anywhere.slots[slot] ?? 0) : 0;
        if (bucket !== 0) note(anywhere.buckets[bucket], text, at, owners);
        if ((lengths & SHORT) !== 0) noteShort(anywhere, first, second, text, at, owners);
        if (!isInWord) {
          const opening = openings.slots[slot] ?? 0;
          if (opening !== 0) note(openings.buckets[opening], text, at, owners);
          if (((openings.begins[first] ?? 0) & SHORT) !== 0)
            noteShort(openings, first, second, text, at, owners);
        }
        isInWord = letters[unit] === 1;
      }
      return { digits, digitsTogether, owners };
    },
  };
}

/** Each word once, with all whose keyword it is. */
function collect(keywords: readonly (readonly Keyword[])[], opensWord: boolean): readonly Sought[] {
  const known = new Map<string, Sought & { readonly owners: number[] }>();
  keywords.forEach((own, owner) => {
    for (const { literal, closesWord } of own.filter((keyword) => keyword.opensWord === opensWord)) {
      const word = caseless(literal);
      const key = `${word}${closesWord ? '|' : ''}`;
      const units = Uint16Array.from(word, (unit) => unit.charCodeAt(0));
      const sought = known.get(key) ?? { units, closesWord, owners: [] };
      if (sought.owners.at(-1) !== owner) sought.owners.push(owner);
      known.set(key, sought);
    }
  });
  return [...known.values()];
}
