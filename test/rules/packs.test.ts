// Every example of the shipped rules, by name, so that a failure says which.

import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { createScanner } from '../../src/detect/scanner.ts';
import { loadRules } from '../../src/rules/load.ts';

const { rules, problems } = loadRules(resolve(import.meta.dirname, '../../rules'));

it('the shipped rules have no problems', () => {
  assert.deepEqual(problems, []);
});

const all = createScanner(rules);

for (const rule of rules) {
  describe(rule.id, () => {
    const alone = createScanner([rule]);
    for (const example of rule.examples) {
      it(`finds ${JSON.stringify(example)}`, () => {
        const [match] = alone.scan(example);

        assert.ok(match);
        assert.ok(match.start >= 0 && match.start < match.end && match.end <= example.length);
        assert.ok(all.scan(example).some(({ kind }) => kind === rule.kind));
      });
    }
    for (const example of rule.counter_examples) {
      it(`does not find ${JSON.stringify(example)}`, () => {
        assert.deepEqual(alone.scan(example), []);
      });
    }
    it('gives its reasons and sources', () => {
      assert.ok(rule.why.length > 20);
      assert.ok(rule.references.length > 0);
    });
  });
}
