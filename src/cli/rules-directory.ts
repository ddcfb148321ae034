// Where commands find their rules, and what they say when these are wrong.

import { RedactorError } from '../errors.ts';
import { createRuleSet, OWN_RULES_DIR, type RuleSet, withPolicy } from '../rule-set.ts';
import { loadRules } from '../rules/load.ts';
import { describeProblem } from '../rules/problem.ts';
import type { Rule } from '../rules/rule.ts';
import type { Io } from './io.ts';

/** The directory that was asked for, else RULES_DIR, else the rules that come with the program. */
export function rulesDirectory(asked: string | undefined, io: Io): string {
  return asked ?? (io.env.RULES_DIR || OWN_RULES_DIR);
}

/** The rules, or undefined after saying on stderr what is wrong with them. */
export function readRules(directory: string, io: Io): readonly Rule[] | undefined {
  const { rules, problems } = loadRules(directory, directory === OWN_RULES_DIR ? 'form' : 'patterns');
  if (problems.length === 0) return rules;
  io.stderr.write(`${problems.map(describeProblem).join('\n')}\n`);
  return undefined;
}

/**
 * Rules and their policy, ready to scan with; what the service's configuration allows is not asked.
 * @throws RedactorError `rules_invalid`, whose message names every problem.
 */
export function readSet(directory: string, passTestValues: boolean): RuleSet {
  const checked = loadRules(directory, directory === OWN_RULES_DIR ? 'form' : 'patterns');
  const { rules, policy, problems } = withPolicy(directory, checked, undefined);
  if (problems.length === 0)
    return createRuleSet(rules, policy, { mayDelete: true, mayNote: true, passTestValues });
  throw new RedactorError(
    'rules_invalid',
    `The rules in ${directory} are refused:\n${problems.map(describeProblem).join('\n')}`,
  );
}
