// Policies, circumstances and rules with defaults, so that a test says only what it is about.

import { stringify } from 'yaml';
import type { Circumstances } from '../../src/circumstances.ts';
import { isKind, isRuleId, type RuleCount } from '../../src/message.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { type CheckedPolicy, readPolicy } from '../../src/policy/read-policy.ts';

/** Two kinds of bank data, two of contact data. */
export const RULES = [aRule('payment_card.number'), aRule('payment_card.dashed'), aRule('iban.any')].concat(
  aRule('email.address'),
  aRule('phone.any'),
);

function aRule(ruleId: string): Pick<RuleCount, 'kind'> & { readonly id: RuleCount['ruleId'] } {
  const kind = ruleId.split('.')[0] ?? '';
  if (!isRuleId(ruleId) || !isKind(kind)) throw new TypeError('not a rule');
  return { id: ruleId, kind };
}

export function matched(ruleId: string, confidence: RuleCount['confidence'] = 'certain'): RuleCount {
  const { id, kind } = aRule(ruleId);
  return { ruleId: id, kind, confidence, count: 1 };
}

export function around(overrides: Partial<Circumstances> = {}): Circumstances {
  return {
    authorType: 'contact',
    channel: 'conversation',
    teamId: null,
    tags: [],
    isClosed: false,
    ...overrides,
  };
}

const NO_CONTACT_DATA = { report_only: ['email', 'phone'] };

export function readForm(form: object, hasApprovers?: boolean): CheckedPolicy {
  const text = stringify({ defaults: NO_CONTACT_DATA, ...form });
  return readPolicy({ file: 'policy.yaml', text }, { rules: RULES, hasApprovers });
}

/** A policy that passes every check. */
export function aPolicy(entries: readonly object[] = [], form: object = {}): Policy {
  const { policy, problems } = readForm({ entries, ...form });
  if (problems.length > 0) throw new TypeError(problems.map(({ problem }) => problem).join('; '));
  return policy;
}
