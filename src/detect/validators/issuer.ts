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
  airplus: [15],
};

/**
 * Networks that the list leaves out, by the ranges that their operators publish: RuPay, Dankort, Bancontact, the former
 * Laser, Switch and Bankcard, Uzcard, Humo, Cabal, Forbrugsforeningen, mada, Meeza and AirPlus
 * (https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN)).
 */
const FURTHER: readonly Range[] = [
  { network: 'rupay', first: 508500, last: 508999, lengths: [16] },
  { network: 'rupay', first: 606985, last: 607984, lengths: [16] },
  { network: 'rupay', first: 608001, last: 608500, lengths: [16] },
  { network: 'rupay', first: 817200, last: 820199, lengths: [16] },
  { network: 'dankort', first: 5019, last: 5019, lengths: [16] },
  { network: 'bancontact', first: 6703, last: 6703, lengths: [16, 17] },
  { network: 'laser', first: 6706, last: 6706, lengths: [16, 19] },
  { network: 'laser', first: 6709, last: 6709, lengths: [16, 19] },
  { network: 'laser', first: 6771, last: 6771, lengths: [16, 19] },
  { network: 'switch', first: 6333, last: 6334, lengths: [16, 18, 19] },
  { network: 'switch', first: 633110, last: 633110, lengths: [16, 18, 19] },
  { network: 'bankcard', first: 5610, last: 5610, lengths: [16] },
  { network: 'uzcard', first: 8600, last: 8600, lengths: [16] },
  { network: 'humo', first: 9860, last: 9860, lengths: [16] },
  { network: 'cabal', first: 604201, last: 604219, lengths: [16] },
  { network: 'cabal', first: 589657, last: 589657, lengths: [16] },
  { network: 'forbrugsforeningen', first: 600722, last: 600722, lengths: [16] },
  { network: 'mada', first: 588845, last: 588851, lengths: [16] },
  { network: 'mada', first: 968201, last: 968211, lengths: [16] },
  { network: 'meeza', first: 507803, last: 507811, lengths: [16] },
  { network: 'airplus', first: 1220, last: 1220, lengths: [15] },
];

/** The list gives Maestro whatever begins with 6; only these ranges are its own. */
const OWN_MAESTRO = /^(?:493698|5|63|67)/;

/** The prefixes that most Maestro cards have. */
const COMMON_MAESTRO = /^(?:5018|5020|5038|5612|5893|6304|6390|6759|676[1-8])/;

/** Ranges that are hardly issued, but whose prefixes open other numbers: order numbers, times. */
const RARE = /^(?:8[12]|1800|2131)/;

/**
 * Visa's 13 digits, JCB's 15, a range of Diners Club and one of Maestro are still in use, but not in the list. JCB's 35
 * is taken as a whole: what makes test cards up (https://faker.readthedocs.io/en/master/providers/faker.providers.credit_card.html)
 * knows no narrower range. So is UnionPay's 62, of which the list has only the parts that were given out first.
 */
const LEGACY = /^(?:4\d{12}|(?:1800|2131)\d{11}|3095\d{10}|35\d{14}|62\d{14,17}|0604\d{8})$/;

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

/** The narrowest listed ranges that hold a number, as a few networks have taken parts out of others'; and ours. */
function rangesOf(digits: string): readonly Range[] {
  if (!/^\d{12,19}$/.test(digits)) return [];
  const { listed, ours } = allRanges();
  const further = ours.flatMap((group) => holding(group, digits));
  for (const group of listed) {
    const narrowest = holding(group, digits);
    if (narrowest.length > 0) return [...narrowest, ...further];
  }
  return further;
}

function holding({ prefixLength, ranges }: RangeGroup, digits: string): readonly Range[] {
  const prefix = Number(digits.slice(0, prefixLength));
  return ranges.filter(({ first, last }) => first <= prefix && prefix <= last);
}

/** Ranges whose prefixes are equally long. */
interface RangeGroup {
  readonly prefixLength: number;
  readonly ranges: readonly Range[];
}

interface RangeGroups {
  readonly listed: readonly RangeGroup[];
  readonly ours: readonly RangeGroup[];
}

let groups: RangeGroups | undefined;

/** Longest prefixes first. The library's own search copies all of its data for each number: read them once. */
function allRanges(): RangeGroups {
  groups ??= {
    listed: groupByPrefix(Object.values(creditCardType.types).flatMap(listedRanges)),
    ours: groupByPrefix(FURTHER),
  };
  return groups;
}

function listedRanges(network: string): readonly Range[] {
  const { patterns, lengths } = creditCardType.getTypeInfo(network);
  return patterns.map((pattern): Range => {
    const [first = 0, last = first] = [pattern].flat().map(Number);
    return { network, first, last, lengths };
  });
}

function groupByPrefix(ranges: readonly Range[]): readonly RangeGroup[] {
  const groups = [8, 7, 6, 5, 4, 3, 2, 1].map((prefixLength) => ({
    prefixLength,
    ranges: ranges.filter(({ first }) => String(first).length === prefixLength),
  }));
  return groups.filter((group) => group.ranges.length > 0);
}
