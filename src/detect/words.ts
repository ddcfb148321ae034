// Finds a rule's words around a match.

import type { Words } from '../rules/rule.ts';
import { foldWord } from './fold.ts';
import { LETTERS } from './letters.ts';
import { compilePattern, type Pattern } from './pattern.ts';

/**
 * Scripts whose words are found inside longer ones: they part words by no space, or prefix articles and
 * prepositions to them.
 */
const SUBSTRING_SCRIPT =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Arabic}\p{sc=Hebrew}]/u;

/** A pattern that finds any of these words, whole words where their script has spaces; undefined for no words. */
export function compileWords(words: Words): Pattern | undefined {
  const all = [...new Set(Object.values(words).flat().map(foldWord))];
  if (all.length === 0) return undefined;
  const loose = all.filter((word) => SUBSTRING_SCRIPT.test(word)).map(wordSource);
  const whole = all.filter((word) => !SUBSTRING_SCRIPT.test(word)).map(wordSource);
  // `_` and digits part words here, as in `card_number` and `visa4111`.
  const bounded = `(?:^|[^${LETTERS}])(?:${whole.join('|')})(?:[^${LETTERS}]|$)`;
  const sources = whole.length > 0 ? [...loose, bounded] : loose;
  const result = compilePattern(`(?i)(?:${sources.join('|')})`);
  return result.kind === 'pattern' ? result.pattern : undefined;
}

/** A literal that must stand in a text, and whether a letter may stand before or behind it. */
export interface Keyword {
  readonly literal: string;
  readonly opensWord: boolean;
  readonly closesWord: boolean;
}

/** Parts of phrases that stand in every second message: whatever else a phrase holds tells more. */
const EVERYDAY: ReadonlySet<string> = new Set(
  `a al an and at by card code com da das de dei del della den der des di do dos du e el en for i id il in is l la las le
  les lo los me mein meine mi mon my n na nr no num number numbers numer numero numéro número nummer nº o of on os por sa
  se sein su te the to um un und y your`.split(/\s+/),
);

/** For each word a keyword that stands wherever the word does: its most telling part, since any space may part it. */
export function wordKeywords(words: Words): readonly Keyword[] {
  return Object.values(words)
    .flat()
    .map((word) => {
      const isLoose = SUBSTRING_SCRIPT.test(word);
      const parts = foldWord(word).replace(/\*$/, '').split(/\s+/);
      const literal = parts.reduce((best, part) => (weight(part) > weight(best) ? part : best));
      const isEndless = word.endsWith('*') && literal === parts.at(-1);
      return { literal, opensWord: !isLoose, closesWord: !isLoose && !isEndless };
    });
}

function weight(part: string): number {
  return EVERYDAY.has(part) ? 0 : part.length;
}

/** As a rule's author writes it: `\b` before or behind it says that no letter stands there. */
export function writtenKeyword(written: string): Keyword {
  const [, opens, literal = '', closes] = /^(\\b)?([\s\S]*?)(\\b)?$/.exec(written) ?? [];
  return { literal: foldWord(literal), opensWord: opens !== undefined, closesWord: closes !== undefined };
}

function wordSource(word: string): string {
  const endings = word.endsWith('*') ? `[${LETTERS}]*` : '';
  const parts = word.replace(/\*$/, '').split(/\s+/);
  return parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|-]/g, '\\$&')).join('\\s+') + endings;
}
