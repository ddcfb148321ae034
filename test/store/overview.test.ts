import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFingerprinter } from '../../src/fingerprint.ts';
import type { Outcome } from '../../src/outcome.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { NewFinding } from '../../src/store/finding-rows.ts';
import type { Store } from '../../src/store/store.ts';
import { aNewFinding, aRuleCount, id, SEEN_AT } from '../support/builders.ts';
import { newDatabase, openTestStore, testOnEachStore } from '../support/stores.ts';

const WORKSPACE = id('qz7k2m9x');

testOnEachStore(
  'open conversations are counted and listed by their worst standing',
  async (context, config) => {
    const store = await openTestStore(context, config);
    assert.deepEqual(await store.overview.open(), {});
    assert.deepEqual(await store.overview.oldestOpen(10), []);

    const later = (minutes: number): Date => new Date(SEEN_AT.getTime() + minutes * 60_000);
    await give(
      store,
      'c1',
      { state: 'failed', outcome: { kind: 'unavailable', cause: 'timeout' } },
      { saidAt: later(3) },
    );
    await give(store, 'c1', { state: 'redacted', outcome: { kind: 'redacted', provenBy: 'answer' } });
    await give(
      store,
      'c2',
      { state: 'waiting', outcome: { kind: 'unavailable', cause: 'timeout' } },
      { saidAt: later(2) },
    );
    await give(
      store,
      'c3',
      { state: 'parked', outcome: { kind: 'denied', scope: 'unknown' } },
      { saidAt: later(1) },
    );
    await give(
      store,
      'c3',
      { state: 'unredactable', outcome: { kind: 'not_redactable', reason: 'refused' } },
      { saidAt: later(9) },
    );
    await give(store, 'c4', { state: 'waiting' }, { saidAt: later(0) });
    await give(store, 'c5', { state: 'reported' });
    await store.findings.take({
      findings: [],
      inspect: { workspaceId: WORKSPACE, conversationId: id('c6'), origin: 'webhook', seenAt: SEEN_AT },
    });

    assert.deepEqual(await store.overview.open(), { failed: 2, unredactable: 1, pending: 2 });
    assert.deepEqual(
      (await store.overview.oldestOpen(4)).map(({ conversationId, standing, saidAt }) => [
        conversationId,
        standing,
        saidAt,
      ]),
      [
        ['c3', 'unredactable', later(1)],
        ['c2', 'failed', later(2)],
        ['c1', 'failed', later(3)],
        ['c4', 'pending', later(0)],
      ],
    );
  },
);

testOnEachStore(
  'a conversation is known with its newest messages, request and exceptions',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const { kind } = aRuleCount();
    const fingerprint = createFingerprinter('k'.repeat(32));
    const [ours, other] = [fingerprint(kind, '4111111111111111'), fingerprint(kind, '4012888888881881')];
    const until = new Date(Date.now() + 3_600_000);
    const excepted = await store.exceptions.add({
      fingerprint: ours,
      covers: kind,
      owner: id('U1'),
      reason: 'published',
      until,
    });
    await store.exceptions.add({
      fingerprint: other,
      covers: kind,
      owner: id('U1'),
      reason: 'published',
      until,
    });
    for (let number = 0; number < 15; number += 1)
      await give(
        store,
        'c1',
        { state: 'reported' },
        { saidAt: new Date(SEEN_AT.getTime() + number), fingerprints: [ours] },
      );
    const approval = await store.approvals.ask({
      workspaceId: WORKSPACE,
      conversationId: id('c1'),
      retainMetrics: true,
      askedBy: id('U1'),
    });

    const known = await store.overview.conversation(WORKSPACE, id('c1'));

    assert.equal(known?.more, 7);
    assert.deepEqual(
      known?.findings.map(({ saidAt }) => saidAt.getTime() - SEEN_AT.getTime()),
      Array.from({ length: 8 }, (_, index) => index + 7),
    );
    assert.deepEqual(known?.exceptions, [excepted]);
    assert.equal(known?.approval?.id, approval.id);
    assert.equal(await store.overview.countApprovals(), 1);
    assert.equal(await store.overview.conversation(WORKSPACE, id('c2')), undefined);
    assert.equal(await store.overview.conversation(id('another'), id('c1')), undefined);
  },
);

let messages = 0;

/** One message, settled as said. */
async function give(
  store: Store,
  conversationId: string,
  {
    state,
    outcome,
  }: {
    readonly state: 'failed' | 'redacted' | 'waiting' | 'parked' | 'unredactable' | 'reported';
    readonly outcome?: Outcome;
  },
  overrides: Partial<NewFinding> = {},
): Promise<void> {
  messages += 1;
  const given = aNewFinding({
    workspaceId: WORKSPACE,
    conversationId: id(conversationId),
    messageId: id(`m${messages}`),
    state: state === 'reported' ? 'reported' : 'waiting',
    ...overrides,
  });
  await store.findings.take({ findings: [given], inspect: undefined });
  const finding = await store.findings.find(given);
  assert.ok(finding);
  if (!outcome) return;
  await store.findings.settle({
    finding,
    state,
    outcome,
    attempts: 1,
    actedAt: SEEN_AT,
    provenAt: undefined,
    retryAt: undefined,
    tell: false,
  });
}

test('a storm is told while it lasts, with how many conversations it counts', async (context) => {
  const database = await newDatabase('postgres');
  const store = await openTestStore(context, database);
  const { db, close } = await openDatabase(database, () => undefined);
  context.after(close);
  assert.equal(await store.overview.storm(), undefined);

  const row = { revision: 1, posted_revision: 0, failed_sends: 0, opened_at: SEEN_AT };
  await db
    .insertInto('notice')
    .values([
      { ...row, id: id('n1'), key: 'storm' },
      { ...row, id: id('n2'), key: 'conversation:w:c1', storm_id: id('n1') },
      { ...row, id: id('n3'), key: 'conversation:w:c2', storm_id: id('n1') },
      { ...row, id: id('n4'), key: 'conversation:w:c3' },
    ])
    .execute();
  assert.deepEqual(await store.overview.storm(), { since: SEEN_AT, conversations: 2 });

  await db.updateTable('notice').set({ closed_at: SEEN_AT }).where('id', '=', id('n1')).execute();
  assert.equal(await store.overview.storm(), undefined);
});
