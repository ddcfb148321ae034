// The text before and after a match, in which words are looked for. A word cut by the window's edge is left out.

// Of scripts that part words by spaces; the others would lose the whole window.
const WORD_UNIT =
  /[\p{M}\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Armenian}\p{sc=Georgian}\p{sc=Devanagari}\p{sc=Bengali}\p{sc=Tamil}\p{sc=Telugu}]/u;

export function textBefore(text: string, start: number, distance: number): string {
  let from = Math.max(0, start - distance);
  if (from > 0 && WORD_UNIT.test(text.charAt(from - 1))) {
    while (from < start && WORD_UNIT.test(text.charAt(from))) from += 1;
  }
  return text.slice(from, start);
}

export function textAfter(text: string, end: number, distance: number): string {
  let until = Math.min(text.length, end + distance);
  if (until < text.length && WORD_UNIT.test(text.charAt(until))) {
    while (until > end && WORD_UNIT.test(text.charAt(until - 1))) until -= 1;
  }
  return text.slice(end, until);
}
