// What presses do in Intercom, and what becomes of the card.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { id } from '../support/builders.ts';
import { until } from '../support/until.ts';
import {
  ANYBODY,
  APPROVER,
  aFailedCard,
  answerTo,
  anUnredactableCard,
  aPressWorld,
  audited,
  buttonsOf,
  filled,
  openForm,
  type PressWorld,
  pressOf,
  pressThrough,
  shown,
  standingOf,
  TOKENS,
} from './press-world.ts';
import { aConversation, CARD, headlines, isRedacted } from './world.ts';

test('what ended by itself meanwhile is over for an old card', async (context) => {
  const world = await aPressWorld(context);
  const card = await aFailedCard(world);
  const [part] = world.intercom.conversation(card.conversationId)?.parts ?? [];
  await redactInIntercom(world, card.conversationId, part?.id ?? '');
  await until(() => buttonsOf(shown(world, card)).length === 0, 'the green card');

  for (const action of ['retry', 'done_by_hand', 'snooze'])
    assert.match(
      await answerTo(world, pressOf(card, action, { asShown: card.message })),
      /nothing left to do/,
      action,
    );
  for (const action of ['delete', 'not_personal_data']) {
    const said = world.slack.ephemerals.length;
    const view = await openForm(world, pressOf(card, action, { asShown: card.message }));
    await world.people.submit({ user: APPROVER, view, values: filled(action, card) });
    await until(() => world.slack.ephemerals.length > said, 'an answer');
    assert.match(world.slack.ephemerals.at(-1)?.text ?? '', /nothing left to do/, action);
  }

  assert.ok(world.intercom.conversation(card.conversationId));
  assert.equal((await standingOf(world, card)).turn, 0);
});

test('on the card of a storm all of its conversations are tried again, once', async (context) => {
  const world = await aPressWorld(context);
  const cards = [await aFailedCard(world), await aFailedCard(world), await anUnredactableCard(world)];
  await world.query(
    `insert into redactor.notice (id, key, revision, posted_revision, failed_sends, opened_at)
     values ('storm1', 'storm', 1, 1000, 0, now())`,
  );
  await world.query("update redactor.notice set storm_id = 'storm1' where conversation_id is not null");
  const [first] = cards;
  const value = TOKENS.write({ noticeId: id('storm1'), turn: 0 }, 'retry_all');
  const press = pressOf(first ?? assert.fail(), 'retry_all', { value, user: ANYBODY });

  await world.people.press(press);
  assert.match(await answerTo(world, press), /Somebody was first: <@U0ANYBODY> asked to try all/);

  await until(() => headlines(world).filter((line) => /white_check_mark/.test(line)).length === 2, 'both');
  assert.deepEqual(await audited(world, 'retry'), [`${ANYBODY} done`, `${ANYBODY} late`]);
  // Of a conversation's own buttons none works with it.
  const other = TOKENS.write({ noticeId: id('storm1'), turn: 1 }, 'snooze');
  assert.match(
    await answerTo(world, pressOf(first ?? assert.fail(), 'snooze', { value: other })),
    /nothing left/,
  );
});

test('a button and a form that nobody knows are acknowledged, and change nothing', async (context) => {
  const world = await aPressWorld(context);
  const card = await aFailedCard(world);

  assert.match(await answerTo(world, pressOf(card, 'explode', { value: 'x' })), /older version/);
  assert.equal((await world.people.press(pressOf(card, 'open_in_intercom'))).status, 200);
  const view = await openForm(world, pressOf(card, 'delete'));
  const other = (payload: object) => {
    const { view: shown } = payload as { view: object };
    return { ...payload, view: { ...shown, callback_id: 'explode' } };
  };
  const sent = await world.people.submit({
    user: APPROVER,
    view,
    values: filled('delete', card),
    change: other,
  });
  assert.equal(sent.status, 200);
  assert.equal((await standingOf(world, card)).turn, 0);
});

test('a deletion from the card deletes, with its metrics as chosen', async (context) => {
  const world = await aPressWorld(context);
  const card = await anUnredactableCard(world);

  await pressThrough(world, card, 'delete');

  await until(() => world.intercom.conversation(card.conversationId) === undefined, 'the deletion');
  await until(() => /its metrics went from reports/.test(headlines(world)[0] ?? ''), 'the card');
  assert.deepEqual(await audited(world, 'approve_deletion'), [`${APPROVER} opened`, `${APPROVER} done`]);
});

test('a value that is no personal data does not count again', async (context) => {
  const world = await aPressWorld(context);
  const card = await aFailedCard(world);
  await pressThrough(world, card, 'not_personal_data');
  await until(async () => (await standingOf(world, card)).finding === 'dismissed', 'the press');

  const conversationId = aConversation(world);
  const part = world.intercom.addPart(conversationId, { body: CARD });
  await world.intercom.idle();
  await sleep(300);

  assert.equal(isRedacted(world, conversationId, part.id), false);
  assert.deepEqual(buttonsOf(shown(world, card)), []);
});

/** Two minutes after a press come as soon as the queue is looked at. */
const BEHIND = { clock: () => new Date(Date.now() - 119_500) };

test('what was said to be done by hand and is still there comes back on the card', async (context) => {
  const world = await aPressWorld(context, { overrides: BEHIND });
  const card = await anUnredactableCard(world);

  await pressThrough(world, card, 'done_by_hand', { user: ANYBODY });
  await until(() => !buttonsOf(shown(world, card)).includes('done_by_hand'), 'the card');

  await until(() => world.logged.some((line) => line.includes('looked again')), 'the second look');
  await until(() => buttonsOf(shown(world, card)).includes('done_by_hand'), 'the card again');
  assert.deepEqual(await audited(world, 'mark_done_by_hand'), [`${ANYBODY} done`, 'service still_there']);
  const [press] = await world.query('select looked_again from redactor.press');
  assert.equal(press?.looked_again, 'still_there');
});

test('what somebody vouched for meanwhile is left in place, not removed, when it is looked at again', async (context) => {
  const world = await aPressWorld(context, { overrides: BEHIND });
  const card = await aFailedCard(world);
  const other = await anUnredactableCard(world);

  await pressThrough(world, other, 'not_personal_data');
  await until(async () => (await standingOf(world, other)).finding === 'dismissed', 'the exception');
  await pressThrough(world, card, 'done_by_hand', { user: ANYBODY });

  await until(async () => (await standingOf(world, card)).finding === 'dismissed', 'the second look');
  await until(() => /Left in place/.test(shown(world, card).text), 'the card');
  assert.deepEqual(await audited(world, 'redact_by_hand'), []);
});

test('what was done by hand is proven by the second look, which waits while Intercom is down', async (context) => {
  const world = await aPressWorld(context, {
    overrides: BEHIND,
    // Else the webhook would prove it.
    intercom: { deliveryPlan: ({ topic }) => (topic === 'conversation_part.redacted' ? { drop: true } : {}) },
  });
  const card = await aFailedCard(world);
  const end = world.intercom.faults.add({ kind: 'status', status: 503, match: { method: 'GET' } });
  await pressThrough(world, card, 'done_by_hand');
  await until(async () => (await standingOf(world, card)).finding === 'by_hand', 'the press');

  const [part] = world.intercom.conversation(card.conversationId)?.parts ?? [];
  await redactInIntercom(world, card.conversationId, part?.id ?? '');
  await sleep(1_000);
  end.remove();

  const proven = () =>
    world.query("select from redactor.finding where state = 'by_hand' and proven_at is not null");
  await until(async () => (await proven()).length === 1, 'the proof', 30_000);
  assert.deepEqual(await audited(world, 'redact_by_hand'), ['service done']);
});

async function redactInIntercom(
  { intercom }: PressWorld,
  conversation_id: string,
  part: string,
): Promise<void> {
  const response = await fetch(`${intercom.url}/conversations/redact`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${intercom.accessToken}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify({ type: 'conversation_part', conversation_id, conversation_part_id: part }),
  });
  assert.equal(response.status, 200);
}
