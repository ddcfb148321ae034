// Of matches that lie over each other, keeps those that say most.

import { CONFIDENCES, type Match } from '../message.ts';

/**
 * Of overlapping matches of one kind the surest stays, then the one that begins first, then the longest. Matches of
 * different kinds all stay: the policy may only watch the one and must act on the other, as with a token that stands
 * before an @ and reads like an e-mail address. Leaves them in the order of the text.
 */
export function resolveOverlaps(matches: readonly Match[]): readonly Match[] {
  if (matches.length < 2) return matches;
  const dropped = new Set<Match>();
  const ordered = [...matches].sort((a, b) => a.start - b.start || b.end - a.end);
  let open: readonly Match[] = [];
  for (const match of ordered) {
    open = open.filter((other) => other.end > match.start && !dropped.has(other));
    for (const other of open) {
      const loser = loserOf(other, match);
      if (loser !== undefined) dropped.add(loser);
      if (loser === match) break;
    }
    if (!dropped.has(match)) open = [...open, match];
  }
  return dropped.size === 0 ? ordered : ordered.filter((match) => !dropped.has(match));
}

/** Which of two overlapping matches goes; `first` begins no later, and is no shorter where both begin together. */
function loserOf(first: Match, second: Match): Match | undefined {
  if (first.kind !== second.kind) return undefined;
  return isSurer(second, first) ? first : second;
}

function isSurer(a: Match, b: Match): boolean {
  return CONFIDENCES.indexOf(a.confidence) < CONFIDENCES.indexOf(b.confidence);
}
