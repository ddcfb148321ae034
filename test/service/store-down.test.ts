// PostgreSQL goes away while webhooks arrive: what cannot be kept gets a 503, what was kept is acted on afterwards.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPostgres } from '../support/postgres.ts';
import { newDatabase } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { aConversation, aWorld, CARD, untilRedacted } from './world.ts';

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
