// How a value is written, without the value: enough to tell an order number from a card, and nothing to read.

import type { Match } from '../message.ts';
import { createBodyReader } from './body-reader.ts';
import { fold } from './fold.ts';

/** Signs that part numbers and names, where one stands alone between groups; others, and several, are shown as `?`. */
const SIGNS: ReadonlySet<string> = new Set('-./@');
const MOST_GROUPS = 8;
const LONGEST = 40;

/**
 * Its groups: digits as their number, letters as their number and `a`, both as their number and `x`. A card of four
 * groups is `4-4-4-4`, a licence plate `1a-2a-4`. Offsets are into the body.
 */
export function shapeOf(body: string, { start, end }: Pick<Match, 'start' | 'end'>): string {
  const written = createBodyReader()
    .read(body.slice(start, end))
    .map(({ text }) => fold(text).text)
    .join(' ')
    .trim();
  const groups = written.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) ?? [];
  let shape = '';
  let count = 0;
  for (const group of groups) {
    const isGroup = /[\p{L}\p{N}]/u.test(group);
    if (isGroup) count += 1;
    if (count > MOST_GROUPS || shape.length >= LONGEST) return `${shape}…`;
    shape += isGroup ? countOf(group) : signOf(group);
  }
  return shape;
}

function countOf(group: string): string {
  const length = roughly([...group].length);
  if (/^\p{N}+$/u.test(group)) return length;
  return `${length}${/\p{N}/u.test(group) ? 'x' : 'a'}`;
}

/** Up to 24 exactly: numbers that people have are no longer. The length of a long secret is nobody's business. */
function roughly(length: number): string {
  return length <= 24 ? String(length) : '24+';
}

function signOf(group: string): string {
  const sign = group.replace(/\s+/gu, ' ');
  if (sign === ' ') return '-';
  const alone = sign.trim();
  return SIGNS.has(alone) ? alone : '?';
}
