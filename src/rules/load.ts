// The only file here that reads files: a directory of packs → checked rules.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readingFault } from '../folder.ts';
import { whyUnread } from '../why-unread.ts';
import { type CheckedRules, checkRules, type Proof } from './check.ts';
import { inOrder, type RuleProblem } from './problem.ts';
import type { FileText } from './yaml-file.ts';

/** What stands beside the packs and is none. */
const NOT_PACKS: ReadonlySet<string> = new Set(['policy.yaml', 'policy.yml']);

/** Reads every `*.yaml` of a directory but its policy. What cannot be read is a problem, never an exception. */
export function loadRules(directory: string, proof?: Proof): CheckedRules {
  const fault = readingFault(directory);
  const names = fault === undefined ? listPacks(directory) : [];
  if (names.length === 0) {
    const problem = fault === undefined ? 'there are no rule packs in this folder' : `this ${fault}`;
    return { rules: [], problems: [problemOf(directory, problem, DIRECTORY_REMEDY)] };
  }
  const read = names.map((name) => readPackFile(directory, name));
  const checked = checkRules(
    read.filter((source) => 'text' in source),
    proof,
  );
  const unread = read.filter((source) => 'problem' in source);
  return { rules: checked.rules, problems: inOrder([...unread, ...checked.problems]) };
}

const DIRECTORY_REMEDY = 'name a folder that holds packs such as payment.yaml, with RULES_DIR or --rules';

function listPacks(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => /\.ya?ml$/.test(name) && !NOT_PACKS.has(name))
    .sort();
}

function readPackFile(directory: string, file: string): FileText | RuleProblem {
  try {
    const path = join(directory, file);
    // To read a pipe would wait for whoever writes into it.
    if (!statSync(path).isFile() && !statSync(path).isDirectory())
      return problemOf(file, 'it is no file', 'take it away, or rename it');
    return { file, text: readFileSync(path, 'utf8') };
  } catch (error) {
    return problemOf(file, `it ${whyUnread(error) ?? 'cannot be read'}`, 'mend that, or rename it');
  }
}

function problemOf(file: string, problem: string, remedy: string): RuleProblem {
  return { file, line: 0, ruleId: undefined, problem, remedy };
}
