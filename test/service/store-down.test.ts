// PostgreSQL goes away while webhooks arrive: what cannot be kept gets a 503, what was kept is acted on afterwards.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../support/postgres.ts';
import { newDatabase } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { aConversation, aWorld, CARD, redactCalls, untilRedacted } from './world.ts';

test('a database that goes away and comes back: 503 meanwhile, and nothing that was taken is lost', async (context) => {
  const postgres = await startPostgres();
  const { dataDir } = await newDatabase('pglite');
  const database = { databaseUrl: await postgres.createDatabase(), dataDir };
  const world = await aWorld(context, { database, intercom: { webhookRetryDelayMs: 4_000 } });
  context.after(() => postgres.stop());
  const conversationId = aConversation(world);
  const before = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, before.id);

  world.intercom.faults.add({ kind: 'delay', ms: 500, match: { path: '/conversations/redact' } });
  const during = world.intercom.addPart(conversationId, { body: CARD });
  await world.intercom.idle();
  await postgres.down();
  const refused = world.intercom.addPart(conversationId, { body: CARD });
  const clean = world.intercom.addPart(conversationId, { body: '<p>nothing in here</p>' });
  await until(() => world.intercom.deliveries.some(({ status }) => status === 503), 'a 503');
  const ready = await fetch(`${world.app.url}/readyz`);
  assert.equal(ready.status, 503);
  assert.equal((await fetch(`${world.app.url}/healthz`)).status, 200);
  await postgres.up();

  await until(async () => (await fetch(`${world.app.url}/readyz`)).status === 200, 'the store');
  await world.intercom.idle();
  for (const { id } of [during, refused]) await until(() => redacted(id), 'what was taken', 60_000);
  assert.equal(redacted(clean.id), false);

  function redacted(id: string): boolean {
    return (
      world.intercom.conversation(conversationId)?.parts.find((part) => part.id === id)?.redacted === true
    );
  }
});

test('a database that answers no more: a 503 before Intercom gives up, and all goes on afterwards', async (context) => {
  const postgres = await startPostgres();
  const { dataDir } = await newDatabase('pglite');
  const database = { databaseUrl: await postgres.createDatabase(), dataDir };
  const world = await aWorld(context, { database, intercom: { webhookRetryDelayMs: 6_000 } });
  context.after(() => postgres.stop());
  const conversationId = aConversation(world);
  await world.intercom.idle();

  postgres.freeze();
  const frozenAt = Date.now();
  const parts = [1, 2, 3].map(() => world.intercom.addPart(conversationId, { body: CARD }));
  await until(() => refusals() === 3, 'three 503');
  const refusedMs = Date.now() - frozenAt;
  const metrics = await fetch(`${world.app.url}/metrics`);
  postgres.thaw();

  assert.ok(refusedMs < 5_000, `${refusedMs} ms`);
  assert.equal(metrics.status, 200);
  assert.match(await metrics.text(), /redactor_webhooks_total\{result="store_down"\} 3/);
  for (const { id } of parts) await untilRedacted(world, conversationId, id, 60_000);

  function refusals(): number {
    return world.intercom.deliveries.filter(({ status }) => status === 503).length;
  }
});

test('a token refused while the database is away: the work goes on when both are well', async (context) => {
  const postgres = await startPostgres();
  const { dataDir } = await newDatabase('pglite');
  const database = { databaseUrl: await postgres.createDatabase(), dataDir };
  const world = await aWorld(context, { database, overrides: { checkEveryMs: 300 } });
  context.after(() => postgres.stop());
  const conversationId = aConversation(world);
  world.intercom.faults.add({ kind: 'delay', ms: 1_000, match: { path: '/conversations/redact' }, times: 1 });
  const refusal = world.intercom.faults.add({ kind: 'status', status: 401 });
  const part = world.intercom.addPart(conversationId, { body: CARD });
  await until(() => redactCalls(world) === 1, 'the refused call to be under way');

  await postgres.down();
  await sleep(2_000);
  refusal.remove();
  await postgres.up();

  await untilRedacted(world, conversationId, part.id, 60_000);
});
