// The rules of a folder, ready to scan with; refused as a whole when one of them is wrong.

import { fileURLToPath } from 'node:url';
import { rememberClean } from './detect/clean-memory.ts';
import { createScanner, type ScannerOptions } from './detect/scanner.ts';
import { summarise } from './detect/summarise.ts';
import { RedactorError } from './errors.ts';
import type { Match, RuleCount } from './message.ts';
import { describeProblem } from './rules/problem.ts';
import type { Rule } from './rules/rule.ts';
import type { SideScanner } from './side-scanner.ts';

export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly options: ScannerOptions;
  /** Offsets are UTF-16, into the given body. */
  readonly scan: (body: string) => readonly Match[];
  readonly summarise: (matches: readonly Match[]) => readonly RuleCount[];
}

/** The rules that come with the product. */
export const OWN_RULES_DIR = fileURLToPath(new URL('../rules', import.meta.url));

/**
 * Reads and proves the rules of a folder in a process beside, which then ends: what that took of memory goes with it.
 * @throws RedactorError `rules_invalid`, whose message names every problem with its file, line and remedy.
 */
export async function readRuleSet(
  beside: SideScanner,
  rulesDir: string,
  options: ScannerOptions,
): Promise<RuleSet> {
  // Those that come with the product are proven by its tests.
  const proof = rulesDir === OWN_RULES_DIR ? 'patterns' : 'examples';
  const { rules, problems } = await beside.load(rulesDir, proof);
  beside.close();
  if (problems.length === 0) return createRuleSet(rules, options);
  throw new RedactorError(
    'rules_invalid',
    `The rules in ${rulesDir} are refused:\n${problems.map(describeProblem).join('\n')}`,
  );
}

/** Of rules that are proven. */
export function createRuleSet(rules: readonly Rule[], options: ScannerOptions): RuleSet {
  return { rules, options, scan: rememberClean(createScanner(rules, options).scan), summarise };
}
