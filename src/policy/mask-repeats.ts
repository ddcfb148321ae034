// A value is often written again where no word beside it lets a rule find it: "my PIN is 4821. Yes, 4821." What was
// found once is masked wherever it stands.

import { MASK } from './mask.ts';

/** What is shorter stands in any text by chance. */
const SHORTEST = 3;
/** From here on a value is looked for inside longer rows of letters and digits too. */
const LONG = 8;
/** So that as many values as fit into a message are looked up in time that grows with the text alone. */
const GRAM = 6;

/** The text with each of the values masked, however they are spaced and in whatever case they are written. */
export function maskRepeats(text: string, values: readonly string[]): string {
  const compact = compactOf(text);
  const wanted = new Set(
    values.map((value) => compactOf(value).signs).filter(({ length }) => length >= SHORTEST),
  );
  const spans = [...rows(compact, wanted), ...inside(compact, wanted)].sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  let kept = 0;
  for (const { start, end } of spans) {
    if (end <= kept) continue;
    if (start >= kept) parts.push(text.slice(kept, start), MASK);
    kept = end;
  }
  return [...parts, text.slice(kept)].join('');
}

/** Letters and digits in lower case, each with its place in the text, and where a row of either begins. */
interface Compact {
  readonly signs: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly begins: readonly number[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function compactOf(text: string): Compact {
  const signs: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const begins: number[] = [];
  for (const { 0: row, index } of text.matchAll(/\p{L}+|\p{N}+/gu)) {
    begins.push(starts.length);
    let at = index;
    for (const sign of row) {
      for (const low of sign.toLowerCase().split('')) {
        signs.push(low);
        starts.push(at);
        ends.push(at + sign.length);
      }
      at += sign.length;
    }
  }
  return { signs: signs.join(''), starts, ends, begins };
}

function spanOf({ starts, ends }: Compact, from: number, length: number): Span {
  return { start: starts[from] ?? 0, end: ends[from + length - 1] ?? 0 };
}

/** Short values, where they are whole rows: `821` is not `4821`. */
function rows(compact: Compact, wanted: ReadonlySet<string>): readonly Span[] {
  const { signs, begins } = compact;
  return begins.flatMap((from, index) =>
    begins
      .slice(index + 1, index + LONG)
      .concat(signs.length)
      .filter((to) => to - from < LONG && wanted.has(signs.slice(from, to)))
      .map((to) => spanOf(compact, from, to - from)),
  );
}

function inside(compact: Compact, wanted: ReadonlySet<string>): readonly Span[] {
  const { signs } = compact;
  const byGram = new Map<string, string[]>();
  for (const value of wanted) {
    if (value.length < LONG) continue;
    const gram = value.slice(0, GRAM);
    const known = byGram.get(gram);
    if (known) known.push(value);
    else byGram.set(gram, [value]);
  }
  const spans: Span[] = [];
  for (let at = 0; at + LONG <= signs.length; at += 1) {
    for (const value of byGram.get(signs.slice(at, at + GRAM)) ?? [])
      if (signs.startsWith(value, at)) spans.push(spanOf(compact, at, value.length));
  }
  return spans;
}
