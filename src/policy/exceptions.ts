// Values that people have said are no personal data, each until a day. They are known by their fingerprints alone.

import type { Exception } from '../exception.ts';
import type { Fingerprint, Kind, RuleId } from '../message.ts';

interface Fingerprinted {
  readonly ruleId: RuleId;
  readonly kind: Kind;
  readonly fingerprint: Fingerprint;
}

/** The matches that still count. Linear in both lists. */
export function withoutExcepted<Match extends Fingerprinted>(
  matches: readonly Match[],
  exceptions: readonly Pick<Exception, 'fingerprint' | 'covers' | 'until'>[],
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
