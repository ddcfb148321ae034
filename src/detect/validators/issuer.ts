// Whether a number begins and is as long as a payment network's cards. Ranges and lengths come from
// credit-card-type (https://github.com/braintree/credit-card-type), which Braintree keeps.

import creditCardType from 'credit-card-type';
import { digitsOf, type Validator } from './validator.ts';

/** A range of card numbers: those whose first digits lie between two numbers. */
interface Range {
  readonly network: string;
  readonly first: number;
  readonly last: number;
  readonly lengths: readonly number[];
}

/**
 * Lengths that need no word beside them. Nobody issues 17 or 18 digits any more, but chat programs' ids have 18;
 * 14 and 15 are Diners Club's and American Express's alone.
 */
const COMMON_LENGTHS: Readonly<Record<string, readonly number[]>> = {
  'american-express': [15],
  'diners-club': [14, 16, 19],
};

/** The list gives Maestro whatever begins with 6; only these ranges are its own. */
const OWN_MAESTRO = /^(?:493698|5|63|67)/;

/** The prefixes that most Maestro cards have. */
const COMMON_MAESTRO = /^(?:5018|5020|5038|5612|5893|6304|6390|6759|676[1-8])/;

/** Ranges that are hardly issued, but whose prefixes open other numbers: order numbers, times. */
const RARE = /^(?:81|1800|2131)/;

/** Visa's 13 digits and JCB's 15 are still in use, but no longer in the list. */
const LEGACY = /^(?:4\d{12}|(?:1800|2131)\d{11})$/;

/** Every network with every length of its cards. */
export const anyIssuer: Validator = {
  minDigits: 12,
  check(value) {
    const digits = digitsOf(value);
    const isIssued = rangesOf(digits).some(
      ({ network, lengths }) =>
        lengths.includes(digits.length) && (network !== 'maestro' || OWN_MAESTRO.test(digits)),
    );
    return isIssued || LEGACY.test(digits) ? digits : undefined;
  },
};

/** Only what is common enough to stand without the word "card" beside it. */
export const commonIssuer: Validator = {
  minDigits: 14,
  check(value) {
    const digits = digitsOf(value);
    const isCommon = rangesOf(digits).some(
      ({ network, lengths }) =>
        lengths.includes(digits.length) &&
        (COMMON_LENGTHS[network] ?? [16, 19]).includes(digits.length) &&
        (network !== 'maestro' || (digits.length === 16 && COMMON_MAESTRO.test(digits))),
    );
    return isCommon && !RARE.test(digits) ? digits : undefined;
  },
};

/** The narrowest ranges that hold a number: a few networks have taken parts out of others' ranges. */
function rangesOf(digits: string): readonly Range[] {
  if (!/^\d{12,19}$/.test(digits)) return [];
  for (const { prefixLength, ranges } of allRanges()) {
    const prefix = Number(digits.slice(0, prefixLength));
    const holding = ranges.filter(({ first, last }) => first <= prefix && prefix <= last);
    if (holding.length > 0) return holding;
  }
  return [];
}

/** Ranges whose prefixes are equally long. */
interface RangeGroup {
  readonly prefixLength: number;
  readonly ranges: readonly Range[];
}

let groups: readonly RangeGroup[] | undefined;

/** Longest prefixes first. The library's own search copies all of its data for each number: read them once. */
function allRanges(): readonly RangeGroup[] {
  groups ??= groupByPrefix(
    Object.values(creditCardType.types).flatMap((network) => {
      const { patterns, lengths } = creditCardType.getTypeInfo(network);
      return patterns.map((pattern): Range => {
        const [first = 0, last = first] = [pattern].flat().map(Number);
        return { network, first, last, lengths };
      });
    }),
  );
  return groups;
}

function groupByPrefix(ranges: readonly Range[]): readonly RangeGroup[] {
  return [8, 7, 6, 5, 4, 3, 2, 1].map((prefixLength) => ({
    prefixLength,
    ranges: ranges.filter(({ first }) => String(first).length === prefixLength),
  }));
}
