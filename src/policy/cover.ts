// Whether one entry of the policy matches all that another one matches.

import { AUTHOR_TYPES } from '../message.ts';
import { isTag } from './held.ts';
import type { Criteria, Entry } from './policy.ts';
import { isAtLeast } from './ruling.ts';

/** The rules that an entry can be about, among those that exist. */
type RulesOf = (match: Criteria) => readonly { readonly id: string }[];

/** The first of the earlier entries behind which the entry is never reached. */
export function firstCovering(
  earlier: readonly Entry[],
  { match }: Entry,
  rulesOf: RulesOf,
): Entry | undefined {
  const rules = rulesOf(match);
  // An entry about no rule at all is a fault of its own.
  if (rules.length === 0) return undefined;
  return earlier.find((one) => {
    // The quicker question first: a policy may have an entry for each of a thousand tags.
    if (!coversRest(one.match, match)) return false;
    const covered = new Set(rulesOf(one.match).map(({ id }) => id));
    return rules.every(({ id }) => covered.has(id));
  });
}

function coversRest(wide: Criteria, narrow: Criteria): boolean {
  const same = (a: string, b: string): boolean => a === b;
  return (
    (coversList(wide.author, narrow.author, same) || coversList(wide.author, AUTHOR_TYPES, same)) &&
    coversList(wide.team, narrow.team, same) &&
    coversList(wide.admin, narrow.admin, same) &&
    coversList(wide.channel, narrow.channel, same) &&
    coversList(wide.tag, narrow.tag, isTag) &&
    (wide.confidence === undefined ||
      wide.confidence === 'possible' ||
      (narrow.confidence !== undefined && isAtLeast(narrow.confidence, wide.confidence)))
  );
}

function coversList(
  wide: readonly string[] | undefined,
  narrow: readonly string[] | undefined,
  isSame: (a: string, b: string) => boolean,
): boolean {
  if (wide === undefined) return true;
  return narrow?.every((one) => wide.some((other) => isSame(other, one))) ?? false;
}
