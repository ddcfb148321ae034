// One pass over a text that tells which rules it could concern at all.

import { buildAutomaton, type KeywordAutomaton } from './keyword-automaton.ts';
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
  readonly word: string;
  /** The automaton alone is not sure of words beyond ASCII. */
  readonly isAscii: boolean;
  readonly owners: readonly Owner[];
}

interface Owner {
  readonly number: number;
  readonly opensWord: boolean;
  readonly closesWord: boolean;
}

/** `keywords[n]` are those of owner n, folded. Case does not count. */
export function createSurveyor(keywords: readonly (readonly Keyword[])[]): Surveyor {
  const known = collect(keywords);
  const automaton = buildAutomaton(known.map(({ word }) => word));
  const endingAt = automaton.ends.map((ends) => ends.flatMap((number) => known[number] ?? []));
  // When an owner was last seen, by the number of the survey: saves clearing a list for each text.
  const seen = new Uint32Array(keywords.length);
  let surveys = 0;

  const letters = letterTable();

  const note = (end: number, text: string, at: number, into: number[]): void => {
    for (const { word, isAscii, owners } of endingAt[end] ?? []) {
      if (!isAscii && !endsWith(text, at, word)) continue;
      const opens = !isLetter(letters, text, at - word.length);
      const closes = !isLetter(letters, text, at + 1);
      for (const { number, opensWord, closesWord } of owners) {
        if (seen[number] === surveys || (opensWord && !opens) || (closesWord && !closes)) continue;
        seen[number] = surveys;
        into.push(number);
      }
    }
  };

  return {
    survey(text, isFolded) {
      surveys += 1;
      const owners: number[] = [];
      const limit = isFolded ? 0x10000 : 0x80;
      const counts = walk(automaton, text, limit, (end, at) => note(end, text, at, owners));
      return counts && { ...counts, owners };
    },
  };
}

function isLetter(letters: Uint8Array, text: string, at: number): boolean {
  return letters[text.charCodeAt(at)] === 1;
}

function collect(keywords: readonly (readonly Keyword[])[]): readonly Sought[] {
  const owners = new Map<string, Owner[]>();
  keywords.forEach((own, number) => {
    for (const { literal, opensWord, closesWord } of own) {
      const word = caseless(literal);
      owners.set(word, [...(owners.get(word) ?? []), { number, opensWord, closesWord }]);
    }
  });
  return [...owners].map(([word, all]) => ({ word, isAscii: !/[^\0-\x7f]/.test(word), owners: all }));
}

/** Whether the caseless word ends with the unit at `at`. */
function endsWith(text: string, at: number, word: string): boolean {
  const forms = caselessTable();
  const start = at + 1 - word.length;
  for (let index = word.length - 1; index >= 0; index -= 1) {
    if (forms[text.charCodeAt(start + index)] !== word.charCodeAt(index)) return false;
  }
  return true;
}

/** The digits of one number have at most so many other characters between two of them. */
const APART = 12;

/** Counts digits and reports each end of a keyword; undefined as soon as a unit reaches `limit`. The hot loop. */
function walk(
  automaton: KeywordAutomaton,
  text: string,
  limit: number,
  onEnd: (end: number, at: number) => void,
): Pick<Survey, 'digits' | 'digitsTogether'> | undefined {
  const { classOf, next, firstEnd } = automaton;
  let digits = 0;
  let together = 0;
  let digitsTogether = 0;
  let lastDigit = 0;
  let state = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= limit) return undefined;
    if (unit >= 0x30 && unit <= 0x39) {
      digits += 1;
      together = at - lastDigit > APART ? 1 : together + 1;
      if (together > digitsTogether) digitsTogether = together;
      lastDigit = at;
    }
    state = next[(state << 6) | (classOf[unit] ?? 0)] ?? 0;
    if (state >= firstEnd) onEnd(state - firstEnd, at);
  }
  return { digits, digitsTogether };
}
