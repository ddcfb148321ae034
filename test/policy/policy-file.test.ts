// The policy that comes with the product: the file, the built-in one and the schema say the same.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { policySchema } from '../../src/policy/policy-schema.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { OWN_RULES_DIR } from '../../src/rule-set.ts';
import { rules } from '../detect/shipped.ts';

test('the shipped policy is right, and the same as the built-in one', () => {
  const { policy, problems } = loadPolicy(OWN_RULES_DIR, rules, { hasApprovers: false, hasAuthor: false });

  assert.deepEqual(problems, []);
  assert.deepEqual(policy, DEFAULT_POLICY);
});

test('the shipped policy leaves nothing unsaid', () => {
  const text = readFileSync(join(OWN_RULES_DIR, 'policy.yaml'), 'utf8');

  for (const field of [
    'legal_hold_tag',
    'per_hour',
    'per_day',
    'action',
    'confidence',
    'report_only',
    'when',
    'at_most',
    'retain_metrics',
    'note',
    'unredactable',
    'entries',
  ]) {
    assert.match(text, new RegExp(`^ *${field}:`, 'm'), field);
  }
});

test('the schema beside the policy is the present one, and the policy names it for editors', () => {
  assert.equal(readFileSync(join(OWN_RULES_DIR, 'policy.schema.json'), 'utf8'), policySchema());
  assert.match(
    readFileSync(join(OWN_RULES_DIR, 'policy.yaml'), 'utf8'),
    /^# yaml-language-server: \$schema=\.\/policy\.schema\.json\n/,
  );
});
