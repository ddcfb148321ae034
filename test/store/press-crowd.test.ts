// Presses, attempts and Intercom's events on one conversation at once: none of them may fail because of another.

import assert from 'node:assert/strict';
import type { Id } from '../../src/message.ts';
import type { PressAsked } from '../../src/press.ts';
import type { Store } from '../../src/store/store.ts';
import { aNewFinding, id } from '../support/builders.ts';
import { openTestStore, testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';

const ROUNDS = 12;
const ASKED: readonly PressAsked[] = [
  { action: 'retry' },
  { action: 'done_by_hand' },
  { action: 'not_personal_data', reason: 'published', days: 365, seenBefore: new Date('2100-01-01') },
  { action: 'snooze' },
  { action: 'delete', reason: 'contact_asked', retainMetrics: true },
  { action: 'keep' },
];

testOnEachStore(
  'presses, attempts and events at once end without an error and in a whole audit',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const cards: Id[] = [];
    await store.queue.work('notice', { workers: 1, batch: 1 }, async ({ noticeId }) => {
      cards.push(noticeId);
    });
    for (let round = 0; round < ROUNDS; round += 1) {
      const conversationId = id(`c${round}`);
      const parts = ['1', '2', '3'].map((part) =>
        aNewFinding({ conversationId, messageId: id(`${round}-${part}`) }),
      );
      await store.findings.take({ findings: parts, inspect: undefined });
      await fail(store, parts);
      await until(() => cards.length > round, 'the card');
      const noticeId = cards.at(-1) ?? assert.fail();
      const { workspaceId } = parts[0] ?? assert.fail();
      const [approval] =
        round % 2
          ? [
              await store.approvals.ask({
                workspaceId,
                conversationId,
                retainMetrics: true,
                askedBy: id('policy'),
              }),
            ]
          : [];

      await Promise.all([
        ...ASKED.map((asked, index) =>
          store.presses.press({ noticeId, turn: 0, by: id(`U${index}`), asked }),
        ),
        ...ASKED.map((asked, index) =>
          store.presses.press({ noticeId, turn: 1, by: id(`U${index}`), asked }),
        ),
        fail(store, parts),
        ...parts.map((part) => dismiss(store, part)),
        store.echoes.redacted(workspaceId, conversationId, parts),
        store.echoes.deleted(workspaceId, conversationId),
        ...(approval ? [store.approvals.settle({ approval, state: 'deleted', provenAt: new Date() })] : []),
        store.exceptions.valid(),
        store.byHand.requeue(),
      ]);

      const { turn } = await store.presses.of(noticeId);
      assert.ok(turn <= 2 + parts.length);
      cards.length = round + 1;
    }
    assert.equal((await store.audit.verify()).kind, 'whole');
  },
);

testOnEachStore(
  'a second look and a reply in the thread at once end without an error',
  async (context, config) => {
    const store = await openTestStore(context, config);
    const cards: Id[] = [];
    await store.queue.work('notice', { workers: 1, batch: 1 }, async ({ noticeId }) => {
      cards.push(noticeId);
    });
    for (let round = 0; round < ROUNDS; round += 1) {
      const part = aNewFinding({ conversationId: id(`c${round}`), messageId: id(`${round}`) });
      await store.findings.take({ findings: [part], inspect: undefined });
      await fail(store, [part]);
      await until(() => cards.length > round, 'the card');
      const noticeId = cards.at(-1) ?? assert.fail();
      await store.presses.press({ noticeId, turn: 0, by: id('U1'), asked: { action: 'done_by_hand' } });
      const claim = (await store.byHand.claim({ noticeId, turn: 0 })) ?? assert.fail();

      await Promise.all([
        store.byHand.settle({ noticeId, turn: 0 }, { removed: claim.findings, back: [] }),
        store.threads.replied(noticeId, { shown: undefined, turn: 0, reminded: undefined }),
      ]);

      assert.deepEqual(await store.threads.untold(noticeId), []);
      cards.length = round + 1;
    }
  },
);

async function dismiss(store: Store, part: ReturnType<typeof aNewFinding>): Promise<void> {
  const finding = (await store.findings.find(part)) ?? assert.fail();
  await store.dismissals.dismiss(finding.id, { by: id('U7'), reason: 'published', days: 30 });
}

async function fail(store: Store, parts: readonly ReturnType<typeof aNewFinding>[]): Promise<void> {
  await Promise.all(
    parts.map(async (part) => {
      const finding = (await store.findings.find(part)) ?? assert.fail();
      const now = new Date();
      await store.findings.settle({
        finding,
        state: 'failed',
        outcome: { kind: 'rejected', status: 400, code: 'unknown' },
        attempts: finding.attempts + 1,
        actedAt: now,
        provenAt: undefined,
        retryAt: undefined,
        tell: true,
      });
    }),
  );
}
