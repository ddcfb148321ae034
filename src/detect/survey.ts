// One pass over a text that tells which rules it could concern at all.

import {
  AT_OPENING,
  buildIndex,
  hasSort,
  INSIDE_WORD,
  LONGER,
  pairOf,
  SHORT,
  slotOf,
  THREE,
  tripleOf,
} from './keyword-index.ts';
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
  readonly opensWord: boolean;
  readonly closesWord: boolean;
  readonly owners: readonly number[];
}

/** The digits of one number have at most so many other characters between two of them. */
const APART = 12;

/** `keywords[n]` are those of owner n, folded. Case does not count. */
export function createSurveyor(keywords: readonly (readonly Keyword[])[]): Surveyor {
  const { slots, buckets, pairs, triples } = buildIndex(collect(keywords));
  const forms = caselessTable();
  const letters = letterTable();
  // When an owner was last seen, by the number of the survey: saves clearing a list for each text.
  const seen = new Uint32Array(keywords.length);
  let surveys = 0;

  /** What begins here of the words in one bucket. */
  function note(slot: number, text: string, at: number, isInWord: boolean, into: number[]): void {
    const number = slots[slot] ?? 0;
    if (number === 0) return;
    for (const sought of buckets[number] ?? []) {
      if ((isInWord && sought.opensWord) || !stands(sought, text, at)) continue;
      for (const owner of sought.owners) {
        if (seen[owner] === surveys) continue;
        seen[owner] = surveys;
        into.push(owner);
      }
    }
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
      let fourth = text.length > 2 ? (forms[text.charCodeAt(2)] ?? 0) : 0;
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        if (unit >= limit || (unit < 0x20 && !isFolded && !isLayout(unit))) return undefined;
        if (unit >= 0x30 && unit <= 0x39) {
          digits += 1;
          together = at - lastDigit > APART ? 1 : together + 1;
          if (together > digitsTogether) digitsTogether = together;
          lastDigit = at;
        }
        const first = second;
        second = third;
        third = fourth;
        fourth = at + 3 < text.length ? (forms[text.charCodeAt(at + 3)] ?? 0) : 0;
        const begun = (pairs[pairOf(first, second)] ?? 0) | (triples[tripleOf(first, second, third)] ?? 0);
        const sorts = begun & (isInWord ? INSIDE_WORD : AT_OPENING);
        if (sorts !== 0) {
          if (hasSort(sorts, LONGER)) note(slotOf(first, second, third, fourth), text, at, isInWord, owners);
          if (hasSort(sorts, THREE)) note(slotOf(first, second, third, 0), text, at, isInWord, owners);
          if (hasSort(sorts, SHORT)) {
            note(slotOf(first, second, 0, 0), text, at, isInWord, owners);
            note(slotOf(first, 0, 0, 0), text, at, isInWord, owners);
          }
        }
        isInWord = letters[unit] === 1;
      }
      return { digits, digitsTogether, owners };
    },
  };
}

function isLayout(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d || unit === 0x09;
}

/** Each word once, with all whose keyword it is. */
function collect(keywords: readonly (readonly Keyword[])[]): readonly Sought[] {
  const known = new Map<string, Sought & { readonly owners: number[] }>();
  keywords.forEach((own, owner) => {
    for (const { literal, opensWord, closesWord } of own) {
      const word = caseless(literal);
      const key = `${opensWord ? '|' : ''}${word}${closesWord ? '|' : ''}`;
      const units = Uint16Array.from(word, (unit) => unit.charCodeAt(0));
      const sought = known.get(key) ?? { units, opensWord, closesWord, owners: [] };
      if (sought.owners.at(-1) !== owner) sought.owners.push(owner);
      known.set(key, sought);
    }
  });
  return [...known.values()];
}
