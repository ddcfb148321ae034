// What a value looks like, as templates write it: `+49 15# #######|0151 ########`.

import type { Random } from './random.ts';

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';

/** Each stands for one character of a set; anything else, and what follows a backslash, stands for itself. */
const SETS: Readonly<Record<string, string>> = {
  '#': DIGITS,
  '@': UPPER,
  '&': LOWER,
  '^': UPPER + DIGITS,
  '~': UPPER + LOWER + DIGITS,
  '%': `${DIGITS}abcdef`,
};

/** Ranges by name; a person's years of birth. */
const RANGES: Readonly<Record<string, string>> = {
  d: '1-28',
  dd: '01-28',
  m: '1-12',
  mm: '01-12',
  yy: '48-99',
  yyyy: '1948-2004',
};

/** One of the shapes between `|`, with `#` and its like filled and `<01-28>` replaced by a number of that range. */
export function fillShape(shapes: string, random: Random): string {
  return random
    .pick(shapes.split('|'))
    .replace(
      /\\(.)|<(dd?|mm?|yy|yyyy|\d+-\d+)>|[#@&^~%]/g,
      (part: string, literal: string | undefined, range: string | undefined) =>
        literal ?? (range === undefined ? random.pick([...(SETS[part] ?? part)]) : rangeOf(range, random)),
    );
}

/** A range whose first number begins with a zero gives numbers of that width. */
function rangeOf(name: string, random: Random): string {
  const range = RANGES[name] ?? name;
  const [from = '', to = ''] = range.split('-');

  const value = Number(from) + random.below(Number(to) - Number(from) + 1);
  return String(value).padStart(from.startsWith('0') ? from.length : 1, '0');
}
