import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../../src/outcome.ts';
import type { Settlement } from '../../src/store/finding-rows.ts';
import type { Store } from '../../src/store/store.ts';
import { aNewFinding, id, SEEN_AT } from '../support/builders.ts';
import { openTestStore, testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';

const ACTED_AT = new Date('2026-08-18T09:12:31.020Z');
const PROVEN_AT = new Date('2026-08-18T09:12:31.350Z');
const UNTOLD = { told: undefined, shown: undefined, remindAt: undefined, reminders: 0 };

testOnEachStore(
  'a redacted finding keeps its times and outcome and opens no card',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const finding = await takeOne(store);
    const cards = await collectCards(store);

    await store.findings.settle(redacted(finding));
    await sleep(200);

    const after = await store.findings.read(finding.id);
    assert.deepEqual(
      { state: after?.state, outcome: after?.outcome, attempts: after?.attempts },
      { state: 'redacted', outcome: { kind: 'redacted', provenBy: 'answer' }, attempts: 1 },
    );
    assert.deepEqual([after?.seenAt, after?.actedAt, after?.provenAt], [SEEN_AT, ACTED_AT, PROVEN_AT]);
    assert.deepEqual(cards, []);
  },
);

testOnEachStore('two parts of a conversation that need telling share one card', async (context, config) => {
  const store = await openTestStore(context, config);
  const first = await takeOne(store);
  const second = await takeOne(store, { messageId: id('2') });
  const cards = await collectCards(store);

  await store.findings.settle(unredactable(first));
  await until(() => cards.length === 1, 'the first card');
  await store.findings.settle(unredactable(second));
  await until(() => cards.length === 2, 'the card again');

  assert.equal(cards[0], cards[1]);
  const told = await store.findings.told(first.workspaceId, first.conversationId);
  assert.equal(told.length, 2);
});

testOnEachStore(
  'a later success in a conversation with a card sends the card again, without joining it',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const first = await takeOne(store);
    const second = await takeOne(store, { messageId: id('2') });
    const cards = await collectCards(store);

    await store.findings.settle(unredactable(first));
    await until(() => cards.length === 1, 'the card');
    await store.findings.settle(redacted(second));
    await until(() => cards.length === 2, 'the card again');

    const told = await store.findings.told(first.workspaceId, first.conversationId);
    assert.deepEqual(
      told.map(({ messageId }) => messageId),
      [first.messageId],
    );
  },
);

testOnEachStore(
  'a finding to be tried again gets its job at that time and keeps its first acting time',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const jobs: number[] = [];
    let retryAt: Date | undefined;
    await store.queue.work('act', { workers: 1, batch: 1 }, async ({ findingId }) => {
      jobs.push(Date.now());
      const finding = await store.findings.read(findingId);
      if (!finding || retryAt) return;
      retryAt = new Date(Date.now() + 1_500);
      const outcome = { kind: 'unavailable', cause: 'timeout' } as const;
      await store.findings.settle({
        ...redacted(finding),
        state: 'waiting',
        outcome,
        provenAt: undefined,
        retryAt,
      });
    });

    const finding = await takeOne(store);
    await until(() => jobs.length === 2, 'both jobs');

    assert.ok(retryAt && (jobs[1] ?? 0) >= retryAt.getTime(), 'not before its time');
    assert.deepEqual((await store.findings.read(finding.id))?.actedAt, ACTED_AT);
  },
);

testOnEachStore(
  'a scanned conversation leaves nothing behind, unless it was asked for again meanwhile',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const ask = { workspaceId: id('w'), conversationId: id('c'), origin: 'webhook' as const };
    const scanned = {
      state: 'scanned',
      outcome: { kind: 'scanned' },
      attempts: 1,
      actedAt: ACTED_AT,
      provenAt: PROVEN_AT,
      retryAt: undefined,
      tell: false,
    } as const;
    const jobs: Finding[] = [];
    await store.queue.work('act', { workers: 1, batch: 1 }, async ({ findingId }) => {
      const finding = await store.findings.read(findingId);
      if (finding) jobs.push(finding);
    });

    await store.findings.take({ findings: [], inspect: { ...ask, seenAt: SEEN_AT } });
    await until(() => jobs.length === 1, 'the inspection');
    const [first] = jobs;
    assert.ok(first);
    await store.findings.take({ findings: [], inspect: { ...ask, seenAt: new Date(SEEN_AT.getTime() + 1) } });
    await store.findings.settle({ finding: first, ...scanned });
    await until(() => jobs.length === 2, 'the second inspection');
    const [, second] = jobs;
    assert.ok(second);
    await store.findings.settle({ finding: second, ...scanned });

    assert.equal(await store.findings.read(first.id), undefined);
  },
);

testOnEachStore(
  'at a start every waiting and every parked finding has a job again',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const finding = await takeOne(store);
    await store.findings.settle({
      ...unredactable(finding),
      state: 'parked',
      outcome: { kind: 'denied', scope: 'write_conversations' },
    });
    const jobs: string[] = [];
    await store.queue.work('act', { workers: 1, batch: 1 }, async ({ findingId }) => {
      jobs.push(findingId);
    });
    await until(() => jobs.length === 1, 'the first job');

    await store.findings.requeue();
    await until(() => jobs.length === 2, 'the job again');

    assert.equal((await store.findings.read(finding.id))?.state, 'waiting');
  },
);

testOnEachStore(
  "a service's trouble opens one card while it lasts, and a new one when it comes back",
  async (context, config) => {
    const store = await openTestStore(context, config);
    const cards = await collectCards(store);

    await store.notices.open('intercom_unauthorised');
    await store.notices.open('intercom_unauthorised');
    await until(() => cards.length === 1, 'the card');
    const [noticeId] = cards;
    assert.ok(noticeId);
    await store.notices.sent(noticeId, { revision: 1, place: { channel: 'C1', ts: '1.1' }, ...UNTOLD });
    await store.notices.close('intercom_unauthorised');
    await until(() => cards.length === 2, 'the end');
    assert.notEqual((await store.notices.read(noticeId))?.closedAt, undefined);
    await store.notices.open('intercom_unauthorised');
    await until(() => cards.length === 3, 'the new card');

    assert.deepEqual((await store.notices.read(noticeId))?.place, undefined);
  },
);

async function takeOne(store: Store, overrides: Parameters<typeof aNewFinding>[0] = {}): Promise<Finding> {
  const wanted = aNewFinding(overrides);
  await store.findings.take({ findings: [wanted], inspect: undefined });
  const finding = await store.findings.find(wanted);
  assert.ok(finding);
  return finding;
}

function redacted(finding: Finding): Settlement {
  return {
    finding,
    state: 'redacted',
    outcome: { kind: 'redacted', provenBy: 'answer' },
    attempts: 1,
    actedAt: ACTED_AT,
    provenAt: PROVEN_AT,
    retryAt: undefined,
    tell: false,
  };
}

function unredactable(finding: Finding): Settlement {
  const outcome = { kind: 'not_redactable', reason: 'refused' } as const;
  return { ...redacted(finding), state: 'unredactable', outcome, provenAt: undefined, tell: true };
}

async function collectCards(store: Store): Promise<Finding['id'][]> {
  const cards: Finding['id'][] = [];
  await store.queue.work('notice', { workers: 1, batch: 1 }, async ({ noticeId }) => {
    cards.push(noticeId);
  });
  return cards;
}
