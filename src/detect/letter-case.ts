// One form for letters that differ in case only, unit by unit, as RE2 sees them when case does not count.

/** Where Unicode keeps letters that have two cases. */
const CASED: readonly (readonly [first: number, last: number])[] = [
  [0x41, 0x587],
  [0x10a0, 0x10ff],
  [0x13a0, 0x13fd],
  [0x1c80, 0x1c88],
  [0x1d79, 0x1d8e],
  [0x1e00, 0x1fff],
  [0x2126, 0x2188],
  [0x24b6, 0x24e9],
  [0x2c00, 0x2d2d],
  [0xa640, 0xa7ff],
  [0xab53, 0xabbf],
];

let table: Uint16Array | undefined;

/**
 * For each UTF-16 unit its caseless form: `k`, `K` and the Kelvin sign give `K`; `σ`, `ς` and `Σ` give `Σ`.
 * Built once, when first asked for: 128 KB.
 */
export function caselessTable(): Uint16Array {
  table ??= buildTable();
  return table;
}

/** The caseless form of a text; as long as the text. */
export function caseless(text: string): string {
  const forms = caselessTable();
  return text.replace(/[\s\S]/g, (unit) => String.fromCharCode(forms[unit.charCodeAt(0)] ?? 0));
}

function buildTable(): Uint16Array {
  const forms = new Uint16Array(0x10000).map((_, unit) => unit);
  for (const [first, last] of CASED) {
    for (let unit = first; unit <= last; unit += 1) forms[unit] = caselessUnit(String.fromCharCode(unit));
  }
  return forms;
}

function caselessUnit(unit: string): number {
  const lower = unit.toLowerCase();
  const single = lower.length === 1 ? lower : unit;
  const upper = single.toUpperCase();
  return (upper.length === 1 ? upper : single).charCodeAt(0);
}
