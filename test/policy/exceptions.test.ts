import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFingerprinter } from '../../src/fingerprint.ts';
import { withoutExcepted } from '../../src/policy/exceptions.ts';
import { matched } from './a-policy.ts';

const fingerprint = createFingerprinter('key');
const NOW = new Date('2026-08-18T09:00:00Z');
const LATER = new Date('2026-08-18T09:00:01Z');

const one = aMatch('payment_card.number', 'one');
const dashed = aMatch('payment_card.dashed', 'one');
const two = aMatch('payment_card.number', 'two');
const all = [one, dashed, two];

function aMatch(name: string, value: string) {
  const { ruleId, kind } = matched(name);
  return { ruleId, kind, fingerprint: fingerprint(kind, value) };
}

test('an exception takes out the value that it names, and no other', () => {
  const { fingerprint: excepted, kind, ruleId } = one;
  const other = matched('iban.any');

  const TABLE = [
    ['by its kind: of every rule', [{ fingerprint: excepted, covers: kind, until: LATER }], [two]],
    [
      'by its rule: of that rule only',
      [{ fingerprint: excepted, covers: ruleId, until: LATER }],
      [dashed, two],
    ],
    ['another kind', [{ fingerprint: excepted, covers: other.kind, until: LATER }], all],
    ['another rule', [{ fingerprint: excepted, covers: other.ruleId, until: LATER }], all],
    ['ended at this moment', [{ fingerprint: excepted, covers: kind, until: NOW }], all],
    ['none', [], all],
    [
      'both values',
      [
        { fingerprint: excepted, covers: kind, until: LATER },
        { fingerprint: two.fingerprint, covers: ruleId, until: LATER },
      ],
      [],
    ],
  ] as const;
  for (const [what, exceptions, left] of TABLE) {
    assert.deepEqual(withoutExcepted(all, exceptions, NOW), left, what);
  }
});

test('the same value under another key is not excepted', () => {
  const elsewhere = createFingerprinter('another key')(one.kind, 'one');

  const left = withoutExcepted(all, [{ fingerprint: elsewhere, covers: one.kind, until: LATER }], NOW);

  assert.deepEqual(left, all);
});
