// Letters of scripts that part words by spaces. Chinese, Japanese, Thai and others do not, so a word of theirs may
// stand directly beside a number or a Latin word.

/** Inside `[` and `]` of a pattern. As plain ranges: Unicode classes make RE2's programs large. */
export const LETTERS =
  'A-Za-zªµºÀ-ÖØ-öø-ʯ\\x{300}-\\x{52f}Ա-և\\x{591}-\\x{5f4}\\x{610}-\\x{65f}\\x{66e}-\\x{6d3}\\x{6d5}-\\x{963}' +
  '\\x{970}-\\x{dff}\\x{10a0}-\\x{10ff}\\x{1200}-\\x{137f}\\x{1e00}-\\x{1fff}';

/** For `\\p{L}` in patterns: no letter is missing; of what is none, some marks and signs among the letters of a script. */
const ANY_LETTERS =
  'A-Za-zªµºÀ-ÖØ-öø-\\x{52f}Ա-ֈ\\x{591}-\\x{5f4}\\x{610}-\\x{65f}\\x{66e}-\\x{6d3}\\x{6d5}-\\x{963}\\x{970}-\\x{1fff}' +
  '\\x{2071}-\\x{209c}\\x{2102}-\\x{218b}\\x{2c00}-\\x{2dff}\\x{2e2f}\\x{3005}-\\x{3007}\\x{3031}-\\x{d7ff}\\x{f900}-\\x{fdff}' +
  '\\x{fe70}-\\x{fefc}\\x{ff21}-\\x{ffdc}\\x{10000}-\\x{1eeff}\\x{20000}-\\x{3ffff}';

/** The same pattern, with `\p{L}` as plain ranges: a search with RE2's own class takes up to seventy times as long. */
export function withPlainLetters(source: string): string {
  if (!source.includes('\\p{L}')) return source;
  let isInClass = false;
  // An escape, or what opens or closes a class. A `]` that comes first in a class is one of its members.
  return source.replace(/\\p\{L\}|\\[\s\S]|\[\^?\]?|\]/g, (part) => {
    if (part === '\\p{L}') return isInClass ? ANY_LETTERS : `[${ANY_LETTERS}]`;
    if (part.startsWith('[')) isInClass = true;
    else if (part === ']') isInClass = false;
    return part;
  });
}

let table: Uint8Array | undefined;

/** 1 for each UTF-16 unit that is such a letter. Built once, when first asked for: 64 KB. */
export function letterTable(): Uint8Array {
  table ??= buildTable();
  return table;
}

function buildTable(): Uint8Array {
  const letter = new RegExp(`[${LETTERS.replace(/\\x\{([0-9a-f]+)\}/g, '\\u{$1}')}]`, 'u');
  return new Uint8Array(0x10000).map((_, unit) => (letter.test(String.fromCharCode(unit)) ? 1 : 0));
}
