// Who holds a sweep and a backfill dies, and the database restarts under them: another goes on, and nothing counts twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../support/postgres.ts';
import { newDatabase } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { ADMIN_TOKEN, begun, ended } from './ask-backfill.ts';
import {
  aPlace,
  assertExact,
  assertOnce,
  CONVERSATION,
  COUNT,
  holdReadings,
  plant,
  SEARCH,
  untilAllRedacted,
} from './history-place.ts';
import { killService, type ServiceProcess, stopService } from './service-process.ts';
import { aWorld } from './world.ts';

test('a replica that is killed hands over its sweep and its backfill within a minute', async (context) => {
  const database = await newDatabase('postgres');
  const place = await aPlace(context, '1h', { database });
  const held = holdReadings(place, 20);
  const doomed: { app: ServiceProcess } = { app: await place.start() };
  await until(() => held.strikes() > 0, 'its sweep', 30_000);
  const run = await begun(doomed, { apply: true });
  const survivor = { app: await place.start() };
  await sleep(500);
  const readBefore = place.intercom.calls.length;

  const killedAt = Date.now();
  await killService(doomed.app);
  held.remove();
  await untilAllRedacted(place, place.planted);
  const { counts } = await ended(survivor, run);

  assert.ok(Date.now() - killedAt < 60_000, `${Date.now() - killedAt} ms`);
  assert.equal(counts.conversations, COUNT);
  await until(() => place.intercom.calls.slice(readBefore).some(({ path }) => path === SEARCH), 'a search');
  await until(() => survivor.app.logged().includes('"msg":"swept"'), 'the sweep', 60_000);
  assertOnce(place, place.planted);
  await stopService(survivor.app);
});

test('PostgreSQL restarts in the middle of a backfill and of sweeps: the counts are exact', async (context) => {
  const postgres = await startPostgres();
  const { dataDir } = await newDatabase('pglite');
  const database = { databaseUrl: await postgres.createDatabase(), dataDir };
  const world = await aWorld(context, { database, env: { ADMIN_TOKEN } });
  context.after(() => postgres.stop());
  const planted = plant(world);
  const slow = world.intercom.faults.add({
    kind: 'delay',
    ms: 300,
    match: { method: 'GET', path: CONVERSATION },
  });
  const run = await begun(world, { apply: true });
  await until(() => slow.strikes() >= 24, 'the middle');

  await postgres.down();
  await sleep(500);
  slow.remove();
  await postgres.up();

  assertExact(await ended(world, run));
  await untilAllRedacted(world, planted);
  assertOnce(world, planted);
});
