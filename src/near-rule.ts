// The rule that somebody may have meant.

import type { RuleId } from './message.ts';

const LONGEST = 110;

/** Of those that differ in few letters the nearest, or the only one whose name it is; undefined when none is near. */
export function nearRule(asked: string, rules: readonly RuleId[]): RuleId | undefined {
  if (asked === '' || asked.length > LONGEST) return undefined;
  const named = rules.filter((id) => id.endsWith(`.${asked}`));
  if (named.length === 1) return named[0];
  const most = Math.max(1, Math.floor(asked.length / 4));
  let nearest: { readonly id: RuleId; readonly distance: number } | undefined;
  for (const id of rules) {
    if (Math.abs(id.length - asked.length) > most) continue;
    const distance = distanceOf(asked, id);
    if (distance <= most && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
      nearest = { id, distance };
  }
  return nearest?.id;
}

/** How many letters are put in, taken out or replaced (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
