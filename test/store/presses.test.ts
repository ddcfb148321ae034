// A press is taken once, with all that it changes, or not at all.

import assert from 'node:assert/strict';
import type { Id } from '../../src/message.ts';
import type { FindingState, Outcome } from '../../src/outcome.ts';
import type { PressAsked } from '../../src/press.ts';
import type { Settlement } from '../../src/store/finding-rows.ts';
import type { Store } from '../../src/store/store.ts';
import { aNewFinding, id } from '../support/builders.ts';
import { openTestStore, testOnEachStore } from '../support/stores.ts';

const REFUSED: Outcome = { kind: 'not_redactable', reason: 'refused' };
const BY_ADMIN: Outcome = { kind: 'not_redactable', reason: 'source_not_by_contact' };
const HELD: Outcome = { kind: 'not_redactable', reason: 'legal_hold' };
const DOWN: Outcome = { kind: 'unavailable', cause: 'server_error' };
const DENIED: Outcome = { kind: 'denied', scope: 'write_conversations' };

const PRINT = aNewFinding({ fingerprints: ['AAAAAAAAAAAAAAAAAAAAAA' as never] });
const ALICE = id('U1');
const BOB = id('U2');

const DELETE: PressAsked = { action: 'delete', reason: 'contact_asked', retainMetrics: false };
const DISMISS: PressAsked = {
  action: 'not_personal_data',
  reason: 'false_alarm',
  days: 30,
  seenBefore: new Date('2100-01-01'),
};
const EACH: readonly PressAsked[] = [
  { action: 'retry' },
  { action: 'done_by_hand' },
  DISMISS,
  { action: 'snooze' },
  DELETE,
  { action: 'keep' },
];

/** A finding of the same conversation in this state, as an attempt left it, and its card. */
async function aCard(
  store: Store,
  state: FindingState = 'unredactable',
  outcome: Outcome = REFUSED,
  messageId = '1',
): Promise<Id> {
  const wanted = { ...PRINT, messageId: id(messageId) };
  await store.findings.take({ findings: [wanted], inspect: undefined });
  const finding = (await store.findings.find(wanted)) ?? assert.fail();
  const settlement: Settlement = {
    finding,
    state,
    outcome,
    attempts: 1,
    actedAt: new Date(),
    provenAt: undefined,
    retryAt: undefined,
    tell: true,
  };
  await store.findings.settle(settlement);
  return cardOf(store);
}

async function cardOf(store: Store): Promise<Id> {
  const cards: Id[] = [];
  await store.queue.work('notice', { workers: 1, batch: 1 }, async ({ noticeId }) => {
    cards.push(noticeId);
  });
  for (let tries = 0; cards.length === 0 && tries < 500; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  await store.queue.pause('notice');
  return cards[0] ?? assert.fail('no card');
}

async function stateOf(store: Store, messageId = '1'): Promise<FindingState | undefined> {
  return (await store.findings.find({ ...PRINT, messageId: id(messageId) }))?.state;
}

async function audited(store: Store): Promise<readonly string[]> {
  const rows = await store.audit.read(50);
  return rows.map(({ actor, action, result }) => `${actor} ${action} ${result}`).toReversed();
}

for (const asked of EACH) {
  testOnEachStore(
    `of three people that press ${asked.action} at once one counts`,
    async (context, config) => {
      const store = await openTestStore(context, config);
      const noticeId = await aCard(store);
      if (asked.action === 'keep') await ask(store);
      const before = await store.notices.read(noticeId);

      const pressed = await Promise.all(
        [ALICE, BOB, id('U3')].map((by) => store.presses.press({ noticeId, turn: 0, by, asked })),
      );

      const taken = pressed.flatMap((one) => (one.kind === 'taken' ? [one.press] : []));
      const late = pressed.flatMap((one) => (one.kind === 'late' ? [one.first] : []));
      assert.equal(taken.length, 1);
      assert.equal(late.length, 2);
      assert.ok(late.every((first) => first.by === taken[0]?.by && first.action === asked.action));
      assert.deepEqual(await store.presses.of(noticeId), { turn: 1, last: taken[0] });
      const after = await store.notices.read(noticeId);
      assert.ok((after?.revision ?? 0) > (before?.revision ?? 0));
      const rows = await audited(store);
      assert.equal(rows.filter((row) => row.endsWith(' late')).length, 2);
      assert.equal((await store.audit.verify()).kind, 'whole');
    },
  );

  testOnEachStore(`${asked.action} where nothing is left to do changes nothing`, async (context, config) => {
    const store = await openTestStore(context, config);
    const noticeId = await aCard(store, 'redacted', { kind: 'redacted', provenBy: 'answer' });

    const pressed = await store.presses.press({ noticeId, turn: 0, by: ALICE, asked });

    assert.deepEqual(pressed, { kind: 'over' });
    assert.equal(await stateOf(store), 'redacted');
    assert.deepEqual(await store.presses.of(noticeId), { turn: 0, last: undefined });
    assert.match((await audited(store)).at(-1) ?? '', /^U1 .* late$/);
    assert.deepEqual(await store.approvals.pending(), []);
  });

  testOnEachStore(`${asked.action} on a card that nobody knows is refused`, async (context, config) => {
    const store = await openTestStore(context, config);

    const pressed = await store.presses.press({ noticeId: id('nobody'), turn: 0, by: ALICE, asked });

    assert.deepEqual(pressed, { kind: 'unknown' });
    assert.match((await audited(store)).join(), /^U1 \w+ refused$/);
  });
}

function ask(store: Store) {
  const { workspaceId, conversationId } = PRINT;
  return store.approvals.ask({ workspaceId, conversationId, retainMetrics: true, askedBy: id('policy') });
}

const STATES: readonly (readonly [FindingState, Outcome])[] = [
  ['failed', DOWN],
  ['parked', DENIED],
  ['waiting', DOWN],
  ['unredactable', REFUSED],
  ['unredactable', BY_ADMIN],
  ['unredactable', HELD],
  ['attachments', { kind: 'redacted', provenBy: 'answer', attachmentsLeft: 1 }],
];
const BECOMES: Readonly<Record<string, readonly (FindingState | 'over')[]>> = {
  retry: ['waiting', 'waiting', 'waiting', 'waiting', 'over', 'over', 'over'],
  done_by_hand: ['by_hand', 'by_hand', 'by_hand', 'by_hand', 'by_hand', 'over', 'by_hand'],
  not_personal_data: ['dismissed', 'dismissed', 'dismissed', 'dismissed', 'dismissed', 'dismissed', 'over'],
};

for (const asked of [{ action: 'retry' }, { action: 'done_by_hand' }, DISMISS] as const)
  testOnEachStore(`${asked.action} changes each state as it should`, async (context, config) => {
    const store = await openTestStore(context, config);
    let turn = 0;
    for (const [index, [state, outcome]] of STATES.entries()) {
      const messageId = `9${index}`;
      const noticeId = await aCard(store, state, outcome, messageId);

      const { kind } = await store.presses.press({ noticeId, turn, by: ALICE, asked });

      const expected = BECOMES[asked.action]?.[index];
      assert.equal(kind, expected === 'over' ? 'over' : 'taken', `${state} ${index}`);
      assert.equal(
        await stateOf(store, messageId),
        expected === 'over' ? state : expected,
        `${state} ${index}`,
      );
      if (kind === 'taken') turn += 1;
      // Out of the way of the next one.
      await store.echoes.redacted(PRINT.workspaceId, PRINT.conversationId, [
        { resource: 'conversation_part', messageId: id(messageId) },
      ]);
    }
  });

testOnEachStore('an old card is told who was first, and what they did', async (context, config) => {
  const store = await openTestStore(context, config);
  const noticeId = await aCard(store);
  await store.presses.press({ noticeId, turn: 0, by: ALICE, asked: { action: 'snooze' } });
  await store.presses.press({ noticeId, turn: 1, by: BOB, asked: { action: 'done_by_hand' } });

  const old = await store.presses.press({ noticeId, turn: 0, by: id('U3'), asked: { action: 'retry' } });
  const future = await store.presses.press({ noticeId, turn: 7, by: id('U3'), asked: { action: 'retry' } });

  assert.deepEqual(old.kind === 'late' && [old.first.by, old.first.action], ['U1', 'snooze']);
  assert.deepEqual(future.kind === 'late' && [future.first.by, future.first.action], ['U2', 'done_by_hand']);
  assert.equal(await stateOf(store), 'by_hand');
});

testOnEachStore('what is no personal data becomes an exception for its values', async (context, config) => {
  const now = new Date('2026-08-18T10:00:00Z');
  const store = await openTestStore(context, config, { clock: () => now });
  const noticeId = await aCard(store);
  assert.deepEqual(await store.exceptions.valid(), []);

  await store.presses.press({ noticeId, turn: 0, by: ALICE, asked: DISMISS });

  const [exception, ...more] = await store.exceptions.valid();
  assert.deepEqual(more, []);
  assert.deepEqual(
    [exception?.fingerprint, exception?.covers, exception?.owner, exception?.reason],
    [PRINT.fingerprints[0], 'payment_card', 'U1', 'false_alarm'],
  );
  assert.deepEqual(exception?.until, new Date('2026-09-17T10:00:00Z'));
  assert.deepEqual(await audited(store), ['U1 add_exception done', 'U1 mark_not_personal_data done']);
});

testOnEachStore('what was found after the form was opened is not vouched for', async (context, config) => {
  const store = await openTestStore(context, config);
  const noticeId = await aCard(store);
  const seenBefore = new Date(PRINT.seenAt.getTime() - 1);

  const pressed = await store.presses.press({
    noticeId,
    turn: 0,
    by: ALICE,
    asked: { ...DISMISS, seenBefore },
  });

  assert.equal(pressed.kind, 'over');
  assert.deepEqual(await store.exceptions.valid(), []);
});

testOnEachStore('a deletion is asked for and approved in one step', async (context, config) => {
  const store = await openTestStore(context, config);
  const noticeId = await aCard(store);

  await store.presses.press({ noticeId, turn: 0, by: ALICE, asked: DELETE });

  const [approval] = await store.approvals.pending();
  assert.deepEqual(
    [approval?.state, approval?.decidedBy, approval?.retainMetrics, approval?.askedBy],
    ['approved', 'U1', false, 'U1'],
  );
  assert.deepEqual(await audited(store), ['U1 ask_deletion done', 'U1 approve_deletion done']);
  assert.equal((await store.presses.of(noticeId)).last?.reason, 'contact_asked');
});

testOnEachStore('keeping and approving at once ends in one of the two', async (context, config) => {
  const store = await openTestStore(context, config);
  const noticeId = await aCard(store);
  const { id: approvalId } = await ask(store);

  const pressed = await Promise.all([
    store.presses.press({ noticeId, turn: 0, by: ALICE, asked: DELETE }),
    store.presses.press({ noticeId, turn: 0, by: BOB, asked: { action: 'keep' } }),
  ]);

  assert.deepEqual(pressed.map(({ kind }) => kind).toSorted(), ['late', 'taken']);
  const expected = pressed[0]?.kind === 'taken' ? 'approved' : 'refused';
  assert.equal((await store.approvals.read(approvalId))?.state, expected);
});

testOnEachStore('a snooze says until when and by whom', async (context, config) => {
  const now = new Date('2026-08-18T10:00:00Z');
  const store = await openTestStore(context, config, { clock: () => now });
  const noticeId = await aCard(store);

  await store.presses.press({ noticeId, turn: 0, by: ALICE, asked: { action: 'snooze' } });

  const { snoozed } = (await store.notices.read(noticeId)) ?? assert.fail();
  assert.deepEqual(snoozed, { until: new Date('2026-08-18T14:00:00Z'), by: 'U1' });
  assert.equal(await stateOf(store), 'unredactable');
});

testOnEachStore('what is still there goes back, and the press knows', async (context, config) => {
  const store = await openTestStore(context, config);
  const noticeId = await aCard(store);
  await store.presses.press({ noticeId, turn: 0, by: ALICE, asked: { action: 'done_by_hand' } });
  const job = { noticeId, turn: 0 };
  const [finding] = (await store.byHand.claim(job))?.findings ?? [];

  await store.byHand.settle(job, {
    removed: [],
    back: [{ finding: finding ?? assert.fail(), state: 'unredactable', retryAt: undefined }],
  });

  assert.equal(await stateOf(store), 'unredactable');
  assert.equal((await store.presses.of(noticeId)).last?.lookedAgain, 'still_there');
  assert.equal((await audited(store)).at(-1), 'service mark_done_by_hand still_there');
});

testOnEachStore('what is removed is proven, once', async (context, config) => {
  const store = await openTestStore(context, config);
  const noticeId = await aCard(store);
  await store.presses.press({ noticeId, turn: 0, by: ALICE, asked: { action: 'done_by_hand' } });
  const job = { noticeId, turn: 0 };
  const { findings } = (await store.byHand.claim(job)) ?? assert.fail();

  await store.byHand.settle(job, { removed: findings, back: [] });
  await store.byHand.settle(job, { removed: findings, back: [] });

  const finding = await store.findings.find({ ...PRINT, messageId: id('1') });
  assert.equal(finding?.state, 'by_hand');
  assert.ok(finding.provenAt);
  assert.deepEqual((await store.byHand.claim(job))?.findings, []);
  assert.deepEqual(await audited(store), ['U1 mark_done_by_hand done', 'service redact_by_hand done']);
});

testOnEachStore('a deleted conversation ends what nobody has looked at again', async (context, config) => {
  const store = await openTestStore(context, config);
  const noticeId = await aCard(store);
  await store.presses.press({ noticeId, turn: 0, by: ALICE, asked: { action: 'done_by_hand' } });

  await store.echoes.deleted(PRINT.workspaceId, PRINT.conversationId);

  assert.equal(await stateOf(store), 'gone');
  assert.deepEqual((await store.byHand.claim({ noticeId, turn: 0 }))?.findings, []);
});

testOnEachStore('after a start what was not looked at again has a job', async (context, config) => {
  const clock = () => new Date(Date.now() - 119_000);
  const store = await openTestStore(context, config, { clock });
  const noticeId = await aCard(store);
  await store.presses.press({ noticeId, turn: 0, by: ALICE, asked: { action: 'done_by_hand' } });

  await store.byHand.requeue();
  const jobs: unknown[] = [];
  await store.queue.work('look', { workers: 1, batch: 1 }, async (job) => {
    jobs.push(job);
  });

  for (let tries = 0; jobs.length === 0 && tries < 500; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(jobs, [{ noticeId, turn: 0 }]);
});
