// Many conversations in trouble within minutes are one message, over all replicas, and it ends by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newDatabase, testOnEachStore } from '../support/stores.ts';
import { anOutbox, MINUTE_MS, type OutboxWorld } from './outbox-world.ts';

const texts = ({ slack }: OutboxWorld): readonly string[] => slack.messages.map(({ text }) => text);

async function failAll(world: OutboxWorld, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number += 1) await world.fail(`${number}`);
}

testOnEachStore('eight conversations get a card each, the ninth makes a storm', async (context, database) => {
  const world = await anOutbox(context, { database, times: { groupWaitMs: 100 } });

  await failAll(world, 1, 8);
  await world.settled();
  await world.pass(1_000);
  assert.equal(world.slack.messages.length, 8);
  await failAll(world, 9, 12);
  await world.settled();
  await world.pass(MINUTE_MS);

  assert.equal(world.slack.messages.length, 9);
  assert.match(texts(world).at(-1) ?? '', /Redaction failed in 4 conversations/);
});

test('a storm that many replicas see at once is one card, edited at most every 30 s', async (context) => {
  const database = await newDatabase('postgres');
  const one = await anOutbox(context, { database });
  const other = await anOutbox(context, { database, slack: one.slack });

  await Promise.all([failAll(one, 1, 40), failAll(other, 41, 80)]);
  await one.settled();
  await one.pass(31_000);

  const posted = one.slack.messages;
  const storms = posted.filter(({ text }) => /in \d+ conversations/.test(text));
  assert.equal(storms.length, 1);
  assert.ok(posted.length <= 10, `${posted.length} messages`);
  const edits = one.slack.calls.filter(({ method }) => method === 'chat.update');
  assert.ok(edits.length <= 3, `${edits.length} edits`);
});

test('after ten calm minutes a storm ends, and the few that are open get cards of their own', async (context) => {
  const world = await anOutbox(context, { times: { groupWaitMs: 1_000 } });
  await failAll(world, 1, 20);
  await world.settled();
  await world.pass(1_000);
  await world.pass(31_000);
  assert.equal(world.slack.messages.length, 1);
  for (let number = 1; number <= 17; number += 1) await world.redact(`${number}`);

  await world.settled();
  await world.pass(11 * MINUTE_MS);
  await world.settled();

  assert.equal(world.slack.messages.length, 4);
  assert.match(texts(world)[0] ?? '', /Redaction failed in 3 conversations/);
  for (const number of [18, 19, 20]) await world.redact(`${number}`);
  await world.settled();
  await world.pass(6 * MINUTE_MS);
  assert.match(texts(world)[0] ?? '', /All 20 conversations ended well/);
});

test('a storm with many still open when it is calm stays one card, and people are reminded once', async (context) => {
  const world = await anOutbox(context);
  await failAll(world, 1, 30);
  await world.settled();

  await world.pass(11 * MINUTE_MS);
  await world.pass(61 * MINUTE_MS);

  assert.ok(world.slack.messages.length <= 9);
  const storm = world.slack.messages.find(({ text }) => /conversations/.test(text));
  assert.equal(storm?.replies.filter(({ broadcast }) => broadcast).length, 1);
});

test('while Slack is down everything waits, and is one storm when it is back', async (context) => {
  const world = await anOutbox(context);
  world.slack.faults.add({ kind: 'status', status: 503 });
  for (let number = 1; number <= 12; number += 1) {
    await world.fail(`${number}`);
    await world.pass(6 * MINUTE_MS);
  }

  world.slack.faults.clear();
  for (let minutes = 0; minutes < 6; minutes += 2) await world.pass(2 * MINUTE_MS);

  assert.equal(world.slack.messages.length, 1);
  assert.match(texts(world)[0] ?? '', /Redaction failed in 12 conversations/);
});

test('a storm that ended well before Slack took its card makes none, and the next trouble has a card of its own', async (context) => {
  const world = await anOutbox(context);
  world.slack.faults.add({ kind: 'status', status: 503 });
  await failAll(world, 1, 12);
  await world.settled();
  for (let number = 1; number <= 12; number += 1) await world.redact(`${number}`);
  await world.settled();

  world.slack.faults.clear();
  await world.pass(2 * MINUTE_MS);
  await world.pass(12 * MINUTE_MS);
  assert.deepEqual(texts(world), []);

  await world.fail('77');
  await world.settled();
  await world.pass(MINUTE_MS);
  assert.equal(texts(world).length, 1);
  assert.match(texts(world)[0] ?? '', /in conversation 77/);
});

test('what fails days after its storm ended well has a card of its own, and the storm stays as it was', async (context) => {
  const world = await anOutbox(context, { times: { groupWaitMs: 1_000 } });
  await failAll(world, 1, 12);
  await world.settled();
  await world.pass(1_000);
  for (let number = 1; number <= 12; number += 1) await world.redact(`${number}`);
  await world.settled();
  await world.pass(11 * MINUTE_MS);
  await world.pass(6 * MINUTE_MS);

  await world.pass(48 * 60 * MINUTE_MS);
  await world.fail('3', { messageId: '99' });
  await world.settled();
  await world.pass(6 * MINUTE_MS);

  assert.equal(texts(world).length, 2);
  assert.match(texts(world)[0] ?? '', /All 12 conversations ended well/);
  assert.match(texts(world)[1] ?? '', /Redaction failed: .* in conversation 3/);
  assert.ok(world.slack.messages[0]?.replies.every(({ broadcast }) => !broadcast));
});

test('of the few that have cards of their own after a storm only those remind, and they end it', async (context) => {
  const world = await anOutbox(context, { times: { groupWaitMs: 1_000 } });
  await failAll(world, 1, 12);
  await world.settled();
  await world.pass(1_000);
  for (let number = 1; number <= 10; number += 1) await world.redact(`${number}`);
  await world.settled();
  await world.pass(11 * MINUTE_MS);
  await world.wait(65 * MINUTE_MS);

  const reminded = world.slack.messages.map(
    ({ replies }) => replies.filter(({ broadcast }) => broadcast).length,
  );
  assert.deepEqual(reminded, [0, 1, 1]);
  for (const number of [11, 12]) await world.redact(`${number}`);
  await world.settled();
  await world.wait(6 * MINUTE_MS);
  assert.match(texts(world)[0] ?? '', /All 12 conversations ended well/);
});
