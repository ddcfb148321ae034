// The rules of a folder, ready to scan with; refused as a whole when one of them is wrong.

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import { rememberClean } from './detect/clean-memory.ts';
import { createScanner, type ScannerOptions } from './detect/scanner.ts';
import { summarise } from './detect/summarise.ts';
import { RedactorError } from './errors.ts';
import type { Match, RuleCount } from './message.ts';
import { loadPolicy } from './policy/load-policy.ts';
import type { Policy } from './policy/policy.ts';
import type { CheckedRules } from './rules/check.ts';
import { describeProblem } from './rules/problem.ts';
import type { Rule } from './rules/rule.ts';
import type { SideScanner } from './side-scanner.ts';

/** What the configuration allows, without which some policies cannot be followed. */
export interface Abilities {
  /** Somebody is set who may approve deletions. */
  readonly mayDelete: boolean;
  /** Somebody is set in whose name notes are written. */
  readonly mayNote: boolean;
}

export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly policy: Policy;
  readonly options: ScannerOptions & Abilities;
  /** Offsets are UTF-16, into the given body. */
  readonly scan: (body: string) => readonly Match[];
  readonly summarise: (matches: readonly Match[]) => readonly RuleCount[];
  /** Another one for other rules, another policy or other options. */
  readonly print: string;
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
  options: ScannerOptions & Abilities,
): Promise<RuleSet> {
  // Those that come with the product are proven by its tests.
  const proof = rulesDir === OWN_RULES_DIR ? 'patterns' : 'examples';
  const checked = await beside.load(rulesDir, proof);
  beside.close();
  const { rules, policy, problems } = withPolicy(rulesDir, checked, options);
  if (problems.length === 0) return createRuleSet(rules, policy, options);
  throw new RedactorError(
    'rules_invalid',
    `The rules in ${rulesDir} are refused:\n${problems.map(describeProblem).join('\n')}`,
  );
}

/** What the configuration allows. */
export function abilitiesOf({
  approvers,
  approverGroup,
  adminToken,
  notices,
  intercom,
}: AllowingConfig): Abilities {
  const hasApprovers = approvers.length > 0 || approverGroup !== undefined;
  return {
    // By a button in Slack, or over the admin API.
    mayDelete: hasApprovers && (notices !== 'log' || adminToken !== undefined),
    mayNote: intercom.adminId !== undefined,
  };
}

type AllowingConfig = Pick<Config, 'approvers' | 'approverGroup' | 'adminToken' | 'notices'> & {
  readonly intercom: Pick<Config['intercom'], 'adminId'>;
};

/** The policy that stands beside the rules, with what is wrong with either; `able` is undefined where it is not known. */
export function withPolicy(
  rulesDir: string,
  { rules, problems }: CheckedRules,
  able: Abilities | undefined,
): CheckedRules & { readonly policy: Policy } {
  const read = loadPolicy(rulesDir, problems.length === 0 ? rules : undefined, {
    hasApprovers: able?.mayDelete,
    hasAuthor: able?.mayNote,
  });
  return { rules, policy: read.policy, problems: [...problems, ...read.problems] };
}

/** Of rules and a policy that are proven. */
export function createRuleSet(
  rules: readonly Rule[],
  policy: Policy,
  options: ScannerOptions & Abilities,
): RuleSet {
  const content = JSON.stringify([rules, policy, options]);
  const print = createHash('sha256').update(content).digest('base64url').slice(0, 16);
  return {
    rules,
    policy,
    options,
    scan: rememberClean(createScanner(rules, options).scan),
    summarise,
    print,
  };
}
