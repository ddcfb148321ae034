// The life of one card: posted once, edited from then on, its thread told of what changed, the channel when it is back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { createSlackEmulator } from '../../src/emulator/slack.ts';
import type { PressAction } from '../../src/press.ts';
import type { DatabaseConfig } from '../../src/store/database.ts';
import { id } from '../support/builders.ts';
import { newDatabase } from '../support/stores.ts';
import { anOutbox, HOUR_MS, MINUTE_MS, NOT_REDACTABLE, type OutboxWorld } from './outbox-world.ts';

const replies = ({ slack }: OutboxWorld): readonly string[] =>
  slack.messages.flatMap((message) =>
    message.replies.map(
      ({ text, broadcast }) => `${broadcast ? 'ALL ' : ''}${text.replace(/<!date[^>]*>/g, 'THEN')}`,
    ),
  );
const calls = ({ slack }: OutboxWorld, method: string): number =>
  slack.calls.filter((call) => call.method === method).length;

test('what ends within the group wait is never told', async (context) => {
  const world = await anOutbox(context, { times: { groupWaitMs: 2_000 } });

  await world.fail('1');
  await world.redact('1');
  await world.settled();
  await world.pass(3_000);

  assert.deepEqual(world.slack.messages, []);
  assert.equal(calls(world, 'chat.postMessage'), 0);
});

test('a card waits for the group wait, is posted once, and its end is told in its thread, silently', async (context) => {
  const world = await anOutbox(context, { times: { groupWaitMs: 5_000 } });

  await world.fail('1');
  await world.settled();
  assert.equal(world.slack.messages.length, 0);
  await world.pass(5_000);
  assert.equal(world.slack.messages.length, 1);
  await world.redact('1');
  await world.settled();

  assert.match(world.slack.messages[0]?.text ?? '', /Redacted/);
  assert.deepEqual(replies(world), ['Redacted.']);
});

test('what comes back is told to the channel too, and a second look tells nothing twice', async (context) => {
  const world = await anOutbox(context);

  await world.fail('1');
  await world.settled();
  await world.redact('1');
  await world.settled();
  await world.fail('1', { messageId: '2' });
  await world.settled();
  await world.pass(1_000);

  assert.equal(world.slack.messages.length, 1);
  assert.deepEqual(replies(world), [
    'Redacted.',
    'ALL It is back. Redaction failed: personal data is still visible.',
  ]);
});

test('people are reminded after 1 h, 4 h and daily, five times at most', async (context) => {
  const world = await anOutbox(context);
  await world.fail('1');
  await world.settled();

  for (const hours of [0.9, 0.2, 2.8, 0.2, 20, 24, 24, 24, 24]) await world.pass(hours * HOUR_MS);

  const reminder = 'ALL Reminder: personal data is still visible, since THEN.';
  assert.deepEqual(replies(world), Array(5).fill(reminder));
});

test('quiet hours keep back what needs a person, and let through what failed', async (context) => {
  const world = await anOutbox(context, {
    at: '2026-08-18T23:00:00Z',
    env: { QUIET_HOURS: '22:00-07:00' },
  });

  await world.fail('1', { state: 'unredactable', outcome: NOT_REDACTABLE });
  await world.fail('2');
  await world.settled();
  assert.equal(world.slack.messages.length, 1);
  await world.pass(8 * HOUR_MS + MINUTE_MS);

  assert.equal(world.slack.messages.length, 2);
  assert.match(world.slack.messages[1]?.text ?? '', /A person must remove this/);
});

test('an approval is asked for at once, also in a storm and before the group wait is over', async (context) => {
  const world = await anOutbox(context, { times: { groupWaitMs: 60_000 } });
  for (let number = 1; number <= 12; number += 1) await world.fail(`${number}`);

  await world.store.approvals.ask({
    workspaceId: id('qz7k2m9x'),
    conversationId: id('5'),
    retainMetrics: true,
    askedBy: id('policy'),
  });
  await world.settled();
  assert.match(world.slack.messages[0]?.text ?? '', /It waits for an approval.*conversation 5/);
  await world.pass(MINUTE_MS);

  assert.equal(world.slack.messages.length, 2);
});

test('a deletion that was decided and failed before its folded card was looked at has a card of its own', async (context) => {
  const world = await anOutbox(context);
  const { approvals, queue } = world.store;
  for (let number = 1; number <= 12; number += 1) await world.fail(`${number}`);
  await world.settled();

  await queue.pause('notice');
  const { id: approvalId } = await approvals.ask({
    workspaceId: id('qz7k2m9x'),
    conversationId: id('5'),
    retainMetrics: true,
    askedBy: id('policy'),
  });
  await approvals.decide(approvalId, 'approve', id('U024BE7LH'), true);
  const approval = (await approvals.read(approvalId)) ?? assert.fail();
  await approvals.settle({
    approval,
    state: 'failed',
    outcome: { kind: 'rejected', status: 400, code: 'unknown' },
  });
  await queue.work('notice', { workers: 1, batch: 20 }, world.outbox.tell.look);
  await world.settled();

  const own = world.slack.messages.filter(({ text }) => /Deletion failed: .* conversation 5$/.test(text));
  assert.equal(own.length, 1);
});

test('when the channel was changed and the old one is closed, a reminder posts the card afresh and holds up no other', async (context) => {
  const database = await newDatabase('postgres');
  const before = await anOutbox(context, { database });
  await before.fail('1');
  await before.settled();
  assert.equal(before.slack.messages.length, 1);
  await before.store.queue.stop(1_000);
  const slack = await createSlackEmulator({ channels: [{ id: 'C0NEW', name: 'new' }] });
  context.after(() => slack.close());

  const world = await anOutbox(context, {
    database,
    slack,
    at: '2026-08-18T13:05:00Z',
    env: { SLACK_CHANNEL: 'C0NEW' },
    times: { slackRetryMs: MINUTE_MS },
  });
  await world.wait(MINUTE_MS);
  await world.fail('2');
  await world.settled();

  assert.match(slack.messages[0]?.text ?? '', /in conversation 1$/);
  assert.match(slack.messages[1]?.text ?? '', /in conversation 2$/);
});

test('each press is told in the thread once, with who it was, and needs no second line', async (context) => {
  const database = await newDatabase('postgres');
  const world = await anOutbox(context, { database });
  await world.fail('1');
  await world.settled();

  await press(database, 'snooze', 0);
  await world.pass(1_000);
  await press(database, 'keep', 1);
  await world.pass(1_000);
  await world.pass(1_000);

  assert.deepEqual(replies(world), [
    '<@U024BE7LH> wants no reminder for four hours (THEN).',
    '<@U024BE7LH> refused the deletion: the conversation is kept (THEN).',
  ]);
});

/** As it is kept: the press, and the card's new revision. */
async function press({ databaseUrl }: DatabaseConfig, action: PressAction, turn: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `insert into redactor.press (notice_id, turn, action, by, at) select id, $1, $2, 'U024BE7LH', now() from redactor.notice`,
    [turn, action],
  );
  await client.query('update redactor.notice set revision = revision + 1');
  await client.end();
}
