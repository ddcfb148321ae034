// The only file here that reads files: a folder of rules → its policy.

import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { whyUnread } from '../why-unread.ts';
import type { Background } from './check-policy.ts';
import { type CheckedPolicy, readPolicy } from './read-policy.ts';
import { DEFAULT_POLICY } from './to-policy.ts';

const NAMES = ['policy.yaml', 'policy.yml'] as const;

/**
 * The policy beside the packs, or the built-in one where there is none. `rules` are those of the same folder, undefined
 * while some are faulty. What cannot be read is a problem, never an exception.
 */
export function loadPolicy(
  directory: string,
  rules: Background['rules'],
  able?: Omit<Background, 'rules'>,
): CheckedPolicy {
  const [file, second] = NAMES.filter((name) => isThere(join(directory, name)));
  if (file === undefined) return { policy: DEFAULT_POLICY, problems: [] };
  if (second !== undefined) {
    return refused(second, `there is a ${file} too`, 'keep one of the two');
  }
  try {
    const path = join(directory, file);
    // To read a pipe would wait for whoever writes into it.
    if (!statSync(path).isFile() && !statSync(path).isDirectory())
      return refused(file, 'it is no file', 'take it away, or rename it');
    const text = readFileSync(path, 'utf8');
    return readPolicy(
      { file, text },
      { rules, hasApprovers: able?.hasApprovers, hasAuthor: able?.hasAuthor },
    );
  } catch (error) {
    const why = whyUnread(error);
    if (why === undefined) throw error;
    return refused(file, `it ${why}`, 'mend that, or rename it');
  }
}

/** A link that leads nowhere is there, so that a broken mount is no silent change of policy. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // The folder cannot be read: the rules say so.
    return false;
  }
}

function refused(file: string, problem: string, remedy: string): CheckedPolicy {
  return { policy: DEFAULT_POLICY, problems: [{ file, line: 0, ruleId: undefined, problem, remedy }] };
}
