// A rule that passes every check, as YAML; tests change one field of it.

import { stringify } from 'yaml';

export function aRule(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'badge.number',
    title: 'Badge',
    why: 'It opens doors.',
    kind: 'badge',
    pattern: 'B\\d{4}',
    boundary: 'word',
    confidence: 'likely',
    examples: ['badge B1234', 'my B0001', 'B9999.'],
    counter_examples: ['B123', 'AB1234', 'B12345'],
    ...changes,
  };
}

export function aPack(...rules: readonly Record<string, unknown>[]): { file: string; text: string } {
  return { file: 'badges.yaml', text: stringify(rules) };
}
