// A digest counts what people did when they did it, however long before it was found.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../support/builders.ts';
import { anOutbox, HOUR_MS } from '../tell/outbox-world.ts';

test('what is done by hand, or left in place, days after it was found is in the digest of that day', async (context) => {
  const world = await anOutbox(context, { at: '2026-08-18T08:00:00Z' });
  const { store, clock } = world;
  await world.fail('1');
  await world.fail('2');
  await world.fail('3');
  await world.settled();
  await world.pass(50 * HOUR_MS);
  const noticeOf = (conversationId: string) => {
    const card = world.slack.messages.find(({ text }) => text.endsWith(`conversation ${conversationId}`));
    return id(/[0-9a-f]{8}-[0-9a-f-]{27}/.exec(JSON.stringify(card?.blocks))?.[0] ?? assert.fail());
  };
  const by = id('U024BE7LH');

  const byHand = { noticeId: noticeOf('1'), turn: 0 };
  await store.presses.press({ ...byHand, by, asked: { action: 'done_by_hand' } });
  const claim = (await store.byHand.claim(byHand)) ?? assert.fail();
  await store.byHand.settle(byHand, { removed: claim.findings, back: [] });
  await store.presses.press({
    noticeId: noticeOf('2'),
    turn: 0,
    by,
    asked: { action: 'not_personal_data', reason: 'false_alarm', days: 30, seenBefore: clock() },
  });
  const conversationId = id('3');
  const filter = { conversationId, state: undefined, rule: undefined, kind: undefined, seenSince: undefined };
  const [finding] = await store.findingList.list({ ...filter, limit: 1 });
  await store.dismissals.dismiss(finding?.id ?? assert.fail(), { by, reason: 'false_alarm', days: 30 });

  const to = new Date(clock().getTime() + 1_000);
  const figures = await store.digests.figures(new Date(to.getTime() - 24 * HOUR_MS), to);
  assert.deepEqual([figures.doneByHand, figures.dismissed], [1, 2]);
});
