import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toMs, writeDuration } from '../src/duration.ts';

test('durations are read in each unit', () => {
  const TABLE: readonly [text: string, ms: number | undefined][] = [
    ['500ms', 500],
    ['2s', 2_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['90d', 7_776_000_000],
    ['0s', undefined],
    ['05m', undefined],
    ['5', undefined],
    ['5 m', undefined],
    ['-5m', undefined],
    ['1.5h', undefined],
    ['5M', undefined],
    ['1w', undefined],
    ['5m\n', undefined],
    ['', undefined],
  ];
  for (const [text, ms] of TABLE) assert.equal(toMs(text), ms, JSON.stringify(text));
});

test('durations are written in the largest unit that leaves no rest', () => {
  for (const text of ['500ms', '2s', '90s', '5m', '90m', '1h', '36h', '3d', '90d']) {
    assert.equal(writeDuration(toMs(text) ?? 0), text);
  }
  assert.equal(writeDuration(86_400_000), '1d');
});
