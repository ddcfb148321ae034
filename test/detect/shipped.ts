// The rules that come with the program, and a scanner with all of them.

import { resolve } from 'node:path';
import { createScanner } from '../../src/detect/scanner.ts';
import { summarise } from '../../src/detect/summarise.ts';
import type { RuleCount } from '../../src/message.ts';
import { loadRules } from '../../src/rules/load.ts';
import { decide } from '../support/decide-as-shipped.ts';

export const { rules } = loadRules(resolve(import.meta.dirname, '../../rules'), 'form');

export const scanner = createScanner(rules);

/** Ids of the rules by which a body would be redacted, each once. */
export function found(body: string): readonly string[] {
  return [...new Set(enforced(body).map(({ ruleId }) => ruleId))];
}

/** Kinds by which a body would be redacted, each once. */
export function kinds(body: string): readonly string[] {
  return [...new Set(enforced(body).map(({ kind }) => kind))];
}

function enforced(body: string): readonly RuleCount[] {
  return summarise(scanner.scan(body)).filter((rule) => decide([rule], 'enforce') === 'redact');
}
