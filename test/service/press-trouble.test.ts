// Presses while something else goes wrong: a slow store, Slack that does not answer, Intercom that is down, a stop.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackFaultKind } from '../../src/emulator/slack-faults.ts';
import { until } from '../support/until.ts';
import {
  ANYBODY,
  APPROVER,
  aClient,
  aFailedCard,
  answers,
  answerTo,
  aPressWorld,
  audited,
  buttonsOf,
  filled,
  OTHER_APPROVER,
  openForm,
  type PressWorld,
  pressOf,
  pressThrough,
  shown,
  standingOf,
  TOKENS,
} from './press-world.ts';
import { headlines, isRedacted } from './world.ts';

/** Nobody else reads or writes the table until the end is called. */
async function holdTable(context: TestContext, world: PressWorld): Promise<() => Promise<unknown>> {
  const client = await aClient(context, world);
  await client.query('begin; lock table redactor.notice, redactor.press in access exclusive mode');
  return () => client.query('commit');
}

for (const action of ['retry', 'snooze', 'done_by_hand', 'delete', 'not_personal_data'])
  test(`while the store is slow, ${action} is acknowledged at once all the same`, async (context) => {
    const world = await aPressWorld(context);
    const card = await aFailedCard(world);
    const end = await holdTable(context, world);

    const answer = await world.people.press(pressOf(card, action));

    assert.equal(answer.status, 200);
    assert.ok(answer.ms < 1_500, `${answer.ms} ms`);
    await end();
    if (action === 'delete' || action === 'not_personal_data') {
      await until(() => world.slack.views.length === 1, 'the form');
      const view = world.slack.views[0] ?? assert.fail();
      const slow = await holdTable(context, world);
      const sent = await world.people.submit({ user: APPROVER, view, values: filled(action, card) });
      assert.deepEqual([sent.status, sent.errors], [200, {}]);
      assert.ok(sent.ms < 1_500, `${sent.ms} ms`);
      await slow();
    }
    await until(async () => (await standingOf(world, card)).turn === 1, 'the press');
  });

test('a form that cannot be opened in time says so, and changes nothing', async (context) => {
  const world = await aPressWorld(context);
  const card = await aFailedCard(world);
  const end = await holdTable(context, world);
  const before = world.slack.responses.length;

  await world.people.press(pressOf(card, 'delete'));
  await sleep(3_200);
  await end();

  await until(() => world.slack.responses.length > before, 'an answer');
  assert.match(world.slack.responses.at(-1)?.text ?? '', /could not be opened in time|Nobody can say/);
  assert.equal(world.slack.views.length, 0);
  assert.equal((await standingOf(world, card)).turn, 0);
});

test('stopping the service waits for a press that was acknowledged', async (context) => {
  const world = await aPressWorld(context);
  const card = await aFailedCard(world);
  const end = await holdTable(context, world);
  await world.people.press(pressOf(card, 'snooze'));

  const stopping = world.app.stop();
  await sleep(300);
  await end();
  await stopping;

  assert.equal((await standingOf(world, card)).turn, 1);
});

test('without approvers their buttons are not drawn, and a forged press is refused', async (context) => {
  const open = await aPressWorld(context, { withoutApprovers: true });
  const card = await aFailedCard(open);
  assert.deepEqual(buttonsOf(shown(open, card)), ['retry', 'done_by_hand', 'snooze']);

  for (const action of ['delete', 'not_personal_data'] as const) {
    const value = TOKENS.write({ noticeId: card.noticeId, turn: 0 }, action);
    assert.match(await answerTo(open, pressOf(card, action, { value })), /and there are none/);
  }

  assert.deepEqual(await audited(open, 'approve_deletion'), [`${APPROVER} refused`]);
  assert.equal((await standingOf(open, card)).turn, 0);
});

test('a member of the group may; a list that Slack does not give lets nobody', async (context) => {
  let aheadMs = 0;
  const world = await aPressWorld(context, {
    withoutApprovers: true,
    env: { SLACK_APPROVER_GROUP: 'S0APPROVERS' },
    slack: { userGroups: [{ id: 'S0APPROVERS', users: [OTHER_APPROVER] }] },
    overrides: { clock: () => new Date(Date.now() + aheadMs) },
  });
  const card = await aFailedCard(world);
  const calls = (): number =>
    world.slack.calls.filter(({ method }) => method === 'usergroups.users.list').length;

  assert.match(await answerTo(world, pressOf(card, 'delete')), /Only approvers/);
  await openForm(world, pressOf(card, 'delete', { user: OTHER_APPROVER }));
  assert.equal(calls(), 1);

  world.slack.faults.add({ kind: 'error', error: 'internal_error', method: 'usergroups.users.list' });
  aheadMs = 59 * 60_000;
  await openForm(world, pressOf(card, 'delete', { user: OTHER_APPROVER }));
  aheadMs = 61 * 60_000;
  assert.match(await answerTo(world, pressOf(card, 'delete', { user: OTHER_APPROVER })), /Only approvers/);
  world.slack.faults.clear();
  aheadMs = 62 * 60_000;
  await openForm(world, pressOf(card, 'delete', { user: OTHER_APPROVER }));
});

test('who is no approver any more when the form is sent does not delete', async (context) => {
  let aheadMs = 0;
  const users = [OTHER_APPROVER];
  const world = await aPressWorld(context, {
    withoutApprovers: true,
    env: { SLACK_APPROVER_GROUP: 'S0APPROVERS' },
    slack: { userGroups: [{ id: 'S0APPROVERS', users }] },
    overrides: { clock: () => new Date(Date.now() + aheadMs) },
  });
  const card = await aFailedCard(world);
  const view = await openForm(world, pressOf(card, 'delete', { user: OTHER_APPROVER }));

  users.pop();
  aheadMs = 6 * 60_000;
  await world.people.submit({ user: OTHER_APPROVER, view, values: filled('delete', card) });

  await until(() => world.slack.ephemerals.length === 1, 'an answer');
  assert.match(world.slack.ephemerals[0]?.text ?? '', /Only approvers/);
  assert.ok(world.intercom.conversation(card.conversationId));
});

const FAULTS: readonly SlackFaultKind[] = [
  { kind: 'rate_limited', retryAfterSeconds: 1 },
  { kind: 'error', error: 'internal_error' },
  { kind: 'status', status: 503 },
  { kind: 'html' },
  { kind: 'cut' },
  { kind: 'hang' },
  { kind: 'reset' },
];

for (const fault of FAULTS)
  test(`Slack fails with ${fault.kind}: a press is refused where its workspace is unknown, and taken when it is`, async (context) => {
    const world = await aPressWorld(context);
    const card = await aFailedCard(world);
    world.slack.faults.add({ ...fault, method: 'auth.test', times: 1 });
    assert.match(await answerTo(world, pressOf(card, 'snooze')), /did not say to which workspace/);
    assert.equal((await standingOf(world, card)).turn, 0);

    world.slack.faults.add({ ...fault, method: 'views.open', times: 1 });
    assert.match(await answerTo(world, pressOf(card, 'delete')), /could not be opened/);

    world.slack.faults.add({ ...fault, method: 'response_url', times: 1 });
    const value = TOKENS.write({ noticeId: card.noticeId, turn: 0 }, 'keep');
    await world.people.press(pressOf(card, 'snooze', { value }));
    await until(() => world.slack.ephemerals.length === 1, 'the other way');
    world.slack.faults.add({ ...fault, method: 'response_url', times: 1 });
    world.slack.faults.add({ ...fault, method: 'chat.postEphemeral', times: 1 });
    await world.people.press(pressOf(card, 'snooze', { value }));
    await until(() => world.logged.some((line) => line.includes('slack listener failed')), 'the log');

    world.slack.faults.add({ ...fault, method: 'chat.update', times: 1 });
    await pressThrough(world, card, 'snooze');
    await until(() => !buttonsOf(shown(world, card)).includes('snooze'), 'the card', 20_000);
    assert.doesNotMatch(world.logged.join(''), /internal_error/);
  });

test('Retry while Intercom is down still ends redacted', async (context) => {
  const world = await aPressWorld(context);
  const card = await aFailedCard(world);
  const end = world.intercom.faults.add({ kind: 'status', status: 503 });

  await pressThrough(world, card, 'retry', { user: ANYBODY });
  await until(() => world.logged.some((line) => line.includes('"outcome":"unavailable"')), 'an attempt');
  end.remove();

  await until(() => /white_check_mark/.test(headlines(world)[0] ?? ''), 'the green card', 20_000);
  const [part] = world.intercom.conversation(card.conversationId)?.parts ?? [];
  assert.ok(isRedacted(world, card.conversationId, part?.id ?? ''));
  assert.equal(answers(world).length, 0);
});

test('what is done by hand is looked at again though somebody deleted the card', async (context) => {
  const world = await aPressWorld(context);
  const card = await aFailedCard(world);
  world.slack.faults.add({ kind: 'error', error: 'message_not_found', method: 'chat.update', times: 1 });
  await pressThrough(world, card, 'done_by_hand');
  await until(
    () => world.slack.calls.some(({ method }) => method === 'chat.update'),
    'the edit of a card that is gone',
  );
  await sleep(1_500);

  await world.query("update redactor_queue.job set start_after = now() where name = 'look'");

  await until(() => world.slack.messages.length === 2, 'the card to be back');
  assert.equal((await standingOf(world, card)).finding, 'failed');
});
