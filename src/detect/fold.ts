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
 * They go, so that a value stands as it would without; a single one, and those inside a word, stay. With a map back.
 */
export function withoutStress(text: string): Folded {
  if (!text.includes('_') && !text.includes('*')) return { text, map: IDENTITY };
  const output = createOutput(text);
  for (const { index, 0: whole, 1: mark = '' } of text.matchAll(STRESSED)) {
    output.replace(index, mark.length, '');
    output.replace(index + whole.length - mark.length, mark.length, '');
  }
  return output.build();
}

/** Keys and names hold underlines between their letters. */
const INSIDE = String.raw`(?:[^_*\n]|(?<=[\p{L}\p{N}])_(?=[\p{L}\p{N}])){1,200}`;
const STRESSED = new RegExp(
  String.raw`(?<![\p{L}\p{N}_*\\/@.+\-])(__?|\*\*?)(?=[\p{L}\p{N}])${INSIDE}(?<=[\p{L}\p{N}.!?:=])\1(?![\p{L}\p{N}_*\-/@=+])`,
  'gu',
);

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
