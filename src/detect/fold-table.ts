// What folding makes of each UTF-16 unit. Built once, when first asked for: 128 KB, a few milliseconds.

/** The character is deleted. */
export const DELETED = 0;
/** A combining mark: what becomes of it depends on the character before it. */
export const MARK = 1;
/** Half of a surrogate pair: the whole pair decides. */
export const SURROGATE = 2;

let table: Uint16Array | undefined;

/** For each unit the unit that takes its place, itself in most cases, or one of the three codes above. */
export function foldTable(): Uint16Array {
  table ??= buildTable();
  return table;
}

/** Tab, line feed and carriage return. */
const LAYOUT: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d]);

const DASHES = /[\p{Pd}\u02d7\u2043\u2212]/gu;
const MARKS = /[\p{Mn}\p{Me}]/gu;
/** Format controls and other characters that show nothing, variation selectors among them. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

function buildTable(): Uint16Array {
  const units = new Uint16Array(0x10000).map((_, unit) => unit);
  units.fill(SURROGATE, 0xd800, 0xe000);
  // Of ASCII only what shows nothing: a vertical tab and a form feed part words, the other controls do not.
  for (let unit = 0; unit < 0x20; unit += 1) if (!LAYOUT.has(unit)) units[unit] = DELETED;
  units[0x7f] = DELETED;
  units[0x0b] = 0x20;
  units[0x0c] = 0x20;
  // A blank of Braille, and what stands for a character that was lost, often a space.
  units[0x2800] = 0x20;
  units[0xfffd] = 0x20;
  const all = String.fromCharCode(...units.subarray(0x80, 0x8000)) + stringFrom(units.subarray(0x8000));
  const set = (pattern: RegExp, replacement: (unit: number) => number): void => {
    for (const found of all.matchAll(pattern)) {
      const unit = found[0].charCodeAt(0);
      units[unit] = replacement(unit);
    }
  };
  set(/[\uff01-\uff5e]/g, (unit) => unit - 0xfee0);
  set(/\p{Zs}/gu, () => 0x20);
  set(/[\p{Zl}\p{Zp}\u0085]/gu, () => 0x0a);
  set(DASHES, () => 0x2d);
  set(/\p{Nd}/gu, (unit) => 0x30 + digitValue(unit));
  set(MARKS, () => MARK);
  set(INVISIBLE, () => DELETED);
  // The Turkish capital whose lower case is `i`; no pattern would find it otherwise.
  units[0x130] = 0x49;
  return units;
}

function stringFrom(units: Uint16Array): string {
  return String.fromCharCode(...units);
}

/** The value of a decimal digit of any script: each script's ten stand in a row, from zero to nine. */
function digitValue(codePoint: number): number {
  let distance = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - distance - 1))) distance += 1;
  return distance % 10;
}

const DIGIT = /^\p{Nd}$/u;
const IGNORABLE = /^[\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;

/** What folding makes of a character beyond the first 65,536; undefined when it stays. */
export function foldPair(codePoint: number): string | undefined {
  const character = String.fromCodePoint(codePoint);
  if (DIGIT.test(character)) return String(digitValue(codePoint));
  return IGNORABLE.test(character) ? '' : undefined;
}
