// Tells what the policy says about single rules in a message, by which entry, and why no earlier one counts.

import type { Circumstances } from '../circumstances.ts';
import type { RuleCount, RuleId } from '../message.ts';
import { type Criteria, type Decision, decide, type Policy } from './policy.ts';
import { mismatch, type Ruling, rulingOf } from './ruling.ts';

export interface PolicyExplanation {
  /** Rules about which the same is said. */
  readonly rules: readonly RuleId[];
  readonly confidence: RuleCount['confidence'];
  readonly decision: Decision;
  /** The entry's name; `defaults` where none matches. */
  readonly by: string;
  /** Why it is reported only, although the policy names another action there. */
  readonly weakenedBy: Ruling['weakenedBy'];
  /** Earlier entries, each with the first criterion that does not fit. */
  readonly passedOver: readonly { readonly entry: string; readonly because: keyof Criteria }[];
}

/** One explanation for all rules about which the same is said, in the order of the rules. */
export function explainPolicy(
  policy: Policy,
  rules: readonly Omit<RuleCount, 'count'>[],
  circumstances: Circumstances,
  mode: 'enforce' | 'monitor',
): readonly PolicyExplanation[] {
  const alike = new Map<string, PolicyExplanation>();
  for (const rule of rules) {
    const { ruleId, ...said } = explainOne(policy, rule, circumstances, mode);
    const key = JSON.stringify(said);
    alike.set(key, { ...said, rules: [...(alike.get(key)?.rules ?? []), ruleId] });
  }
  return [...alike.values()];
}

function explainOne(
  policy: Policy,
  rule: Omit<RuleCount, 'count'>,
  circumstances: Circumstances,
  mode: 'enforce' | 'monitor',
): Omit<PolicyExplanation, 'rules'> & Pick<RuleCount, 'ruleId'> {
  const { entry, weakenedBy } = rulingOf(policy, rule, circumstances);
  const earlier =
    entry === undefined ? policy.entries : policy.entries.slice(0, policy.entries.indexOf(entry));
  return {
    ruleId: rule.ruleId,
    confidence: rule.confidence,
    decision: decide(policy, [{ ...rule, count: 1 }], circumstances, mode),
    by: entry?.name ?? 'defaults',
    weakenedBy,
    passedOver: earlier.flatMap(({ name, match }) => {
      const because = mismatch(match, rule, circumstances);
      return because === undefined ? [] : [{ entry: name, because }];
    }),
  };
}
