import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDoorHealth } from '../src/door-health.ts';

test('an event that could not be kept is said for half a minute, or until one is kept', () => {
  let nowMs = 0;
  const health = createDoorHealth(() => new Date(nowMs));

  health.told('store_down');
  assert.equal(health.keeps(), false);
  nowMs = 29_999;
  assert.equal(health.keeps(), false);
  nowMs = 30_000;
  assert.equal(health.keeps(), true);
  health.told('store_down');
  health.told('taken');
  assert.equal(health.keeps(), true);
});
