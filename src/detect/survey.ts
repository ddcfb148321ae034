// One pass over a text that tells which rules it could concern at all.

import { buildAutomaton, type KeywordAutomaton } from './keyword-automaton.ts';
import { caseless, caselessTable } from './letter-case.ts';

interface Survey {
  /** ASCII digits, which after folding is all digits. */
  readonly digits: number;
  /** Numbers of the owners, in no order, of whose keywords at least one stands in the text. */
  readonly owners: readonly number[];
}

export interface Surveyor {
  /** Undefined when the text is not pure ASCII and `isFolded` is false: fold it first. Linear. */
  survey(text: string, isFolded: boolean): Survey | undefined;
}

interface Keyword {
  /** Caseless. */
  readonly word: string;
  /** The automaton alone is not sure of words beyond ASCII. */
  readonly isAscii: boolean;
  readonly owners: readonly number[];
}

/** `keywords[n]` are the words of owner n, folded. Case does not count. */
export function createSurveyor(keywords: readonly (readonly string[])[]): Surveyor {
  const known = collect(keywords);
  const automaton = buildAutomaton(known.map(({ word }) => word));
  const endingAt = automaton.ends.map((ends) => ends.flatMap((number) => known[number] ?? []));
  // When an owner was last seen, by the number of the survey: saves clearing a list for each text.
  const seen = new Uint32Array(keywords.length);
  let surveys = 0;

  const note = (end: number, text: string, at: number, into: number[]): void => {
    for (const keyword of endingAt[end] ?? []) {
      if (!keyword.isAscii && !endsWith(text, at, keyword.word)) continue;
      for (const owner of keyword.owners) {
        if (seen[owner] === surveys) continue;
        seen[owner] = surveys;
        into.push(owner);
      }
    }
  };

  return {
    survey(text, isFolded) {
      surveys += 1;
      const owners: number[] = [];
      const limit = isFolded ? 0x10000 : 0x80;
      const digits = walk(automaton, text, limit, (end, at) => note(end, text, at, owners));
      return digits === -1 ? undefined : { digits, owners };
    },
  };
}

function collect(keywords: readonly (readonly string[])[]): readonly Keyword[] {
  const owners = new Map<string, number[]>();
  keywords.forEach((own, owner) => {
    for (const word of new Set(own.map(caseless))) owners.set(word, [...(owners.get(word) ?? []), owner]);
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

/** Counts digits and reports each end of a keyword; -1 as soon as a unit reaches `limit`. The hot loop. */
function walk(
  automaton: KeywordAutomaton,
  text: string,
  limit: number,
  onEnd: (end: number, at: number) => void,
): number {
  const { classOf, next, firstEnd } = automaton;
  let digits = 0;
  let state = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= limit) return -1;
    if (unit >= 0x30 && unit <= 0x39) digits += 1;
    state = next[(state << 6) | (classOf[unit] ?? 0)] ?? 0;
    if (state >= firstEnd) onEnd(state - firstEnd, at);
  }
  return digits;
}
