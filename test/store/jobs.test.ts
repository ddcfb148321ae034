import assert from 'node:assert/strict';
import { id } from '../support/builders.ts';
import { openTestStore, testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';

testOnEachStore(
  'jobs are counted by how they stand, with the age of the oldest that is due',
  async (context, config) => {
    const store = await openTestStore(context, config, { onError: () => undefined });
    const noticeJobs = async () =>
      (await store.jobs.figures()).find(({ name }) => name === 'notice') ?? assert.fail();
    assert.deepEqual(
      (await store.jobs.figures()).map(({ name, ...counts }) => [name, counts]),
      ['act', 'notice', 'card', 'delete', 'look'].map((name) => [
        name,
        { waiting: 0, later: 0, retried: 0, running: 0, dead: 0, oldestMs: undefined },
      ]),
    );

    await store.notices.look(id('broken'));
    await store.notices.look(id('slow'));
    await store.notices.lookAt(id('planned'), new Date(Date.now() + 3_600_000));
    const { oldestMs, ...before } = await noticeJobs();
    assert.deepEqual(before, { name: 'notice', waiting: 2, later: 1, retried: 0, running: 0, dead: 0 });
    assert.ok(oldestMs !== undefined && oldestMs < 60_000, String(oldestMs));

    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    let tries = 0;
    await store.queue.work('notice', { workers: 2, batch: 1 }, async ({ noticeId }) => {
      if (noticeId === 'slow') return ended;
      tries += 1;
      throw new TypeError('broken');
    });
    await until(async () => {
      const { waiting, retried, running } = await noticeJobs();
      return tries > 0 && waiting === 0 && retried === 1 && running === 1;
    }, 'one that runs and one that comes again');
    assert.equal((await noticeJobs()).later, 1);

    await store.queue.pause('notice');
    end();
    await until(async () => (await noticeJobs()).running === 0, 'its end');
    assert.equal((await noticeJobs()).dead, 0);
  },
);
