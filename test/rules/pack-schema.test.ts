import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { OWN_RULES_DIR } from '../../src/rule-set.ts';
import { packSchema } from '../../src/rules/pack-schema.ts';

test('the schema beside the packs is the present one', () => {
  assert.equal(readFileSync(join(OWN_RULES_DIR, 'rule.schema.json'), 'utf8'), packSchema());
});

test('each pack names the schema for editors', () => {
  for (const file of readdirSync(OWN_RULES_DIR).filter(
    (name) => name.endsWith('.yaml') && name !== 'policy.yaml',
  )) {
    const text = readFileSync(join(OWN_RULES_DIR, file), 'utf8');

    assert.ok(text.startsWith('# yaml-language-server: $schema=./rule.schema.json\n'), file);
  }
});
