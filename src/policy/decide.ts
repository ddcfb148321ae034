// What to do with a message in which rules matched.

import type { RuleCount } from '../message.ts';

export type Decision = 'redact' | 'report' | 'ignore';

/** Contact data, and numbers of machines, are what support lives on: they are recorded, not wiped. */
const MONITORED_KINDS: ReadonlySet<string> = new Set([
  'email',
  'phone',
  'postal_address',
  'ip_address',
  'mac_address',
  'imei',
  'vin',
  'licence_plate',
  'wallet_address',
]);

export function decide(rules: readonly RuleCount[], mode: 'enforce' | 'monitor'): Decision {
  if (rules.length === 0) return 'ignore';
  if (mode === 'monitor') return 'report';
  return rules.some(isEnforced) ? 'redact' : 'report';
}

function isEnforced({ kind, confidence }: RuleCount): boolean {
  return confidence !== 'possible' && !MONITORED_KINDS.has(kind);
}
