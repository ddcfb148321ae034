// Where the rules are, and how they are taken.

import { oneOf, text } from './config-values.ts';
import type { EnvironmentReader } from './environment.ts';
import { readingFault } from './folder.ts';

export function readRulesDir(read: EnvironmentReader): string | undefined {
  const what = 'a folder with rule packs, YAML files such as payment.yaml';
  const rulesDir = read.optional('RULES_DIR', text, what);
  const fault = rulesDir === undefined ? undefined : readingFault(rulesDir);
  if (fault)
    read.refuse(
      'RULES_DIR',
      `${rulesDir} ${fault}. Name another one, or leave RULES_DIR out to use the rules that come with the program`,
      what,
    );
  return rulesDir;
}

export function readPassTestValues(read: EnvironmentReader): boolean {
  const what = 'whether the well-known card numbers of manuals are findings';
  return read.withDefault('TEST_VALUES', oneOf(['find', 'pass']), what, 'find') === 'pass';
}

export function readMode(read: EnvironmentReader): 'enforce' | 'monitor' {
  const what = 'enforce redacts, monitor only records';
  return read.withDefault('MODE', oneOf(['enforce', 'monitor']), what, 'enforce');
}
