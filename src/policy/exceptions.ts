// Values that people have said are no personal data, each until a day. They are known by their fingerprints alone.

import type { Fingerprint, Kind, RuleId } from '../message.ts';

export interface Exception {
  readonly fingerprint: Fingerprint;
  /** One rule, or all rules of one kind. */
  readonly covers: RuleId | Kind;
  /** From then on it counts no more. */
  readonly until: Date;
}

interface Fingerprinted {
  readonly ruleId: RuleId;
  readonly kind: Kind;
  readonly fingerprint: Fingerprint;
}

/** The matches that still count. Linear in both lists. */
export function withoutExcepted<Match extends Fingerprinted>(
  matches: readonly Match[],
  exceptions: readonly Exception[],
  now: Date,
): readonly Match[] {
  const valid = exceptions.filter(({ until }) => now < until);
  if (valid.length === 0) return matches;
  const excepted = new Set(valid.map(({ fingerprint, covers }) => `${fingerprint} ${covers}`));
  return matches.filter(
    ({ fingerprint, kind, ruleId }) =>
      !excepted.has(`${fingerprint} ${kind}`) && !excepted.has(`${fingerprint} ${ruleId}`),
  );
}
