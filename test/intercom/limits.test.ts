import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CallClass, createLimits, type Limits, type Turn } from '../../src/intercom/limits.ts';

const NOW = new Date('2026-08-18T09:00:00.000Z');
const after = (ms: number): Date => new Date(NOW.getTime() + ms);

interface Answer {
  readonly remaining: number;
  readonly limit?: number;
  readonly resetAheadMs?: number;
  /** How far Intercom's clock is ahead of ours. */
  readonly theyAreAheadMs?: number;
}

function answer({ remaining, limit = 1666, resetAheadMs = 7_000, theyAreAheadMs }: Answer) {
  const aheadMs = theyAreAheadMs ?? 0;
  const date = theyAreAheadMs === undefined ? {} : { date: after(aheadMs).toUTCString() };
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String((NOW.getTime() + resetAheadMs + aheadMs) / 1000),
    ...date,
  };
}

/** Starts as many calls as may be made at once, and says why there are no more. */
function fill(limits: Limits, callClass: CallClass): { readonly started: number; readonly next: Turn } {
  for (let started = 0; ; started += 1) {
    const turn = limits.ask(callClass);
    if (turn.kind !== 'go') return { started, next: turn };
    limits.started(callClass);
  }
}

test('a spent window holds until its reset', () => {
  const limits = createLimits(() => NOW);

  limits.note(answer({ remaining: 0 }), 200);

  assert.deepEqual(limits.heldUntil(), after(7_000));
  assert.deepEqual(limits.ask('live'), { kind: 'until', at: after(7_000) });
});

test('where our clock is put back by an hour, what was held by the old time is over', () => {
  let now = after(3_600_000);
  const limits = createLimits(() => now);
  limits.note(
    { ...answer({ remaining: 0 }), 'x-ratelimit-reset': String(after(3_605_000).getTime() / 1000) },
    200,
  );
  assert.equal(limits.ask('backfill').kind, 'until');

  now = NOW;

  assert.deepEqual([limits.ask('live'), limits.ask('backfill')], [{ kind: 'go' }, { kind: 'go' }]);
});

test('a reset that is an hour off comes from a wrong clock: one window is waited', () => {
  const limits = createLimits(() => NOW);

  limits.note(answer({ remaining: 0, resetAheadMs: 3_605_000 }), 429);

  assert.deepEqual(limits.heldUntil(), after(10_000));
});

for (const theyAreAheadMs of [-40_000, -5_000, 5_000, 40_000, 3_600_000]) {
  test(`a clock that is wrong by ${theyAreAheadMs / 1000} s is seen by the answer's date`, () => {
    const limits = createLimits(() => NOW);

    limits.note(answer({ remaining: 0, theyAreAheadMs }), 200);

    assert.deepEqual(limits.heldUntil(), after(7_000));
  });
}

test('an answer that is not spent moves no hold, neither further nor nearer', () => {
  const limits = createLimits(() => NOW);
  limits.note(answer({ remaining: 0 }), 429);

  limits.note(answer({ remaining: 5, resetAheadMs: 3_605_000 }), 500);
  limits.note(answer({ remaining: 5, resetAheadMs: 1_000 }), 200);
  limits.note(answer({ remaining: 0, resetAheadMs: 1_000 }), 429);

  assert.deepEqual(limits.heldUntil(), after(7_000));
});

test('without headers a 429 holds for one window, and 200 holds nothing', () => {
  const limits = createLimits(() => NOW);

  assert.equal(limits.note({}, 200), undefined);
  assert.equal(limits.heldUntil(), undefined);
  assert.equal(fill(limits, 'live').started, 32);
  assert.deepEqual(limits.note({}, 429), after(10_000));
});

test('a hold ends, and a few calls go ahead into the new window until an answer tells of it', () => {
  let now = NOW;
  const limits = createLimits(() => now);
  limits.note(answer({ remaining: 0 }), 429);

  now = after(7_000);

  assert.equal(limits.heldUntil(), undefined);
  assert.deepEqual(fill(limits, 'live'), { started: 4, next: { kind: 'after_answer' } });
  limits.note(answer({ remaining: 1662, resetAheadMs: 17_000 }), 200);
  assert.equal(fill(limits, 'live').started, 28);
});

const UNDER_WAY: readonly [remaining: number, atOnce: number][] = [
  [1666, 32],
  [256, 32],
  [200, 25],
  [80, 10],
  [16, 2],
  [9, 1],
];
for (const [remaining, atOnce] of UNDER_WAY) {
  test(`with ${remaining} calls left, ${atOnce} are under way at once: an eighth`, () => {
    const limits = createLimits(() => NOW);
    limits.note(answer({ remaining }), 200);

    assert.deepEqual(fill(limits, 'live'), { started: atOnce, next: { kind: 'after_answer' } });
  });
}

test('the last calls of a window are left alone, and more of them by backfill', () => {
  const kept: readonly [CallClass, limit: number, remaining: number, turn: Turn['kind']][] = [
    ['live', 1666, 2, 'until'],
    ['live', 1666, 3, 'go'],
    ['live', 20, 1, 'until'],
    ['live', 10, 1, 'go'],
    ['backfill', 1666, 41, 'until'],
    ['backfill', 1666, 42, 'go'],
    ['backfill', 100, 5, 'until'],
    ['backfill', 100, 6, 'go'],
    ['backfill', 10, 1, 'go'],
  ];

  for (const [callClass, limit, remaining, turn] of kept) {
    let now = NOW;
    const limits = createLimits(() => now);
    // In the last half second, when the tenth that backfill leaves has shrunk to nothing.
    limits.note(answer({ limit, remaining, resetAheadMs: 1_000 }), 200);
    now = after(600);
    assert.equal(limits.ask(callClass).kind, turn, `${callClass}: ${remaining} of ${limit}`);
  }
});

test('an answer that was overtaken gives nothing back', () => {
  const limits = createLimits(() => NOW);
  limits.note(answer({ remaining: 16 }), 200);

  limits.note(answer({ remaining: 900 }), 200);
  limits.note(answer({ remaining: 900, resetAheadMs: -3_000 }), 200);

  assert.equal(fill(limits, 'live').started, 2);
});

test('backfill takes half of the connections, and live work the others', () => {
  const limits = createLimits(() => NOW);
  limits.note(answer({ remaining: 1666 }), 200);

  assert.deepEqual(fill(limits, 'backfill'), { started: 16, next: { kind: 'after_answer' } });
  assert.deepEqual(fill(limits, 'live'), { started: 16, next: { kind: 'after_answer' } });
});

test('backfill leaves a tenth of the window to live work, less and less towards its end', () => {
  let now = NOW;
  const limits = createLimits(() => now);
  // A fortieth, 25, is kept to the end, and 101 are free: with the whole window to go, backfill leaves 100.
  limits.note(answer({ limit: 1000, remaining: 126, resetAheadMs: 10_000 }), 200);

  assert.equal(limits.ask('backfill').kind, 'go');
  limits.note(answer({ limit: 1000, remaining: 76, resetAheadMs: 10_000 }), 200);
  assert.deepEqual(limits.ask('backfill'), { kind: 'until', at: after(4_500) });
  assert.equal(limits.ask('live').kind, 'go');

  now = after(4_500);
  assert.equal(limits.ask('backfill').kind, 'go');
});

test('half a second before the end backfill may take what is left', () => {
  let now = NOW;
  const limits = createLimits(() => now);
  limits.note(answer({ limit: 1000, remaining: 26, resetAheadMs: 10_000 }), 200);

  assert.deepEqual(limits.ask('backfill'), { kind: 'until', at: after(9_500) });
  now = after(9_500);
  assert.equal(limits.ask('backfill').kind, 'go');
});
