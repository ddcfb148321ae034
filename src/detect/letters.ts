// Letters of scripts that part words by spaces. Chinese, Japanese, Thai and others do not, so a word of theirs may
// stand directly beside a number or a Latin word.

/** Inside `[` and `]` of a pattern. As plain ranges: Unicode classes make RE2's programs large. */
export const LETTERS =
  'A-Za-zªµºÀ-ÖØ-öø-ʯ\\x{300}-\\x{52f}Ա-և\\x{591}-\\x{5f4}\\x{610}-\\x{65f}\\x{66e}-\\x{6d3}\\x{6d5}-\\x{963}' +
  '\\x{970}-\\x{dff}\\x{10a0}-\\x{10ff}\\x{1200}-\\x{137f}\\x{1e00}-\\x{1fff}';

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
