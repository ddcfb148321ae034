import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lackedBy, versionsFor } from '../../src/intercom/versions.ts';

const ROLLING = ['Unstable', 'Preview'];

const LACKS: readonly [version: string, lacks: readonly string[]][] = [
  ['2.1', ['redact', 'delete', 'retain_metrics', 'deleted_list', 'side_conversations']],
  ['2.2', ['delete', 'retain_metrics', 'deleted_list', 'side_conversations']],
  ['2.12', ['delete', 'retain_metrics', 'deleted_list', 'side_conversations']],
  ['2.13', ['retain_metrics', 'deleted_list', 'side_conversations']],
  ['2.15', ['retain_metrics', 'deleted_list', 'side_conversations']],
  ['2.16', []],
  ['2.17', []],
  ['3.0', []],
  ['Unstable', []],
  ['Preview', []],
];

for (const [version, lacks] of LACKS) {
  test(`${version} lacks ${lacks.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(lackedBy(version), lacks);
  });
}

test('what a version lacks is asked of a rolling one', () => {
  assert.deepEqual(versionsFor('2.15', 'retain_metrics'), ROLLING);
  assert.deepEqual(versionsFor('2.16', 'retain_metrics'), ['2.16']);
  assert.deepEqual(versionsFor('2.1', undefined), ['2.1']);
});
