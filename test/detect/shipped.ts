// The rules that come with the program, and a scanner with all of them.

import { resolve } from 'node:path';
import { createScanner } from '../../src/detect/scanner.ts';
import { loadRules } from '../../src/rules/load.ts';

export const { rules } = loadRules(resolve(import.meta.dirname, '../../rules'));

export const scanner = createScanner(rules);

/** Kinds that support lives on, or that name a machine: the default policy only watches them. */
const WATCHED: ReadonlySet<string> = new Set([
  'email',
  'phone',
  'postal_address',
  'ip_address',
  'mac_address',
  'imei',
  'vin',
  'licence_plate',
]);

/** Rule ids found in a body, contact data aside, each once. */
export function found(body: string): readonly string[] {
  const enforced = scanner.scan(body).filter(({ kind }) => !WATCHED.has(kind));
  return [...new Set(enforced.map(({ ruleId }) => ruleId))];
}

/** Kinds found in a body, contact data aside, each once. */
export function kinds(body: string): readonly string[] {
  return [...new Set(scanner.scan(body).flatMap(({ kind }) => (WATCHED.has(kind) ? [] : [kind])))];
}
