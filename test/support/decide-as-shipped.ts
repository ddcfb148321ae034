// What to do with a message in which rules matched, by the policy that comes with the product.

import type { Circumstances } from '../../src/circumstances.ts';
import type { RuleCount } from '../../src/message.ts';
import { type Action, decide as decideBy } from '../../src/policy/policy.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';

const NOT_TOLD: Circumstances = {
  authorType: 'other',
  channel: undefined,
  teamId: undefined,
  tags: undefined,
  isClosed: false,
};

export function decide(rules: readonly RuleCount[], mode: 'enforce' | 'monitor'): Action {
  return decideBy(DEFAULT_POLICY, rules, NOT_TOLD, mode).action;
}
