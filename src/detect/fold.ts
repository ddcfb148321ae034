// Folding unifies what looks alike, so that patterns and words need one spelling only: invisible characters go,
// every script's digits become ASCII, so do full-width letters; dashes become `-`, spaces a space. Each character
// gives one or none. Unicode's NFKC is no substitute: it joins neighbours (`²`, `①`) into numbers nobody wrote.

import { DELETED, foldPair, foldTable, MARK, SURROGATE } from './fold-table.ts';
import { createRunMap, IDENTITY, type OffsetMap, type RunMapBuilder } from './offset-map.ts';

export interface Folded {
  readonly text: string;
  readonly map: OffsetMap;
}

/** Folds a text, with a map back to its offsets. Linear. */
export function fold(given: string): Folded {
  // Half a surrogate pair makes RE2 count offsets wrongly.
  const text = given.toWellFormed();
  const table = foldTable();
  const output = createOutput(text);
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x20 && unit < 0x7f) continue;
    const folded = table[unit] ?? unit;
    if (folded === unit && unit !== 0) continue;
    if (folded === MARK) output.mark(at);
    else if (folded === DELETED) output.replace(at, 1, '');
    else if (folded !== SURROGATE) output.replace(at, 1, String.fromCharCode(folded));
    else {
      const codePoint = text.codePointAt(at) ?? unit;
      const pair = codePoint > 0xffff ? foldPair(codePoint) : undefined;
      if (pair !== undefined) output.replace(at, 2, pair);
      if (codePoint > 0xffff) at += 1;
    }
  }
  return output.build();
}

/**
 * Underlines and asterisks around words are how Markdown and chats stress them: `_4111 1111 1111 1111_`, `**Password:**`.
 * Blank ones leave a value as it would stand without. As long as the text; a single one, and those inside a word, stay.
 */
export function withoutStress(text: string): string {
  return text.includes('_') || text.includes('*') ? text.replace(STRESSED, blanks) : text;
}

const STRESSED =
  /(?<![\p{L}\p{N}_\p{P}])(__?|\*\*?)(?=[\p{L}\p{N}])([^_*\n]{1,200})(?<=[\p{L}\p{N}.!?:])\1(?![\p{L}\p{N}_*\-/@=+])/gu;

function blanks(_: string, mark: string, inside: string): string {
  const blank = ' '.repeat(mark.length);
  return `${blank}${inside}${blank}`;
}

/** The folded form of a word from a rule, in lower case. */
export function foldWord(word: string): string {
  return fold(word).text.toLowerCase();
}

interface Output {
  /** Puts `by` in the place of `length` units. */
  replace(at: number, length: number, by: string): void;
  /** Takes a combining mark: drops it after a digit, composes it with a letter where Unicode has the two as one. */
  mark(at: number): void;
  build(): Folded;
}

function createOutput(text: string): Output {
  const parts: string[] = [];
  const map: RunMapBuilder = createRunMap();
  let length = 0;
  let taken = 0;
  let isChanged = false;
  const push = (part: string, start: number, end: number): void => {
    if (part === '') return;
    map.add(length, start, end);
    parts.push(part);
    length += part.length;
  };
  const take = (until: number): void => {
    push(text.slice(taken, until), taken, until);
    taken = until;
  };
  return {
    replace(at, count, by) {
      isChanged = true;
      take(at);
      push(by, at, at + count);
      taken = at + count;
    },
    mark(at) {
      take(at);
      const part = parts.at(-1) ?? '';
      const before = part.slice(-1);
      const composed = (before + text.charAt(at)).normalize('NFC');
      if (composed.length !== 1 && !/[0-9]/.test(before)) return;
      isChanged = true;
      if (composed.length === 1) parts[parts.length - 1] = part.slice(0, -1) + composed;
      taken = at + 1;
    },
    build() {
      if (!isChanged) return { text, map: IDENTITY };
      take(text.length);
      return { text: parts.join(''), map: map.build(length) };
    },
  };
}
