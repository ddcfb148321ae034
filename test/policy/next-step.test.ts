import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../src/outcome.ts';
import { backoffMs } from '../../src/policy/backoff.ts';
import { nextStep } from '../../src/policy/next-step.ts';

const SEEN_AT = new Date('2026-08-18T09:00:00.000Z');
const after = (ms: number): Date => new Date(SEEN_AT.getTime() + ms);
const MINUTE = 60_000;

const ENDS: readonly [name: string, Outcome, state: string, tell: boolean, proven: boolean][] = [
  ['redacted by the answer', { kind: 'redacted', provenBy: 'answer' }, 'redacted', false, true],
  ['redacted by reading back', { kind: 'redacted', provenBy: 'read_back' }, 'redacted', false, true],
  ['redacted before', { kind: 'already_redacted' }, 'redacted', false, true],
  ['gone', { kind: 'gone' }, 'gone', false, true],
  ['scanned', { kind: 'scanned' }, 'scanned', false, true],
  ['not redactable', { kind: 'not_redactable', reason: 'refused' }, 'unredactable', true, false],
  ['denied', { kind: 'denied', scope: 'write_conversations' }, 'parked', true, false],
  ['rejected', { kind: 'rejected', status: 400, code: 'parameter_not_found' }, 'failed', true, false],
  ["another workspace's", { kind: 'other_workspace' }, 'parked', false, false],
];

for (const [name, outcome, state, tell, proven] of ENDS) {
  test(`an outcome of ${name} ends as ${state}${tell ? ' and is told' : ''}`, () => {
    const step = nextStep(outcome, { now: after(10), seenAt: SEEN_AT, attempts: 1, random: () => 0.5 });

    assert.deepEqual(step, { state, retryAt: undefined, tell, proven });
  });
}

const DOWN: Outcome = { kind: 'unavailable', cause: 'server_error' };

test('an unavailable Intercom is asked again after the backoff, without a card', () => {
  const step = nextStep(DOWN, { now: after(100), seenAt: SEEN_AT, attempts: 1, random: () => 0 });

  assert.deepEqual(step, { state: 'waiting', retryAt: after(600), tell: false, proven: false });
});

test('what may still be under way is waited for, however short the backoff', () => {
  const outcome: Outcome = { kind: 'unavailable', cause: 'timeout', retryAfterMs: 20_000 };

  const step = nextStep(outcome, { now: after(100), seenAt: SEEN_AT, attempts: 1, random: () => 0 });

  assert.deepEqual(step.retryAt, after(20_100));
});

test('a long backoff is cut short, so that people hear after five minutes and not later', () => {
  const step = nextStep(DOWN, { now: after(4 * MINUTE), seenAt: SEEN_AT, attempts: 12, random: () => 1 });

  assert.deepEqual(step.retryAt, after(5 * MINUTE));
  assert.equal(step.tell, false);
});

test('five minutes of trouble are told, and it is tried on', () => {
  const step = nextStep(DOWN, { now: after(5 * MINUTE), seenAt: SEEN_AT, attempts: 9, random: () => 1 });

  assert.equal(step.tell, true);
  assert.deepEqual(step.retryAt, after(5 * MINUTE + 256_000));
});

test('it is given up after 72 hours, and told', () => {
  const step = nextStep(DOWN, {
    now: after(72 * 60 * MINUTE),
    seenAt: SEEN_AT,
    attempts: 900,
    random: () => 0.5,
  });

  assert.deepEqual(step, { state: 'failed', retryAt: undefined, tell: true, proven: false });
});

test('a rate limit is waited for until its window ends', () => {
  const outcome: Outcome = { kind: 'rate_limited', until: after(7_000) };

  const step = nextStep(outcome, { now: after(1_000), seenAt: SEEN_AT, attempts: 1, random: () => 0.5 });

  assert.deepEqual(step.retryAt, after(7_000));
});

test('backoff doubles from a second to five minutes, half of it by chance', () => {
  const least = [1, 2, 3, 8, 9, 10, 50].map((attempts) => backoffMs(attempts, () => 0));
  const most = [1, 2, 3, 8, 9, 10, 50].map((attempts) => backoffMs(attempts, () => 1));

  assert.deepEqual(least, [500, 1_000, 2_000, 64_000, 128_000, 150_000, 150_000]);
  assert.deepEqual(most, [1_000, 2_000, 4_000, 128_000, 256_000, 300_000, 300_000]);
});
