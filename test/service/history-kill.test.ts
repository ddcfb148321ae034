// kill -9 in each phase of a sweep and of a backfill that acts: all that is planted is found, once, and what a backfill
// tells of itself is exact.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.ts';
import { ask, begun, ended, read } from './ask-backfill.ts';
import {
  aPlace,
  assertExact,
  assertOnce,
  COUNT,
  holdReadings,
  type Planted,
  SEARCH,
  type Seeded,
  untilAllRedacted,
} from './history-place.ts';
import { killService, stopService } from './service-process.ts';
import { isRedacted } from './world.ts';

const MOMENTS = {
  'while it searches': ({ intercom }: Seeded) =>
    intercom.faults.add({ kind: 'hang', match: { path: SEARCH } }),
  'while it reads the first': (place: Seeded) => holdReadings(place, 0),
  'with findings taken and no position kept': (place: Seeded) => holdReadings(place, COUNT - 1),
};

describe('kill -9', { concurrency: 2 }, () => {
  for (const [name, hold] of Object.entries(MOMENTS)) {
    test(`of a backfill, ${name}: the counts are exact`, async (context) => {
      const place = await aPlace(context, 'off');
      const first = { app: await place.start() };
      const held = hold(place);
      const run = await begun(first, { apply: true });
      await until(() => held.strikes() > 0, 'the moment', 30_000);
      if (name.startsWith('with')) await untilAllBut(place, 1);
      await killService(first.app);
      held.remove();

      const next = { app: await place.start() };

      assertExact(await ended(next, run));
      await untilAllRedacted(place, place.planted);
      assertOnce(place, place.planted);
      await stopService(next.app);
    });

    test(`of a sweep, ${name}: all is found, once`, async (context) => {
      const place = await aPlace(context, '1s');
      const held = hold(place);
      const first = await place.start();
      await until(() => held.strikes() > 0, 'the moment', 30_000);
      if (name.startsWith('with')) await untilAllBut(place, 1);
      await killService(first);
      held.remove();

      const next = await place.start();

      await untilAllRedacted(place, place.planted);
      assertOnce(place, place.planted);
      await stopService(next);
    });
  }

  async function untilAllBut(place: Seeded & { readonly planted: readonly Planted[] }, count: number) {
    const left = () => place.planted.filter(({ id, part }) => !isRedacted(place, id, part)).length;
    await until(() => left() === count, 'what was taken', 30_000);
  }

  test('of a backfill that is paused: it stays so until it is taken up', async (context) => {
    const place = await aPlace(context, 'off');
    const first = { app: await place.start() };
    const held = holdReadings(place, 10);
    const run = await begun(first, { apply: true });
    await until(() => held.strikes() > 0, 'a beginning');
    await ask(first, 'POST', `/admin/backfills/${run.id}`, { action: 'pause' });
    await killService(first.app);
    held.remove();

    const next = { app: await place.start() };
    const before = await read(next, run.id);
    await sleep(1_000);
    assert.deepEqual([before.state, await read(next, run.id)], ['paused', before]);
    await ask(next, 'POST', `/admin/backfills/${run.id}`, { action: 'resume' });

    assertExact(await ended(next, run));
    await untilAllRedacted(place, place.planted);
    assertOnce(place, place.planted);
    await stopService(next.app);
  });
});
