// The one door to RE2: linear in the text whatever the pattern, but without look-around, so that what may not
// stand next to a match is compiled into the pattern.

import RE2 from 're2';
import type { Boundary } from '../rules/rule.ts';
import { LETTERS, withPlainLetters } from './letters.ts';
import { createUtf8, type Utf8 } from './utf8.ts';

/** A compiled pattern. `lastIndex` and `exec` as in RegExp. */
export type Pattern = (typeof RE2)['prototype'];

export type PatternResult =
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | { readonly kind: 'faulty'; readonly reason: string };

/** Case counts unless the pattern says `(?i)`. Offsets of groups cost time, so they are given only when asked for. */
export function compilePattern(source: string, withOffsets = false): PatternResult {
  try {
    return { kind: 'pattern', pattern: new RE2(withPlainLetters(source), withOffsets ? 'gud' : 'gu') };
  } catch (error) {
    return { kind: 'faulty', reason: error instanceof Error ? error.message : 'unknown' };
  }
}

let utf8: Utf8 | undefined;

/** Whether a pattern matches anywhere. Patterns remember where they ended, so this always starts anew. */
export function finds(pattern: Pattern, text: string | Uint8Array): boolean {
  utf8 ??= createUtf8();
  pattern.lastIndex = 0;
  return pattern.test(typeof text === 'string' ? utf8(text) : text);
}

/** The first of these patterns that matches anywhere. */
export function firstToFind(patterns: readonly Pattern[], text: string): Pattern | undefined {
  utf8 ??= createUtf8();
  const bytes = utf8(text);
  return patterns.find((pattern) => finds(pattern, bytes));
}

/** What must stand before and after a match, for each boundary. */
const SIDES: Readonly<Record<Boundary, readonly [before: string, after: string]>> = {
  // No digit, and no decimal point between the match and a digit.
  digit: ['(?:^|[^\\d.]|(?:^|\\D)\\.)', '(?:$|[^\\d.]|\\.(?:$|\\D))'],
  word: [`(?:^|[^0-9_${LETTERS}])`, `(?:$|[^0-9_${LETTERS}])`],
  token: ['(?:^|[^A-Za-z0-9_\\-])', '(?:$|[^A-Za-z0-9_\\-])'],
  none: ['', ''],
};

/** The pattern with its boundary. Group 1 is the match, since the characters beside it belong to the whole. */
export function bounded(source: string, boundary: Boundary): string {
  const [before, after] = SIDES[boundary];
  return `${before}(${source})${after}`;
}

/** The same for a match that begins and ends with a digit: it needs no group to be told from what is beside it. */
export function boundedDigits(source: string): string {
  const [before, after] = SIDES.digit;
  return `${before}(?:${source})${after}`;
}

/** Characters inside which no match of this boundary can begin, once one has begun before them. */
export const INSIDE: Readonly<Record<Boundary, RegExp>> = {
  digit: /[0-9]+/y,
  word: /[0-9A-Za-z_]+/y,
  token: /[0-9A-Za-z_-]+/y,
  none: /[\s\S]/uy,
};

/** Tells which of many patterns match a text; undefined when RE2 could not say. */
export interface PatternSet {
  match(text: string | Uint8Array): readonly number[] | undefined;
}

/** One automaton for all patterns, or undefined when it would outgrow `maxMemory` bytes. */
export function compileSet(sources: readonly string[], maxMemory: number): PatternSet | undefined {
  try {
    const set = new RE2.Set(sources.map(withPlainLetters), 'u', { maxMem: maxMemory });
    return {
      match(text) {
        try {
          return set.match(text);
        } catch {
          // Out of memory while it ran: this says nothing about the text.
          return undefined;
        }
      },
    };
  } catch {
    return undefined;
  }
}
