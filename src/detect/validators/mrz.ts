// The machine-readable zone of passports, visas and identity cards, by its check digits (ICAO Doc 9303, parts 3 to 7,
// https://www.icao.int/publications/doc-series/doc-9303).

import type { Validator } from './validator.ts';

/** Spans [start, end) of an MRZ, one line behind the other, each followed by its check digit. */
interface Layout {
  readonly length: number;
  readonly checked: readonly (readonly [start: number, end: number])[];
  /** Spans that the last check digit adds up, and where it stands. */
  readonly composite?: { readonly spans: readonly (readonly [number, number])[]; readonly at: number };
}

/** Passports: the second line. */
const TD3: Layout = {
  length: 44,
  checked: [
    [0, 9],
    [13, 19],
    [21, 27],
    [28, 42],
  ],
  composite: {
    spans: [
      [0, 10],
      [13, 20],
      [21, 43],
    ],
    at: 43,
  },
};

/** Larger cards: the second line. */
const TD2: Layout = {
  length: 36,
  checked: TD3.checked.slice(0, 3),
  composite: {
    spans: [
      [0, 10],
      [13, 20],
      [21, 35],
    ],
    at: 35,
  },
};

/** Identity cards: the first two lines of three. */
const TD1: Layout = {
  length: 60,
  checked: [
    [5, 14],
    [30, 36],
    [38, 44],
  ],
  composite: {
    spans: [
      [5, 30],
      [30, 37],
      [38, 45],
      [48, 59],
    ],
    at: 59,
  },
};

/** Visas: the second line. */
const MRV: Layout = { length: 28, checked: TD3.checked.slice(0, 3) };

export const mrzTd1 = layoutValidator(TD1);
export const mrzTd2 = layoutValidator(TD2);
export const mrzTd3 = layoutValidator(TD3);
export const mrzVisa = layoutValidator(MRV);

function layoutValidator(layout: Layout): Validator {
  return {
    minDigits: 12,
    check(value) {
      const zone = value.replace(/\s/g, '').slice(0, layout.length);
      return zone.length === layout.length && isRight(zone, layout) ? zone : undefined;
    },
  };
}

function isRight(zone: string, { checked, composite }: Layout): boolean {
  if (!checked.every(([start, end]) => agrees(zone.slice(start, end), zone.charAt(end)))) return false;
  if (composite === undefined) return true;
  const all = composite.spans.map(([start, end]) => zone.slice(start, end)).join('');
  return agrees(all, zone.charAt(composite.at));
}

/** An empty field may have `<` for its check digit. */
function agrees(field: string, check: string): boolean {
  if (check === '<') return /^<+$/.test(field);
  return checkDigit(field) === check;
}

const WEIGHTS = [7, 3, 1] as const;

function checkDigit(field: string): string {
  let sum = 0;
  for (let at = 0; at < field.length; at += 1) {
    sum += characterValue(field.charCodeAt(at)) * (WEIGHTS[at % 3] ?? 0);
  }
  return String(sum % 10);
}

/** `0` to `9` count as they are, `A` to `Z` from 10, `<` nothing. */
function characterValue(unit: number): number {
  if (unit === 0x3c) return 0;
  return unit <= 0x39 ? unit - 0x30 : unit - 0x37;
}
