// The digest of the day and of the week: once over all replicas, of the right time, and not at all when it is too late
// or nothing was.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDigest } from '../src/digest.ts';
import { newDatabase } from './support/stores.ts';
import { anOutbox, HOUR_MS, type OutboxWorld } from './tell/outbox-world.ts';

const texts = ({ slack }: OutboxWorld): readonly string[] => slack.messages.map(({ text }) => text);
const digestOf = ({ store, clock }: OutboxWorld) =>
  createDigest({ digests: store.digests, at: { minutes: 9 * 60 }, timeZone: 'Europe/Berlin', clock });

test('on a Tuesday two replicas post the day once, with its figures', async (context) => {
  const database = await newDatabase('postgres');
  const one = await anOutbox(context, {
    database,
    at: '2026-08-17T12:00:00Z',
    env: { TIME_ZONE: 'Europe/Berlin' },
  });
  await one.fail('1');
  await one.fail('2');
  await one.settled();
  await one.redact('1');
  await one.settled();
  const other = await anOutbox(context, { database, at: '2026-08-18T07:00:10Z', slack: one.slack });
  await one.pass(19 * HOUR_MS + 10_000);

  await Promise.all([digestOf(one)(), digestOf(other)(), digestOf(one)()]);
  await one.settled();

  const digests = texts(one).filter((text) => text.includes('The last day'));
  assert.equal(digests.length, 1);
  assert.match(digests[0] ?? '', /The last day: 1 message redacted, 1 open/);
});

test('on a Monday the week is posted instead, also when nothing was', async (context) => {
  const world = await anOutbox(context, { at: '2026-08-17T07:00:05Z', env: { TIME_ZONE: 'Europe/Berlin' } });

  await digestOf(world)();
  await world.settled();

  assert.match(texts(world)[0] ?? '', /The last week: 0 messages redacted, nothing open/);
});

test('a day on which nothing was, with nothing open, has no digest', async (context) => {
  const world = await anOutbox(context, { at: '2026-08-18T07:00:05Z', env: { TIME_ZONE: 'Europe/Berlin' } });

  await digestOf(world)();
  await world.settled();

  assert.deepEqual(texts(world), []);
});

test('one that was down in the morning posts it within three hours, and not after', async (context) => {
  const late = await anOutbox(context, { at: '2026-08-17T09:59:00Z' });
  const tooLate = await anOutbox(context, { at: '2026-08-17T10:01:00Z' });

  await Promise.all([digestOf(late)(), digestOf(tooLate)()]);
  await late.settled();

  assert.deepEqual([late.slack.messages.length, tooLate.slack.messages.length], [1, 0]);
});

test('a digest waits for the end of the quiet hours', async (context) => {
  const env = { QUIET_HOURS: '22:00-10:00', TIME_ZONE: 'Europe/Berlin' };
  const world = await anOutbox(context, { at: '2026-08-17T07:00:05Z', env });

  await digestOf(world)();
  await world.settled();
  assert.deepEqual(texts(world), []);
  await world.pass(HOUR_MS);

  assert.equal(texts(world).length, 1);
});
