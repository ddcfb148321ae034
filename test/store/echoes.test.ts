import assert from 'node:assert/strict';
import { type Finding, type Outcome, PLAIN_PLAN } from '../../src/outcome.ts';
import type { NewFinding } from '../../src/store/finding-rows.ts';
import type { Store } from '../../src/store/store.ts';
import { aNewFinding, id } from '../support/builders.ts';
import { openTestStore, testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';

const WORKSPACE = id('qz7k2m9x');
const CONVERSATION = id('215480037214906');
const LATER = new Date(Date.now() + 3_600_000);

testOnEachStore('an echo proves what was tried, and records what people did', async (context, config) => {
  const store = await openTestStore(context, config);
  const tried = await kept(store, { messageId: id('1') });
  await settle(store, tried, 'waiting', { kind: 'unavailable', cause: 'timeout' });
  const refused = await kept(store, { messageId: id('2') });
  await settle(store, refused, 'unredactable', { kind: 'not_redactable', reason: 'refused' });
  const planned = await kept(store, { messageId: id('3'), actAt: LATER });
  const due = await kept(store, { messageId: id('4') });

  await store.echoes.redacted(WORKSPACE, CONVERSATION, ['1', '2', '3', '4', '5'].map(id));

  const standing = async ({ id: findingId }: Finding) => {
    const after = await store.findings.read(findingId);
    return [after?.state, after?.outcome];
  };
  assert.deepEqual(await standing(tried), ['redacted', { kind: 'redacted', provenBy: 'webhook' }]);
  assert.deepEqual(await standing(refused), ['redacted', { kind: 'already_redacted' }]);
  assert.deepEqual(await standing(planned), ['redacted', { kind: 'already_redacted' }]);
  // Its attempt is under way and proves itself.
  assert.deepEqual(await standing(due), ['waiting', undefined]);
  assert.deepEqual(
    (await store.audit.read(10)).map(({ action, subjectId }) => `${action} ${subjectId}`).toSorted(),
    ['redact 1', 'redact_by_hand 2', 'redact_by_hand 3', 'redact_by_hand 5'],
  );
});

testOnEachStore(
  'an echo after an attempt that was turned away tells of somebody else',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const turnedAway = await kept(store, { messageId: id('1') });
    await settle(store, turnedAway, 'waiting', { kind: 'unauthorised' });

    await store.echoes.redacted(WORKSPACE, CONVERSATION, [id('1')]);

    assert.deepEqual((await store.findings.read(turnedAway.id))?.outcome, { kind: 'already_redacted' });
    assert.equal((await store.audit.read(1))[0]?.action, 'redact_by_hand');
  },
);

testOnEachStore('the same echo twice changes nothing more', async (context, config) => {
  const store = await openTestStore(context, config);
  const refused = await kept(store, { messageId: id('2') });
  await settle(store, refused, 'unredactable', { kind: 'not_redactable', reason: 'refused' });

  await store.echoes.redacted(WORKSPACE, CONVERSATION, [id('2'), id('3')]);
  await store.echoes.deleted(WORKSPACE, CONVERSATION);
  const { provenAt } = (await store.findings.read(refused.id)) ?? {};
  await store.echoes.redacted(WORKSPACE, CONVERSATION, [id('2'), id('3')]);
  await store.echoes.deleted(WORKSPACE, CONVERSATION);

  assert.deepEqual((await store.findings.read(refused.id))?.provenAt, provenAt);
  assert.equal((await store.audit.read(10)).length, 3);
});

testOnEachStore('a deletion elsewhere ends findings and requests', async (context, config) => {
  const store = await openTestStore(context, config);
  const finding = await kept(store, {});
  await settle(store, finding, 'unredactable', { kind: 'not_redactable', reason: 'refused' });
  const asked = await store.approvals.ask({
    workspaceId: WORKSPACE,
    conversationId: CONVERSATION,
    retainMetrics: true,
    askedBy: id('U1'),
  });

  await store.echoes.deleted(WORKSPACE, CONVERSATION);

  assert.equal((await store.findings.read(finding.id))?.state, 'gone');
  assert.equal((await store.approvals.read(asked.id))?.state, 'gone');
  assert.equal((await store.audit.read(1))[0]?.action, 'delete_by_hand');
});

testOnEachStore('a close makes due what waited for it, and nothing else', async (context, config) => {
  const store = await openTestStore(context, config);
  const acted: string[] = [];
  const onClose = await kept(store, {
    messageId: id('1'),
    actAt: LATER,
    plan: { ...PLAIN_PLAN, when: 'on_close' },
  });
  await kept(store, { messageId: id('2'), actAt: LATER, plan: { ...PLAIN_PLAN, when: 'later' } });
  await store.queue.work('act', { workers: 1, batch: 1 }, async ({ findingId }) => {
    acted.push(findingId);
  });

  await store.echoes.closed(WORKSPACE, CONVERSATION);

  await until(() => acted.length > 0, 'the job');
  assert.deepEqual(acted, [onClose.id]);
  assert.equal((await store.findings.read(onClose.id))?.actAt, undefined);
});

async function kept(store: Store, changes: Partial<NewFinding>): Promise<Finding> {
  const finding = aNewFinding({ workspaceId: WORKSPACE, conversationId: CONVERSATION, ...changes });
  await store.findings.take({ findings: [finding], inspect: undefined });
  return (await store.findings.find(finding)) ?? assert.fail();
}

async function settle(
  store: Store,
  finding: Finding,
  state: Finding['state'],
  outcome: Outcome,
): Promise<void> {
  await store.findings.settle({
    finding,
    state,
    outcome,
    attempts: finding.attempts + 1,
    actedAt: new Date(),
    provenAt: undefined,
    retryAt: undefined,
    tell: false,
  });
}
