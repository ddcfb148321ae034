import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLimits } from '../../src/intercom/limits.ts';

const NOW = new Date('2026-08-18T09:00:00.000Z');
const unixSeconds = (aheadMs: number): string => String((NOW.getTime() + aheadMs) / 1000);

function answer(remaining: number, resetAheadMs: number): Record<string, string> {
  return { 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-reset': unixSeconds(resetAheadMs) };
}

test('a spent window holds until its reset', () => {
  const limits = createLimits(() => NOW);

  limits.note(answer(0, 7_000), 200);

  assert.deepEqual(limits.heldUntil(), new Date(NOW.getTime() + 7_000));
});

test('a reset that is an hour off comes from a wrong clock: one window is waited', () => {
  const limits = createLimits(() => NOW);

  limits.note(answer(0, 3_605_000), 429);

  assert.deepEqual(limits.heldUntil(), new Date(NOW.getTime() + 10_000));
});

test('an answer that is not spent moves no hold, neither further nor nearer', () => {
  const limits = createLimits(() => NOW);
  limits.note(answer(0, 7_000), 429);

  limits.note(answer(5, 3_605_000), 500);
  limits.note(answer(5, 1_000), 200);
  limits.note(answer(0, 1_000), 429);

  assert.deepEqual(limits.heldUntil(), new Date(NOW.getTime() + 7_000));
});

test('without headers a 429 holds for one window, and 200 holds nothing', () => {
  const limits = createLimits(() => NOW);

  assert.equal(limits.note({}, 200), undefined);
  assert.equal(limits.heldUntil(), undefined);
  assert.deepEqual(limits.note({}, 429), new Date(NOW.getTime() + 10_000));
});

test('a hold ends', () => {
  let now = NOW;
  const limits = createLimits(() => now);
  limits.note(answer(0, 7_000), 429);

  now = new Date(NOW.getTime() + 7_000);

  assert.equal(limits.heldUntil(), undefined);
});
