import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { aNewFinding, id } from '../support/builders.ts';
import { openTestStore, testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';

testOnEachStore('a taken finding reaches a worker once, with its job', async (context, config) => {
  const store = await openTestStore(context, config);
  const seen: string[] = [];
  await store.queue.work('act', { workers: 2, batch: 5 }, async ({ findingId }) => {
    const finding = await store.findings.read(findingId);
    seen.push(`${finding?.messageId} ${finding?.state}`);
  });

  await store.findings.take({ findings: [aNewFinding()], inspect: undefined });
  await until(() => seen.length > 0);
  await sleep(100);

  assert.deepEqual(seen, ['31077420019 waiting']);
});

testOnEachStore(
  'the same message taken many times at once, and again later, is one finding',
  async (context, config) => {
    const counts = { added: 0, duplicates: 0 };
    const store = await openTestStore(context, config, {
      onTaken: ({ added, duplicates }) => {
        counts.added += added;
        counts.duplicates += duplicates;
      },
    });
    const one = { findings: [aNewFinding()], inspect: undefined };

    await Promise.all(Array.from({ length: 50 }, () => store.findings.take(one)));
    await store.findings.take(one);

    assert.deepEqual(counts, { added: 1, duplicates: 50 });
    assert.equal(await store.findings.countWaiting(), 1);
  },
);

testOnEachStore('messages differ by workspace, conversation, resource and id', async (context, config) => {
  const store = await openTestStore(context, config);
  const findings = [
    aNewFinding(),
    aNewFinding({ workspaceId: id('another') }),
    aNewFinding({ conversationId: id('2') }),
    aNewFinding({ resource: 'source' }),
    aNewFinding({ messageId: id('4') }),
  ];

  await store.findings.take({ findings, inspect: undefined });

  assert.equal(await store.findings.countWaiting(), 5);
});

testOnEachStore('a reported finding is kept without a job', async (context, config) => {
  const store = await openTestStore(context, config);
  let jobs = 0;
  await store.queue.work('act', { workers: 1, batch: 1 }, async () => {
    jobs += 1;
  });

  await store.findings.take({ findings: [aNewFinding({ state: 'reported' })], inspect: undefined });
  await sleep(300);

  assert.equal(jobs, 0);
  assert.equal(await store.findings.countWaiting(), 0);
});

testOnEachStore('a job whose worker throws comes again', async (context, config) => {
  const store = await openTestStore(context, config, { onError: () => undefined });
  const attempts: boolean[] = [];
  await store.queue.work('act', { workers: 1, batch: 1 }, async (_job, { retried }) => {
    attempts.push(retried);
    if (attempts.length === 1) return Promise.reject(new TypeError('on purpose'));
  });

  await store.findings.take({ findings: [aNewFinding()], inspect: undefined });
  await until(() => attempts.length === 2);

  assert.deepEqual(attempts, [false, true]);
});

testOnEachStore('thousands of findings in one event are taken at once', async (context, config) => {
  const store = await openTestStore(context, config);
  const findings = Array.from({ length: 6_000 }, (_, index) => aNewFinding({ messageId: id(`m${index}`) }));

  await store.findings.take({ findings, inspect: undefined });

  assert.equal(await store.findings.countWaiting(), 6_000);
});
