// A value that somebody vouched for: it counts as no finding until a day. Held as a keyed fingerprint only.

import type { Fingerprint, Id, Kind, RuleId } from './message.ts';

export const EXCEPTION_REASONS = [
  /** The company's own number or address. */
  'own_value',
  /** Published for everybody, as in a manual. */
  'published',
  /** No personal data at all: the rule was wrong. */
  'false_alarm',
] as const;
export type ExceptionReason = (typeof EXCEPTION_REASONS)[number];

export interface Exception {
  readonly id: Id;
  readonly fingerprint: Fingerprint;
  /** One rule, or all rules of one kind. */
  readonly covers: RuleId | Kind;
  /** Who answers for it: an id such as a Slack user's. */
  readonly owner: Id;
  readonly reason: ExceptionReason;
  readonly from: Date;
  readonly until: Date;
}
