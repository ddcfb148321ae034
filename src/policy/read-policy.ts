// The text of a policy → the policy, and what is wrong with it.

import { formFaults } from '../rules/form-fault.ts';
import { inOrder, type RuleProblem } from '../rules/problem.ts';
import { type FileText, readYaml } from '../rules/yaml-file.ts';
import { type Background, policyFaults } from './check-policy.ts';
import type { Policy } from './policy.ts';
import { PolicyForm } from './policy-form.ts';
import { POLICY_WORDS } from './policy-words.ts';
import { DEFAULT_POLICY, toPolicy } from './to-policy.ts';

export interface CheckedPolicy {
  /** Not to be used while there are problems. */
  readonly policy: Policy;
  readonly problems: readonly RuleProblem[];
}

export function readPolicy(source: FileText, background: Background): CheckedPolicy {
  const yaml = readYaml(source);
  if (yaml.kind === 'unreadable') return { policy: DEFAULT_POLICY, problems: yaml.problems };
  const parsed = PolicyForm.safeParse(yaml.value);
  const policy = parsed.success ? toPolicy(parsed.data) : DEFAULT_POLICY;
  const faults = parsed.success
    ? policyFaults(parsed.data, policy, background)
    : formFaults(POLICY_WORDS, yaml.value, parsed.error.issues);
  const problems = faults.map(({ field, problem, remedy }) => ({
    file: source.file,
    line: yaml.lineOf(field),
    ruleId: undefined,
    problem,
    remedy,
  }));
  return { policy, problems: inOrder([...yaml.problems, ...problems]) };
}
