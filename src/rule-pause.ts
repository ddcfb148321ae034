// A rule whose matches are only reported for a while, because it was wrong too often. It ends by itself.

import type { Id, RuleId } from './message.ts';

export interface RulePause {
  readonly ruleId: RuleId;
  /** Whoever asked for it last. */
  readonly by: Id;
  readonly from: Date;
  readonly until: Date;
}

export const PAUSE_MS = 24 * 3_600_000;
/** Longer than this is a change of the policy. */
export const LONGEST_PAUSE_MS = 7 * 24 * 3_600_000;
export const SHORTEST_PAUSE_MS = 60_000;

export function isPauseLength(ms: number): boolean {
  return ms >= SHORTEST_PAUSE_MS && ms <= LONGEST_PAUSE_MS;
}
