// What the button "Not personal data…" does to a card, done to one finding from the command line.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { findingsCommand } from '../../src/cli/findings.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import {
  ANYBODY,
  APPROVER,
  aFailedCard,
  answerTo,
  aPressWorld,
  audited,
  buttonsOf,
  type PressWorld,
  pressOf,
  shown,
  standingOf,
} from '../service/press-world.ts';
import { aConversation, CARD, isRedacted, redactCalls, untilRedacted } from '../service/world.ts';
import { until } from '../support/until.ts';
import { memoryIo } from './memory-io.ts';

const ADMIN_TOKEN = 'admin-token-for-tests';
const OTHER = '<p>and my card 5500 0000 0000 0004, thanks</p>';

async function run({ app }: Pick<PressWorld, 'app'>, ...args: readonly string[]) {
  const io = memoryIo('', { ADMIN_TOKEN });
  const code = await findingsCommand([...args, '--url', app.url], io);
  return { code, out: io.out(), err: io.err() };
}

function dismiss(world: PressWorld, id: string, as = APPROVER, ...more: readonly string[]) {
  return run(world, 'dismiss', id, '--reason', 'false_alarm', '--as', as, ...more);
}

async function findingOf(world: PressWorld, conversationId: string, messageId: string): Promise<string> {
  const ids = (): Promise<readonly Record<string, unknown>[]> =>
    world.query(
      'select id from redactor.finding where conversation_id = $1 and message_id = $2',
      conversationId,
      messageId,
    );
  await until(async () => (await ids()).length === 1, 'the finding');
  return String((await ids())[0]?.id);
}

test('one finding is dismissed as its card would do it, and what else is open stays open', async (context) => {
  const world = await aPressWorld(context, { env: { ADMIN_TOKEN } });
  const card = await aFailedCard(world);
  const { conversationId } = card;
  world.intercom.faults.add({ kind: 'status', status: 400, match: { path: '/conversations/redact' } });
  const stays = world.intercom.addPart(conversationId, { body: OTHER });
  const [first] = world.intercom.conversation(conversationId)?.parts ?? [];
  const id = await findingOf(world, conversationId, first?.id ?? '');
  const other = await findingOf(world, conversationId, stays.id);
  const stateOf = async (one: string) =>
    JSON.parse((await run(world, 'show', one, '--json')).out).finding.state;
  await until(async () => (await stateOf(other)) === 'failed', 'the second failure');

  const dismissed = await dismiss(world, id);

  assert.match(dismissed.out, /state +dismissed/, dismissed.err);
  assert.equal(await stateOf(other), 'failed');
  const exceptions = await world.query(
    `select covers, owner, reason, round(extract(epoch from until_at - from_at) / 86400)::int as days
     from redactor.exception`,
  );
  assert.deepEqual(
    exceptions.map(({ covers, owner, reason, days }) => [covers, owner, reason, days]),
    [['payment_card', APPROVER, 'false_alarm', 90]],
  );
  assert.deepEqual(await audited(world, 'mark_not_personal_data'), [`${APPROVER} done`]);
  assert.equal((await standingOf(world, card)).turn, 1);
  await until(
    () =>
      shown(world, card).replies.some(({ text }) =>
        text.includes(`<@${APPROVER}> says that it is no personal data`),
      ),
    'the thread',
  );
  assert.ok(buttonsOf(shown(world, card)).includes('retry'), 'the other one can be tried again');
  assert.match(
    await answerTo(world, pressOf(card, 'retry', { asShown: card.message })),
    /Somebody was first/,
  );
  assert.match((await dismiss(world, id)).err, /^there is nothing left to dismiss/);
  assert.deepEqual((await audited(world, 'mark_not_personal_data')).at(-1), `${APPROVER} late`);
  assert.equal((await standingOf(world, card)).turn, 1);

  assert.equal((await dismiss(world, other, APPROVER, '--days', '30')).code, 0);
  await until(() => buttonsOf(shown(world, card)).length === 0, 'the card at rest');
  assert.doesNotMatch(world.logged.join('') + dismissed.out, /4111|5500/);
});

test('what waits and has no card is dismissed before it is acted on, and its value counts no more', async (context) => {
  const when = { kind: 'on_close', longestMs: 3_600_000 } as const;
  const world = await aPressWorld(context, {
    env: { ADMIN_TOKEN },
    policy: { defaults: { ...DEFAULT_POLICY.defaults, when } },
  });
  const [one, two] = [aConversation(world), aConversation(world)];
  const { id: messageId } = world.intercom.addPart(one, { body: CARD });
  const id = await findingOf(world, one, messageId);

  assert.equal((await dismiss(world, id)).code, 0);

  world.intercom.addPart(one, { author: 'admin', partType: 'close' });
  const left = world.intercom.addPart(two, { body: CARD });
  const found = world.intercom.addPart(two, { body: OTHER });
  // A close that overtakes its message counts two minutes later.
  await findingOf(world, two, found.id);
  world.intercom.addPart(two, { author: 'admin', partType: 'close' });
  await untilRedacted(world, two, found.id);
  await sleep(200);
  assert.deepEqual([isRedacted(world, one, messageId), isRedacted(world, two, left.id)], [false, false]);
  assert.deepEqual([redactCalls(world), world.slack.messages.length], [1, 0]);
  const [row] = await world.query(
    "select subject_id, conversation_id from redactor.audit where action = 'mark_not_personal_data'",
  );
  assert.deepEqual([row?.conversation_id, row?.subject_id], [one, messageId]);
});

test('nobody dismisses what is not open, or not theirs to dismiss', async (context) => {
  const world = await aPressWorld(context, { env: { ADMIN_TOKEN } });
  const conversationId = aConversation(world);
  const { id: messageId } = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, messageId);
  const id = await findingOf(world, conversationId, messageId);

  for (const [args, code, problem] of [
    [['dismiss'], 2, /^dismiss takes one id/],
    [['dismiss', 'x', '--as', APPROVER], 2, /^Say why with --reason: own_value, published, false_alarm/],
    [['dismiss', 'x', '--reason', 'false_alarm'], 2, /^Say who you are/],
    [['dismiss', 'x', '--reason', 'no', '--as', APPROVER], 2, /^reason: must be own_value or /],
    [['dismiss', 'x', '--reason', 'published', '--as', 'Ann'], 2, /^by: is no user id of Slack/],
    [
      ['dismiss', 'x', '--reason', 'published', '--as', APPROVER, '--days', '7'],
      2,
      /^days: must be 30 or 90 or 365/,
    ],
    [['dismiss', 'x', '--reason', 'published', '--as', ANYBODY], 1, /^`by` is not among SLACK_APPROVERS/],
    [['dismiss', 'x', '--reason', 'published', '--as', APPROVER], 1, /^there is no finding with this id/],
    [['dismiss', id, '--reason', 'published', '--as', ANYBODY], 1, /^`by` is not among SLACK_APPROVERS/],
    [['dismiss', id, '--reason', 'published', '--as', APPROVER], 1, /^there is nothing left to dismiss/],
  ] as const) {
    const ran = await run(world, ...args);
    assert.deepEqual([ran.code, problem.test(ran.err)], [code, true], `${args}: ${ran.err}`);
  }
  assert.deepEqual(await world.query('select from redactor.exception'), []);
  const results = await audited(world, 'mark_not_personal_data');
  assert.deepEqual(results, [`${ANYBODY} refused`, `${APPROVER} late`]);
});

test('without approvers nothing is dismissed', async (context) => {
  const world = await aPressWorld(context, { withoutApprovers: true, env: { ADMIN_TOKEN } });

  const ran = await dismiss(world, 'x');

  assert.deepEqual(
    [ran.code, /^nobody is an approver: set SLACK_APPROVERS/.test(ran.err)],
    [1, true],
    ran.err,
  );
});
