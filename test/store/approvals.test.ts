import assert from 'node:assert/strict';
import type { Approval } from '../../src/approval.ts';
import { PLAIN_PLAN } from '../../src/outcome.ts';
import type { Store } from '../../src/store/store.ts';
import { aNewFinding, id } from '../support/builders.ts';
import { openTestStore, testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';

const ASKING = {
  workspaceId: id('qz7k2m9x'),
  conversationId: id('215480037214906'),
  retainMetrics: true,
  askedBy: id('policy'),
};
const HOUR_MS = 3_600_000;

testOnEachStore('a deletion is asked for once while it is pending', async (context, config) => {
  const store = await openTestStore(context, config);

  const first = await store.approvals.ask(ASKING);
  const again = await store.approvals.ask({ ...ASKING, retainMetrics: false });

  assert.equal(again.id, first.id);
  assert.equal(first.state, 'open');
  assert.equal(first.expiresAt.getTime() - first.askedAt.getTime(), 24 * HOUR_MS);
  assert.deepEqual(
    (await store.approvals.pending()).map((one) => one.id),
    [first.id],
  );
});

testOnEachStore('one answer counts, the next ones learn who was first', async (context, config) => {
  const store = await openTestStore(context, config);
  const { id: approvalId } = await store.approvals.ask(ASKING);

  const answers = await Promise.all(
    ['U1', 'U2', 'U3'].map((by) => store.approvals.decide(approvalId, 'approve', id(by), false)),
  );

  const taken = answers.filter(({ kind }) => kind === 'taken');
  assert.equal(taken.length, 1);
  assert.equal(answers.filter(({ kind }) => kind === 'late').length, 2);
  const after = await store.approvals.read(approvalId);
  assert.deepEqual([after?.state, after?.retainMetrics], ['approved', false]);
  const late = await store.approvals.decide(approvalId, 'refuse', id('U4'), undefined);
  assert.equal(late.kind === 'late' && late.approval.decidedBy, after?.decidedBy);
  assert.equal((await store.approvals.decide(id('none'), 'refuse', id('U4'), undefined)).kind, 'unknown');
});

testOnEachStore('an answer after the end of its time counts no more', async (context, config) => {
  let now = new Date('2026-08-18T09:00:00Z');
  const store = await openTestStore(context, config, { clock: () => now });
  const { id: approvalId } = await store.approvals.ask(ASKING);

  now = new Date(now.getTime() + 24 * HOUR_MS);

  assert.equal((await store.approvals.decide(approvalId, 'approve', id('U1'), undefined)).kind, 'late');
  assert.equal((await store.approvals.read(approvalId))?.state, 'open');
});

testOnEachStore('no more deletions begin in an hour and a day than set', async (context, config) => {
  let now = new Date('2026-08-18T09:00:00Z');
  const store = await openTestStore(context, config, { clock: () => now });
  const approvals: Approval[] = [];
  for (const number of [1, 2, 3, 4, 5])
    approvals.push(await store.approvals.ask({ ...ASKING, conversationId: id(String(number)) }));
  const claim = (number: number) =>
    store.approvals.claim(approvals[number]?.id ?? id('none'), { perHour: 2, perDay: 3 });

  assert.deepEqual((await Promise.all([claim(0), claim(1), claim(2)])).toSorted(), [false, true, true]);
  const [again] = (await Promise.all([0, 1, 2].map(claim))).filter(Boolean);
  assert.equal(again, true);
  now = new Date(now.getTime() + HOUR_MS);
  assert.equal(await claim(3), true);
  assert.equal(await claim(4), false);
  now = new Date(now.getTime() + 23 * HOUR_MS);
  assert.equal(await claim(4), true);
});

testOnEachStore(
  'a request opens a card and wakes the worker at once and at its end',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const jobs = await collectJobs(store);

    const { id: approvalId } = await store.approvals.ask(ASKING);

    await until(() => jobs.deletions.length === 1 && jobs.cards.length === 1, 'the jobs');
    assert.deepEqual(jobs.deletions, [approvalId]);
  },
);

testOnEachStore('what the policy asks of a finding is asked with it', async (context, config) => {
  const store = await openTestStore(context, config);
  const plan = { ...PLAIN_PLAN, unredactable: 'request_delete', retainMetrics: false } as const;
  await store.findings.take({ findings: [aNewFinding({ plan })], inspect: undefined });
  assert.deepEqual(await store.approvals.pending(), []);
  const finding = await store.findings.find(aNewFinding());

  await store.findings.settle({
    finding: finding ?? assert.fail(),
    state: 'unredactable',
    outcome: { kind: 'not_redactable', reason: 'source_not_by_contact' },
    attempts: 1,
    actedAt: new Date(),
    provenAt: undefined,
    retryAt: undefined,
    tell: true,
  });
  const deletion = { ...PLAIN_PLAN, deletion: 'request' } as const;
  const other = aNewFinding({ conversationId: id('7'), plan: deletion });
  await store.findings.take({ findings: [other], inspect: undefined });

  const pending = await store.approvals.pending();
  assert.deepEqual(
    pending.map(({ conversationId, retainMetrics, askedBy }) => [conversationId, retainMetrics, askedBy]),
    [
      ['215480037214906', false, 'policy'],
      ['7', true, 'policy'],
    ],
  );
});

testOnEachStore('settling what somebody else settled first changes nothing', async (context, config) => {
  const store = await openTestStore(context, config);
  const approval = await store.approvals.ask(ASKING);
  await store.approvals.decide(approval.id, 'refuse', id('U1'), undefined);

  await store.approvals.settle({ approval, state: 'expired', audit: undefinedAudit });

  assert.equal((await store.approvals.read(approval.id))?.state, 'refused');
  assert.deepEqual(
    (await store.audit.read(10)).map(({ action, actor }) => [action, actor]),
    [
      ['refuse_deletion', 'U1'],
      ['ask_deletion', 'policy'],
    ],
  );
});

const undefinedAudit = { actor: id('service'), action: 'expire_deletion', result: 'done' } as const;

async function collectJobs(store: Store): Promise<{ deletions: string[]; cards: string[] }> {
  const jobs = { deletions: [] as string[], cards: [] as string[] };
  await store.queue.work('delete', { workers: 1, batch: 1 }, async ({ approvalId }) => {
    jobs.deletions.push(approvalId);
  });
  await store.queue.work('notice', { workers: 1, batch: 1 }, async ({ noticeId }) => {
    jobs.cards.push(noticeId);
  });
  return jobs;
}
