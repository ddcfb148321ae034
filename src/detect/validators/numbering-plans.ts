// Which telephone numbers each region gives out, by libphonenumber (https://github.com/google/libphonenumber). Its
// own parser takes up to 20 µs for each region that it is asked about; beside a word about telephones a hundred
// regions are asked, so their plans are compiled once from the same metadata.

import metadata from 'libphonenumber-js/max/metadata';

interface NumberingPlan {
  readonly region: string;
  readonly callingCode: string;
  readonly lengths: ReadonlySet<number>;
  /** What a national number may look like at all, and what one that is given out looks like. */
  readonly possible: RegExp;
  readonly valid: RegExp;
  /** What is dialled before a national number inside the country, with what to put in its place. */
  readonly trunk: RegExp | undefined;
  readonly trunkReplacement: string;
}

/** Fields of a minified plan: libphonenumber-js, source/metadata.js. */
const FIELD = {
  callingCode: 0,
  pattern: 2,
  lengths: 3,
  trunk: 5,
  trunkPattern: 7,
  trunkReplacement: 8,
  types: 11,
} as const;

let plans: readonly NumberingPlan[] | undefined;
let byCallingCode: ReadonlyMap<string, readonly NumberingPlan[]> | undefined;

/** Whether a number of digits that begins with a calling code is given out, or at least could be. */
export function isInternational(digits: string, asked: 'valid' | 'possible'): boolean {
  byCallingCode ??= Map.groupBy(allPlans(), ({ callingCode }) => callingCode);
  for (const length of [1, 2, 3]) {
    const sharing = byCallingCode.get(digits.slice(0, length));
    if (sharing !== undefined) return isGivenOut(sharing, digits.slice(length), asked);
  }
  return false;
}

/** Many write the trunk prefix behind the calling code as well: `+44 (0)20 …`. */
function isGivenOut(sharing: readonly NumberingPlan[], digits: string, asked: 'valid' | 'possible'): boolean {
  const bare = digits.length >= 10 ? digits.replace(/^0/, '') : digits;
  return sharing.some((plan) => fits(plan, digits, asked) || (bare !== digits && fits(plan, bare, asked)));
}

/** Whether a number, as dialled inside one of these regions, is given out there. */
export function isNational(digits: string, regions: ReadonlySet<string>): boolean {
  return allPlans().some((plan) => regions.has(plan.region) && isDialled(plan, digits));
}

function isDialled(plan: NumberingPlan, digits: string): boolean {
  if (fits(plan, digits, 'valid')) return true;
  const dialled = plan.trunk?.exec(digits);
  if (plan.trunk === undefined || !dialled) return false;
  const isReplaced = plan.trunkReplacement !== '' && dialled.at(-1) !== undefined;
  const bare = isReplaced
    ? digits.replace(plan.trunk, plan.trunkReplacement)
    : digits.slice(dialled[0].length);
  return bare !== digits && fits(plan, bare, 'valid');
}

function fits(
  { lengths, possible, valid }: NumberingPlan,
  digits: string,
  asked: 'valid' | 'possible',
): boolean {
  if (!lengths.has(digits.length)) return false;
  return asked === 'possible' || (possible.test(digits) && valid.test(digits));
}

function allPlans(): readonly NumberingPlan[] {
  plans ??= [...Object.entries(metadata.countries), ...Object.entries(metadata.nonGeographic)].map(
    ([region, fields]) => toPlan(region, fields ?? []),
  );
  return plans;
}

function toPlan(region: string, fields: readonly unknown[]): NumberingPlan {
  const pattern = textOf(fields[FIELD.pattern]);
  const types = listOf(fields[FIELD.types]).map((type) => textOf(listOf(type)[0]));
  const given = types.filter((type) => type !== '');
  const trunk = textOf(fields[FIELD.trunkPattern]) || textOf(fields[FIELD.trunk]);
  return {
    region,
    callingCode: textOf(fields[FIELD.callingCode]),
    lengths: new Set(listOf(fields[FIELD.lengths]).map(Number)),
    possible: whole(pattern),
    valid: whole(given.length > 0 ? given.join('|') : pattern),
    trunk: trunk === '' ? undefined : new RegExp(`^(?:${trunk})`),
    trunkReplacement: textOf(fields[FIELD.trunkReplacement]),
  };
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

function textOf(field: unknown): string {
  return typeof field === 'string' ? field : '';
}

function listOf(field: unknown): readonly unknown[] {
  return Array.isArray(field) ? field : [];
}
