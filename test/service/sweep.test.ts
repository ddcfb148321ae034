// What no webhook brought is found by the sweep: once, by one replica, and never before a webhook could have come.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sweepCommand } from '../../src/cli/sweep.ts';
import { memoryIo } from '../cli/memory-io.ts';
import { BACKENDS, newDatabase, testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { killService, someSurroundings, stopService } from './service-process.ts';
import { aWorld, CARD, isRedacted, type World, type WorldOptions } from './world.ts';

const MINUTE_MS = 60_000;
const CONVERSATION = /^\/conversations\/\d+/;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE_MS);

async function aSweptWorld(
  context: TestContext,
  { env = {}, ...options }: WorldOptions = {},
): Promise<World> {
  return aWorld(context, { ...options, env: { SWEEP_EVERY: '200ms', ...env } });
}

/** A conversation with as many messages that Intercom told nobody of, said so long ago. */
function missed(
  { intercom }: Pick<World, 'intercom'>,
  minutes: number,
  count = 1,
): { id: string; parts: readonly string[] } {
  const { id } = intercom.seedConversation({
    createdAt: ago(minutes),
    quiet: true,
    source: { body: '<p>Hello</p>' },
  });
  const parts = Array.from(
    { length: count },
    () => intercom.addPart(id, { body: CARD, createdAt: ago(minutes), quiet: true }).id,
  );
  return { id, parts };
}

const readings = ({ intercom }: World): number =>
  intercom.calls.filter(({ method, path }) => method === 'GET' && path.startsWith('/conversations/')).length;
const searches = ({ intercom }: World): number =>
  intercom.calls.filter(({ path }) => path === '/conversations/search').length;

async function metricsOf(world: World): Promise<string> {
  return (await fetch(`${world.app.url}/metrics`)).text();
}

testOnEachStore('what no webhook brought is found, redacted and counted', async (context, database) => {
  const world = await aSweptWorld(context, { database });
  await until(() => searches(world) > 0, 'the first sweep');
  const { id, parts } = missed(world, 5, 3);

  await until(() => parts.every((part) => isRedacted(world, id, part)), 'the redactions', 30_000);

  await until(
    async () => /^redactor_findings_total\{known="new"\} 3$/m.test(await metricsOf(world)),
    'the count',
  );
  // Said before the sweep had ever been: no webhook was expected.
  assert.match(await metricsOf(world), /^redactor_repairs_total 0$/m);
});

test('what a webhook should have brought, and did not, is a repair', async (context) => {
  let aheadMs = 0;
  const world = await aSweptWorld(context, {
    intercom: { deliveryPlan: () => ({ drop: true }), clock: () => Date.now() + aheadMs },
    overrides: { clock: () => new Date(Date.now() + aheadMs) },
  });
  await until(() => searches(world) > 0, 'the first sweep');
  const { id } = world.intercom.seedConversation({ source: { body: '<p>Hello</p>' } });
  await sleep(1_100);
  const part = world.intercom.addPart(id, { body: CARD });

  aheadMs = 2 * MINUTE_MS;

  await until(() => isRedacted(world, id, part.id), 'the redaction', 30_000);
  await until(async () => /^redactor_repairs_total 1$/m.test(await metricsOf(world)), 'the count');
});

test('a sweep can be asked for, and tells what it saw', async (context) => {
  const ADMIN_TOKEN = 'admin-token-for-tests';
  const world = await aWorld(context, { env: { SWEEP_EVERY: '1h', ADMIN_TOKEN } });
  await until(() => searches(world) > 0, 'the first sweep');
  const { id, parts } = missed(world, 5);
  const io = memoryIo('', { ADMIN_TOKEN });

  assert.equal(await sweepCommand(['--url', world.app.url], io), 0);

  assert.match(io.out(), /^Looked through 1 conversations that changed\./);
  await until(() => isRedacted(world, id, parts[0] ?? ''), 'the redaction');
  const status = memoryIo('', { ADMIN_TOKEN });
  assert.equal(await sweepCommand(['--status', '--json', '--url', world.app.url], status), 0);
  const { swept_at: sweptAt, last_week: week } = JSON.parse(status.out());
  assert.ok(Date.parse(sweptAt) > Date.now() - 60_000);
  assert.equal(week.repaired, 0);
});

test('where the sweep is off, that is said', async (context) => {
  const ADMIN_TOKEN = 'admin-token-for-tests';
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  const io = memoryIo('', { ADMIN_TOKEN });

  assert.equal(await sweepCommand(['--url', world.app.url], io), 1);

  assert.match(io.err(), /SWEEP_EVERY is off/);
});

for (const [name, aheadMinutes] of [
  ['ahead', 20],
  ['behind', -20],
] as const)
  test(`with a clock that is twenty minutes ${name} nothing is missed`, async (context) => {
    const clock = () => new Date(Date.now() + aheadMinutes * MINUTE_MS);
    const world = await aSweptWorld(context, { overrides: { clock } });
    await until(() => searches(world) > 0, 'the first sweep');

    const all = [24, 25, 40].map((minutes) => missed(world, minutes));

    await until(() => all.every(({ id, parts: [part = ''] }) => isRedacted(world, id, part)), 'all', 30_000);
  });

test('a message whose webhook may still come is left to it', async (context) => {
  const world = await aSweptWorld(context);
  const { id } = world.intercom.seedConversation({ quiet: true, source: { body: '<p>Hello</p>' } });
  const part = world.intercom.addPart(id, { body: CARD, quiet: true });
  const before = searches(world);
  await until(() => searches(world) > before + 3, 'three sweeps');

  assert.equal(isRedacted(world, id, part.id), false);
});

test('a conversation is read again only when it changed', async (context) => {
  const world = await aSweptWorld(context);
  const all = Array.from({ length: 20 }, () => missed(world, 30));
  await until(
    () => all.every(({ id, parts: [part = ''] }) => isRedacted(world, id, part)),
    'the redactions',
    30_000,
  );
  // A redaction is a change, and young.
  await sleep(500);
  const { id, parts } = missed(world, 20);
  const clean = world.intercom.seedConversation({ createdAt: ago(10), quiet: true });
  await until(() => isRedacted(world, id, parts[0] ?? ''), 'the new one', 30_000);
  await sleep(500);
  const readBefore = world.intercom.calls.filter(({ path }) => path === `/conversations/${clean.id}`).length;
  const before = searches(world);
  await until(() => searches(world) > before + 4, 'more sweeps');

  const readAfter = world.intercom.calls.filter(({ path }) => path === `/conversations/${clean.id}`).length;
  assert.deepEqual([readBefore, readAfter], [1, 1]);
});

test('two replicas sweep one at a time, and read nothing twice', async (context) => {
  const database = await newDatabase('postgres');
  const one = await aSweptWorld(context, { database });
  await until(() => searches(one) > 0, 'the first sweep');
  const other = await aWorld(context, {
    database,
    env: {
      SWEEP_EVERY: '200ms',
      INTERCOM_API_URL: one.intercom.url,
      INTERCOM_ACCESS_TOKEN: one.intercom.accessToken,
    },
  });
  const before = readings(one);
  const clean = Array.from(
    { length: 60 },
    () => one.intercom.seedConversation({ createdAt: ago(5), quiet: true }).id,
  );

  await until(() => readings(one) - before >= clean.length, 'all to be read', 30_000);
  await sleep(1_000);

  assert.equal(readings(one) - before, clean.length);
  assert.ok(other.app.url !== one.app.url);
});

test('after an unclean end the sweep looks back as far as it is told to', async (context) => {
  const database = await newDatabase('postgres');
  const one = await aSweptWorld(context, { database, env: { SWEEP_LOOKBACK: '10m' } });
  const { id, parts } = missed(one, 5);
  await until(() => isRedacted(one, id, parts[0] ?? ''), 'the first one', 30_000);
  // Older than the overlap, as what a store lost would be.
  const old = missed(one, 120);
  await sleep(800);
  assert.equal(isRedacted(one, old.id, old.parts[0] ?? ''), false);

  const env = {
    SWEEP_EVERY: '200ms',
    SWEEP_LOOKBACK: '3h',
    INTERCOM_API_URL: one.intercom.url,
    INTERCOM_ACCESS_TOKEN: one.intercom.accessToken,
  };
  // The first is still there: it has not said that it ended.
  await aWorld(context, { database, env });

  await until(() => isRedacted(one, old.id, old.parts[0] ?? ''), 'what was lost', 30_000);
});

test('refusals, silence and rate limits pass, and what was missed is found afterwards', async (context) => {
  const world = await aSweptWorld(context);
  await until(() => searches(world) > 0, 'the first sweep');
  world.intercom.faults.add({
    kind: 'status',
    status: 503,
    times: 3,
    match: { path: '/conversations/search' },
  });
  world.intercom.faults.add({
    kind: 'status',
    status: 403,
    times: 2,
    match: { path: '/conversations/search' },
  });
  world.intercom.faults.add({ kind: 'reset', times: 2, match: { method: 'GET' } });
  world.intercom.faults.add({ kind: 'status', status: 500, times: 2, match: { method: 'GET' } });
  const all = Array.from({ length: 10 }, (_, index) => missed(world, 3 + index));

  await until(() => all.every(({ id, parts: [part = ''] }) => isRedacted(world, id, part)), 'all', 60_000);
});

for (const backend of BACKENDS)
  test(`a process that is killed in the middle of a sweep leaves nothing out (${backend})`, async (context) => {
    const database = await newDatabase(backend);
    const { intercom, start } = await someSurroundings(context, { database, env: { SWEEP_EVERY: '1s' } });
    const all = Array.from({ length: 40 }, (_, index) => missed({ intercom }, 3 + index));
    const held = intercom.faults.add({
      kind: 'delay',
      ms: 60_000,
      times: 4,
      match: { method: 'GET', path: CONVERSATION },
    });
    const first = await start();
    await until(() => held.strikes() >= 2, 'the sweep to be under way', 30_000);
    await killService(first);
    held.remove();

    const second = await start();

    const left = () => all.filter(({ id, parts: [part = ''] }) => !isRedacted({ intercom }, id, part)).length;
    await until(() => left() === 0, 'all', 90_000);
    await stopService(second);
  });

test('a conversation longer than Intercom shows becomes a card', async (context) => {
  const world = await aSweptWorld(context);
  const { id } = world.intercom.seedConversation({ createdAt: ago(60), quiet: true });
  for (let part = 0; part < 510; part += 1)
    world.intercom.addPart(id, { body: '<p>Hello again</p>', createdAt: ago(50), quiet: true });

  await until(
    () => world.slack.messages.some(({ blocks }) => JSON.stringify(blocks).includes(id)),
    'the card',
    30_000,
  );
});
