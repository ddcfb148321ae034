// The only file here that reads files: a directory of packs → checked rules.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CheckedRules, checkRules } from './check.ts';

/** What stands beside the packs and is none. */
const NOT_PACKS: ReadonlySet<string> = new Set(['policy.yaml', 'policy.yml']);

/** Reads every `*.yaml` of a directory but its policy. What cannot be read is a problem, never an exception. */
export function loadRules(directory: string): CheckedRules {
  const names = listPacks(directory);
  if (names === undefined || names.length === 0) {
    const problem = names === undefined ? 'this directory cannot be read' : 'there are no rule packs here';
    const remedy = 'set RULES_DIR, or --rules, to a directory that holds packs such as payment.yaml';
    return { rules: [], problems: [{ file: directory, line: 0, ruleId: undefined, problem, remedy }] };
  }
  const sources = names.map((name) => ({ file: name, text: readText(join(directory, name)) }));
  const checked = checkRules(
    sources.flatMap(({ file, text }) => (text === undefined ? [] : [{ file, text }])),
  );
  const unread = sources
    .filter(({ text }) => text === undefined)
    .map(({ file }) => ({
      file,
      line: 0,
      ruleId: undefined,
      problem: 'this file cannot be read',
      remedy: 'check its permissions',
    }));
  return { rules: checked.rules, problems: [...unread, ...checked.problems] };
}

function listPacks(directory: string): readonly string[] | undefined {
  try {
    return readdirSync(directory)
      .filter((name) => /\.ya?ml$/.test(name) && !NOT_PACKS.has(name))
      .sort();
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
