import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScanner } from '../../src/detect/scanner.ts';
import { OWN_RULES_DIR } from '../../src/rule-set.ts';
import { loadRules } from '../../src/rules/load.ts';

const { rules } = loadRules(OWN_RULES_DIR, 'form');
const PUBLISHED = [
  'my card is 4111 1111 1111 1111',
  '<p>5555-5555-5555-4444</p>',
  'IBAN gb29 nwbk 6016 1331 9268 19',
  'my SSN is 219-09-9999',
];

test('published test values are findings', () => {
  const scanner = createScanner(rules);

  for (const text of PUBLISHED) assert.equal(scanner.scan(text).length, 1, text);
});

test('the setting lets them pass, and nothing else', () => {
  const scanner = createScanner(rules, { passTestValues: true });

  for (const text of PUBLISHED) assert.deepEqual(scanner.scan(text), [], text);
  assert.equal(scanner.scan('4111 1111 1111 1111 no, 4539 1739 5648 2019').length, 1);
});
