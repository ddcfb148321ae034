// The worked examples of rules/README.md are policies that pass every check.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { OWN_RULES_DIR } from '../../src/rule-set.ts';
import { rules } from '../detect/shipped.ts';

const readme = readFileSync(join(OWN_RULES_DIR, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```yaml\n(entries:\n[^`]*)```/g)].map(([, text = '']) => text);

it('each example of a policy in the README is right', () => {
  assert.equal(blocks.length, 2);
  for (const text of blocks) {
    const { problems } = readPolicy({ file: 'policy.yaml', text }, { rules, hasApprovers: true });

    assert.deepEqual(problems, []);
  }
});
