import assert from 'node:assert/strict';
import type { Id } from '../../src/message.ts';
import { type Finding, type Outcome, PLAIN_PLAN } from '../../src/outcome.ts';
import type { NewFinding } from '../../src/store/finding-rows.ts';
import type { Store } from '../../src/store/store.ts';
import { aNewFinding, aPartName, id } from '../support/builders.ts';
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

  await store.echoes.redacted(WORKSPACE, CONVERSATION, ['1', '2', '3', '4', '5'].map(aPartName));

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

    await store.echoes.redacted(WORKSPACE, CONVERSATION, [aPartName('1')]);

    assert.deepEqual((await store.findings.read(turnedAway.id))?.outcome, { kind: 'already_redacted' });
    assert.equal((await store.audit.read(1))[0]?.action, 'redact_by_hand');
  },
);

testOnEachStore(
  'an echo gives what it proves, and people are told of files that Intercom still shows',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const lost = { kind: 'unavailable', cause: 'network' } as const;
    const tried = await kept(store, { messageId: id('1') });
    const withFiles = await kept(store, { messageId: id('2') });
    for (const finding of [tried, withFiles]) await settle(store, finding, 'waiting', lost);
    const refused = await kept(store, { messageId: id('3') });
    await settle(store, refused, 'unredactable', { kind: 'not_redactable', reason: 'refused' });

    const echo = [aPartName('1'), { ...aPartName('2'), attachmentsLeft: 2 }, aPartName('3')];
    const proven = await store.echoes.redacted(WORKSPACE, CONVERSATION, echo);

    const inOrder = proven.toSorted((one, other) => (one.messageId < other.messageId ? -1 : 1));
    assert.deepEqual(
      inOrder.map(({ messageId, state, outcome }) => [messageId, state, outcome]),
      [
        ['1', 'redacted', { kind: 'redacted', provenBy: 'webhook' }],
        ['2', 'attachments', { kind: 'redacted', provenBy: 'webhook', attachmentsLeft: 2 }],
      ],
    );
    assert.deepEqual(inOrder[0], await store.findings.read(tried.id));
    const told = await store.findings.told(WORKSPACE, CONVERSATION);
    assert.deepEqual(
      told.map(({ messageId }) => messageId),
      ['2'],
    );
    assert.deepEqual(await store.echoes.redacted(WORKSPACE, CONVERSATION, echo), []);
  },
);

testOnEachStore('the same echo twice changes nothing more', async (context, config) => {
  const store = await openTestStore(context, config);
  const refused = await kept(store, { messageId: id('2') });
  await settle(store, refused, 'unredactable', { kind: 'not_redactable', reason: 'refused' });

  await store.echoes.redacted(WORKSPACE, CONVERSATION, [aPartName('2'), aPartName('3')]);
  await store.echoes.deleted(WORKSPACE, CONVERSATION);
  const { provenAt } = (await store.findings.read(refused.id)) ?? {};
  await store.echoes.redacted(WORKSPACE, CONVERSATION, [aPartName('2'), aPartName('3')]);
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

testOnEachStore('an echo names a part or a source, which may have the same id', async (context, config) => {
  const store = await openTestStore(context, config);
  const part = await kept(store, { messageId: id('7') });
  const source = await kept(store, { messageId: id('7'), resource: 'source' });
  for (const finding of [part, source]) {
    await settle(store, finding, 'unredactable', { kind: 'not_redactable', reason: 'refused' });
  }

  await store.echoes.redacted(WORKSPACE, CONVERSATION, [{ resource: 'source', messageId: id('7') }]);

  assert.equal((await store.findings.read(source.id))?.state, 'redacted');
  assert.equal((await store.findings.read(part.id))?.state, 'unredactable');
});

testOnEachStore('of two echoes at once of what is not known, one is written', async (context, config) => {
  const store = await openTestStore(context, config);

  await Promise.all(
    Array.from({ length: 8 }, () => store.echoes.redacted(WORKSPACE, CONVERSATION, [aPartName('9')])),
  );
  await Promise.all(Array.from({ length: 8 }, () => store.echoes.deleted(WORKSPACE, CONVERSATION)));

  assert.deepEqual(
    (await store.audit.read(20)).map(({ action }) => action),
    ['delete_by_hand', 'redact_by_hand'],
  );
});

testOnEachStore('an attempt that ends after the echo of it changes nothing more', async (context, config) => {
  const store = await openTestStore(context, config);
  const tried = await kept(store, {});
  await settle(store, tried, 'waiting', { kind: 'unavailable', cause: 'timeout' });
  await store.echoes.redacted(WORKSPACE, CONVERSATION, [aPartName(tried.messageId)]);

  await store.findings.settle({
    finding: tried,
    state: 'redacted',
    outcome: { kind: 'redacted', provenBy: 'read_back' },
    attempts: 2,
    actedAt: new Date(),
    provenAt: new Date(),
    retryAt: undefined,
    tell: false,
  });

  assert.deepEqual((await store.findings.read(tried.id))?.outcome, { kind: 'redacted', provenBy: 'webhook' });
  assert.equal((await store.audit.read(10)).length, 1);
});

testOnEachStore(
  'a deletion elsewhere ends a request that is approved and not begun, not one that is under way',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const limits = { perHour: 10, perDay: 10 };
    const approved = async (conversationId: Id) => {
      const asking = { workspaceId: WORKSPACE, conversationId, retainMetrics: true, askedBy: id('U1') };
      const { id: approvalId } = await store.approvals.ask(asking);
      await store.approvals.decide(approvalId, 'approve', id('U1'), undefined);
      return approvalId;
    };
    const idle = await approved(id('1'));
    const begun = await approved(id('2'));
    assert.equal(await store.approvals.claim(begun, limits), true);

    await store.echoes.deleted(WORKSPACE, id('1'));
    await store.echoes.deleted(WORKSPACE, id('2'));

    assert.equal((await store.approvals.read(idle))?.state, 'gone');
    assert.equal((await store.approvals.read(begun))?.state, 'approved');
    const byHand = (await store.audit.read(20)).filter(({ action }) => action === 'delete_by_hand');
    assert.deepEqual(
      byHand.map(({ subjectId }) => subjectId),
      ['1'],
    );
  },
);

testOnEachStore(
  'what is redacted after all needs no deletion, where the policy asked for it only for want of that',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const instead = { ...PLAIN_PLAN, unredactable: 'request_delete' as const };
    const refuse = async (conversationId: Id, changes: Partial<NewFinding> = {}) => {
      const finding = await kept(store, { conversationId, plan: instead, ...changes });
      await settle(store, finding, 'unredactable', { kind: 'not_redactable', reason: 'unverifiable' });
      return aPartName(finding.messageId);
    };
    const alone = await refuse(id('1'));
    const oneOfTwo = await refuse(id('2'));
    await refuse(id('2'), { messageId: id('8') });
    const wanted = await refuse(id('3'), { plan: { ...instead, deletion: 'request' } });

    await store.echoes.redacted(WORKSPACE, id('1'), [alone]);
    await store.echoes.redacted(WORKSPACE, id('2'), [oneOfTwo]);
    await store.echoes.redacted(WORKSPACE, id('3'), [wanted]);

    const states = ['1', '2', '3'].map(
      async (conversation) => (await store.approvals.latest(WORKSPACE, id(conversation)))?.state,
    );
    assert.deepEqual(await Promise.all(states), ['needless', 'open', 'open']);
    const audited = (await store.audit.read(20)).filter(({ action }) => action === 'withdraw_deletion');
    assert.deepEqual(
      audited.map(({ conversationId }) => conversationId),
      ['1'],
    );
  },
);

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
