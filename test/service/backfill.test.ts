// A backfill through the whole service: it finds what is planted and nothing else, whatever interrupts it.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BACKENDS, newDatabase, testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { ADMIN_TOKEN, ask, begun, ended, read } from './ask-backfill.ts';
import { killService, someSurroundings, stopService } from './service-process.ts';
import { aWorld, CARD, isRedacted, untilRedacted, type World, type WorldOptions } from './world.ts';

const env = { ADMIN_TOKEN };
const IBAN = '<p>My IBAN is DE89 3704 0044 0532 0130 00</p>';
const CONVERSATION = /^\/conversations\/\d+/;
const DAY_MS = 86_400_000;

type Seeded = Pick<World, 'intercom'>;

/** Old conversations that Intercom told nobody of; every fifth holds a card number, every seventh of a teammate's. */
function plant(
  { intercom }: Seeded,
  count: number,
): readonly { readonly id: string; readonly part: string }[] {
  const planted: { readonly id: string; readonly part: string }[] = [];
  for (let index = 0; index < count; index += 1) {
    const createdAt = new Date(Date.now() - DAY_MS - index * 600_000);
    const { id } = intercom.seedConversation({ createdAt, quiet: true, source: { body: '<p>Hello</p>' } });
    const author = index % 7 === 0 ? 'admin' : 'user';
    const body = index % 5 === 0 ? CARD : '<p>Order 4111 is late</p>';
    const part = intercom.addPart(id, { author, body, createdAt, quiet: true });
    if (index % 5 === 0) planted.push({ id, part: part.id });
  }
  return planted;
}

const aFilledWorld = (context: TestContext, options: WorldOptions = {}) =>
  aWorld(context, { ...options, env: { ...env, ...options.env } });

testOnEachStore(
  'a report finds what is planted and nothing else, and leaves it',
  async (context, database) => {
    const world = await aFilledWorld(context, { database });
    const planted = plant(world, 60);

    const { counts, total } = await ended(world, await begun(world));

    assert.equal(total, 60);
    assert.deepEqual(
      [counts.conversations, counts.messages, counts.findings, counts.taken, counts.unread],
      [60, 120, planted.length, 0, 0],
    );
    assert.deepEqual(counts.byRule, { 'payment_card.number': planted.length });
    assert.deepEqual(counts.byAuthor, { admin: 2, contact: 10 });
    assert.deepEqual(counts.byAction, { redact: 12 });
    assert.ok(planted.every(({ id, part }) => !isRedacted(world, id, part)));
  },
);

test('with apply everything planted is redacted, once, and known afterwards', async (context) => {
  const world = await aFilledWorld(context);
  const planted = plant(world, 60);

  const { counts } = await ended(world, await begun(world, { apply: true }));

  assert.equal(counts.taken, planted.length);
  for (const { id, part } of planted) await untilRedacted(world, id, part, 30_000);
  const again = await ended(world, await begun(world, { apply: true }));
  assert.deepEqual([again.counts.findings, again.counts.taken], [0, 0]);
});

test('a rule, a team and an end restrict what counts', async (context) => {
  const world = await aFilledWorld(context);
  const old = new Date(Date.now() - 40 * DAY_MS);
  const team = world.intercom.seedConversation({ createdAt: old, quiet: true, teamAssigneeId: 77 });
  for (const body of [CARD, IBAN]) world.intercom.addPart(team.id, { body, createdAt: old, quiet: true });
  world.intercom.addPart(team.id, { body: CARD, createdAt: new Date(Date.now() - DAY_MS), quiet: true });
  plant(world, 10);

  const byTeam = await ended(world, await begun(world, { team: '77' }));
  const byRule = await ended(world, await begun(world, { team: '77', rule: 'payment_card.*' }));
  const byEnd = await ended(world, await begun(world, { until: '30d' }));

  assert.deepEqual([byTeam.counts.findings, byTeam.counts.skipped], [3, 10]);
  assert.equal(byRule.counts.findings, 2);
  assert.deepEqual([byEnd.counts.findings, byEnd.counts.conversations], [2, 1]);
});

test('a conversation longer than Intercom shows is said to be cut, and is a card with apply; a ticket is read', async (context) => {
  const world = await aFilledWorld(context);
  const createdAt = new Date(Date.now() - DAY_MS);
  const { id } = world.intercom.seedConversation({ createdAt, quiet: true });
  for (let part = 0; part < 510; part += 1)
    world.intercom.addPart(id, { body: '<p>Hello again</p>', createdAt, quiet: true });
  world.intercom.seedTicket({ createdAt, quiet: true, attributes: { _default_title_: CARD } });

  const { counts } = await ended(world, await begun(world, { apply: true }));

  assert.deepEqual([counts.unseen, counts.findings], [10, 1]);
  const cards = () => world.slack.messages.map(({ blocks }) => JSON.stringify(blocks));
  await until(() => cards().some((card) => card.includes(id)), 'the card', 30_000);
});

test('it is paused, taken up again and cancelled, and a second one is refused meanwhile', async (context) => {
  const world = await aFilledWorld(context);
  const planted = plant(world, 300);
  const slow = world.intercom.faults.add({
    kind: 'delay',
    ms: 60,
    match: { method: 'GET', path: CONVERSATION },
  });
  const run = await begun(world);
  const change = (action: string) => ask(world, 'POST', `/admin/backfills/${run.id}`, { action });
  await until(async () => ((await read(world, run.id)).counts.conversations ?? 0) > 0, 'a beginning');

  assert.equal((await change('pause')).body.backfill.state, 'paused');
  const second = await ask(world, 'POST', '/admin/backfills', { since: '1d' });
  assert.deepEqual([second.status, /has not ended/.test(second.body.problem)], [409, true]);
  await sleep(600);
  const { counts: paused } = await read(world, run.id);
  await sleep(400);
  assert.deepEqual((await read(world, run.id)).counts, paused);
  assert.ok((paused.conversations ?? 0) < 300);
  slow.remove();
  assert.equal((await change('resume')).status, 200);

  const { counts } = await ended(world, run);
  assert.deepEqual([counts.conversations, counts.findings], [300, planted.length]);
  assert.equal((await change('cancel')).status, 409);
  assert.equal((await ask(world, 'GET', '/admin/backfills/none')).status, 404);
});

for (const backend of BACKENDS)
  test(`killed in the middle it goes on, and counts nothing twice (${backend})`, async (context) => {
    const database = await newDatabase(backend);
    const { intercom, start } = await someSurroundings(context, { database, env });
    const planted = plant({ intercom }, 200);
    const first = { app: await start() };
    const slow = intercom.faults.add({
      kind: 'delay',
      ms: 150,
      match: { method: 'GET', path: CONVERSATION },
    });
    const run = await begun(first);
    await until(
      async () => ((await read(first, run.id)).counts.conversations ?? 0) >= 50,
      'a part of it',
      30_000,
    );
    await killService(first.app);
    slow.remove();

    const second = { app: await start() };

    await until(async () => (await read(second, run.id)).state === 'done', 'the end', 90_000);
    const { counts } = await read(second, run.id);
    assert.deepEqual([counts.conversations, counts.findings], [200, planted.length]);
    const readings = intercom.calls.filter(
      ({ method, path }) => method === 'GET' && CONVERSATION.test(path),
    ).length;
    assert.ok(readings <= 200 + 50 + 16 + 16, `${readings} readings`);
    await stopService(second.app);
  });

test('what Intercom refuses ends it with the reason, from where it can be taken up', async (context) => {
  const world = await aFilledWorld(context);
  plant(world, 20);
  const refusal = world.intercom.faults.add({
    kind: 'status',
    status: 403,
    match: { path: '/conversations/search' },
  });

  const run = await ended(world, await begun(world), 'failed');
  assert.equal(run.reason, 'denied');
  refusal.remove();
  await ask(world, 'POST', `/admin/backfills/${run.id}`, { action: 'resume' });

  assert.equal((await ended(world, run)).counts.conversations, 20);
});

test('a wrong request is told what is wrong', async (context) => {
  const world = await aFilledWorld(context);
  for (const [body, problem] of [
    [{}, /since/],
    [{ since: 'ever' }, /length of time such as/],
    [{ since: '1d', rule: 'A B' }, /rule's id, or a glob/],
    [{ since: '1d', team: 'support' }, /id of a team/],
    [{ since: '1d', colour: 'red' }, /not known here/],
  ] as const) {
    const answer = await ask(world, 'POST', '/admin/backfills', body);
    assert.deepEqual([answer.status, problem.test(answer.body.problem)], [400, true], answer.body.problem);
  }
});

test('under a rate limit it meets no 429, and live messages are redacted within a second', async (context) => {
  const world = await aFilledWorld(context, { intercom: { rateLimit: 100 } });
  plant(world, 250);
  const run = await begun(world);
  await until(
    async () => ((await read(world, run.id)).counts.conversations ?? 0) > 20,
    'a beginning',
    30_000,
  );

  const took: number[] = [];
  for (let turn = 0; turn < 8; turn += 1) {
    const { id } = world.intercom.seedConversation({ source: { body: '<p>Hello</p>' }, quiet: true });
    const sentAt = Date.now();
    const { id: part } = world.intercom.addPart(id, { body: CARD });
    await untilRedacted(world, id, part, 10_000);
    took.push(Date.now() - sentAt);
    await sleep(900);
  }
  await ask(world, 'POST', `/admin/backfills/${run.id}`, { action: 'cancel' });

  assert.equal(world.intercom.calls.filter(({ status }) => status === 429).length, 0);
  assert.ok(Math.max(...took) < 5_000, `${took}`);
});
