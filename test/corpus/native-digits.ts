// Keyboards of some languages type digits of their own script, or full-width ones.

import type { Random } from './random.ts';
import type { Piece } from './values.ts';

const ZEROS: Readonly<Record<string, string>> = { ar: '٠', hi: '०', ja: '０', th: '๐', zh: '０' };

/** How seldom they do. */
const ONE_IN = 5;

/** The digits of a message without Latin letters, sometimes in its language's own. */
export function withNativeDigits(
  pieces: readonly Piece[],
  language: string,
  random: Random,
): readonly Piece[] {
  const zero = ZEROS[language]?.codePointAt(0);
  if (zero === undefined || pieces.some(({ text }) => /[A-Za-z]/.test(text))) return pieces;
  if (random.below(ONE_IN) > 0) return pieces;
  return pieces.map(({ text, kind }) => ({
    text: text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit))),
    kind,
  }));
}
