// A conversation is deleted only when a person approved it, in time, and then it is proven.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { approveCommand, deleteCommand, refuseCommand } from '../../src/cli/approvals.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { memoryIo } from '../cli/memory-io.ts';
import { until } from '../support/until.ts';
import {
  aConversation,
  aWorld,
  CARD,
  headlines,
  redactCalls,
  tagConversation,
  untilCards,
  type World,
  type WorldOptions,
} from './world.ts';

const TOKEN = 'admin-token-for-tests';
const ASKS = { defaults: { ...DEFAULT_POLICY.defaults, unredactable: 'request_delete' } } as const;

function worldWithApprovers(context: TestContext, options: WorldOptions = {}): Promise<World> {
  return aWorld(context, {
    policy: ASKS,
    ...options,
    env: { ADMIN_TOKEN: TOKEN, SLACK_APPROVERS: 'U024BE7LH,U0LAN0Z89', ...options.env },
  });
}

test('what cannot be redacted asks for the deletion, shows what goes with it, and is deleted when approved', async (context) => {
  const world = await worldWithApprovers(context);
  const { conversationId, approvalId } = await anUnredactable(world);
  assert.match(headlines(world)[0] ?? '', /Delete this conversation\? It waits for an approval/);
  const waiting = await approvals(world);
  assert.deepEqual(
    waiting.map(({ conversation_id, goes_with }) => [conversation_id, goes_with]),
    [[conversationId, { parts: 1, side_conversations: 0, back_office_tickets: 0 }]],
  );
  assert.ok(world.intercom.conversation(conversationId), 'nothing is deleted before that');

  assert.equal((await answer(world, approvalId, 'approve', 'U024BE7LH')).status, 200);

  await until(() => world.intercom.conversation(conversationId) === undefined, 'the deletion');
  await until(
    () => /Conversation deleted, its metrics stay in reports/.test(headlines(world)[0] ?? ''),
    'the card',
  );
  assert.equal(world.slack.messages.length, 1);
  const [deletion] = world.intercom.calls.filter(({ method }) => method === 'DELETE');
  assert.equal(deletion?.status, 200);
  assert.equal((await approvals(world)).length, 0);
});

test('with metrics removed, Intercom is told so in both places', async (context) => {
  const world = await worldWithApprovers(context);
  const { conversationId, approvalId } = await anUnredactable(world);

  const body = { verdict: 'approve', by: 'U024BE7LH', retain_metrics: false };
  assert.equal((await post(world, `/admin/approvals/${approvalId}`, body)).status, 200);

  await until(() => /its metrics went from reports/.test(headlines(world)[0] ?? ''), 'the card');
  const asked = world.intercom.calls.filter(({ method }) => method === 'DELETE');
  assert.deepEqual(
    asked.map(({ path, query, body }) => ({ path, query, body })),
    [
      {
        path: `/conversations/${conversationId}`,
        query: { retain_metrics: 'false' },
        body: { retain_metrics: false },
      },
    ],
  );
  assert.deepEqual(
    world.intercom.deletions.map((one) => [one.conversationId, one.metricsRetained]),
    [[conversationId, false]],
  );
});

test('a refusal keeps the conversation, and a second answer comes too late', async (context) => {
  const world = await worldWithApprovers(context);
  const { conversationId, approvalId } = await anUnredactable(world);

  assert.equal((await answer(world, approvalId, 'refuse', 'U024BE7LH')).status, 200);
  const late = await answer(world, approvalId, 'approve', 'U0LAN0Z89');

  assert.equal(late.status, 409);
  assert.match(await late.text(), /refused already, by U024BE7LH/);
  await sleep(300);
  assert.ok(world.intercom.conversation(conversationId));
  assert.equal(deletions(world), 0);
});

test('who is no approver, or has no token, gets nowhere', async (context) => {
  const world = await worldWithApprovers(context);
  const { conversationId, approvalId } = await anUnredactable(world);

  assert.equal((await answer(world, approvalId, 'approve', 'U0STRANGER')).status, 403);
  const unsigned = await fetch(`${world.app.url}/admin/approvals`, {
    headers: { authorization: 'Bearer x' },
  });
  assert.equal(unsigned.status, 401);
  assert.equal(
    (await post(world, `/admin/approvals/${approvalId}`, { verdict: 'maybe', by: 'U024BE7LH' })).status,
    400,
  );
  assert.equal((await answer(world, 'none', 'approve', 'U024BE7LH')).status, 404);
  assert.equal((await answer(world, '4111111111111111', 'approve', 'Ann')).status, 403);
  await sleep(300);
  assert.ok(world.intercom.conversation(conversationId));
  const exported = await fetch(`${world.app.url}/admin/audit`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  const { rows } = (await exported.json()) as { rows: readonly Record<string, string>[] };
  assert.deepEqual(
    rows
      .filter(({ result }) => result === 'refused')
      .map(({ actor, action, conversation_id, subject_id }) => [actor, action, conversation_id, subject_id]),
    [
      ['U0STRANGER', 'approve_deletion', conversationId, approvalId],
      ['admin', 'approve_deletion', 'none', 'none'],
    ],
  );
});

test('a request that is no JSON, or too long, is the mistake of who sent it, and nothing of it is shown', async (context) => {
  const world = await worldWithApprovers(context);
  const send = (body: string) =>
    fetch(`${world.app.url}/admin/exceptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body,
    });

  const broken = await send('{"text": 4111 1111 1111 1111}');
  assert.equal(broken.status, 400);
  assert.equal(await broken.text(), '{"result":"wrong_request"}');
  assert.equal((await send(JSON.stringify({ text: 'x'.repeat(20_000) }))).status, 413);
  assert.doesNotMatch(world.logged.join(''), /4111/);
});

test('without approvers nobody can approve; without a token there is no admin API', async (context) => {
  const world = await aWorld(context, { policy: ASKS, env: { ADMIN_TOKEN: TOKEN } });
  const { approvalId } = await anUnredactable(world);
  assert.equal((await answer(world, approvalId, 'approve', 'U024BE7LH')).status, 403);

  const closed = await aWorld(context);
  assert.equal((await fetch(`${closed.app.url}/admin/approvals`)).status, 404);
});

test('a missing permission is named with its box, and nothing is deleted', async (context) => {
  const world = await worldWithApprovers(context, {
    policy: { defaults: { ...ASKS.defaults, retainMetrics: false } },
  });
  world.intercom.scopes.delete('delete_conversations_and_metrics');
  const { conversationId, approvalId } = await anUnredactable(world);

  await answer(world, approvalId, 'approve', 'U024BE7LH');

  await until(() => /Missing permission/.test(headlines(world)[0] ?? ''), 'the card');
  assert.match(JSON.stringify(world.slack.messages[0]), /Delete conversations and metrics/);
  assert.ok(world.intercom.conversation(conversationId));
});

test('no more conversations are deleted in an hour than set; the rest wait, under one card', async (context) => {
  const world = await worldWithApprovers(context, {
    policy: { ...ASKS, deletions: { perHour: 1, perDay: 5 } },
  });
  const first = await anUnredactable(world);
  const second = await anUnredactable(world, 2);

  await answer(world, first.approvalId, 'approve', 'U024BE7LH');
  await until(() => world.intercom.conversation(first.conversationId) === undefined, 'the first');
  await answer(world, second.approvalId, 'approve', 'U024BE7LH');

  await until(() => headlines(world).some((line) => /Deletions have stopped/.test(line)), 'the card');
  await sleep(300);
  assert.ok(world.intercom.conversation(second.conversationId));
  assert.equal(deletions(world), 1);
});

test('an approval while Slack is down is carried out, and its card comes later', async (context) => {
  const world = await worldWithApprovers(context);
  const { conversationId, approvalId } = await anUnredactable(world);
  world.slack.faults.add({ kind: 'status', status: 503 });

  assert.equal((await answer(world, approvalId, 'approve', 'U024BE7LH')).status, 200);
  const again = await answer(world, approvalId, 'approve', 'U024BE7LH');
  assert.equal(again.status, 409);
  await until(() => world.intercom.conversation(conversationId) === undefined, 'the deletion');
  world.slack.faults.clear();

  await until(() => /Conversation deleted/.test(headlines(world)[0] ?? ''), 'the card', 30_000);
  assert.equal(world.slack.messages.length, 1);
  assert.equal(deletions(world), 1);
});

test('a legal hold keeps everything: no redaction, no deletion, one card', async (context) => {
  const world = await worldWithApprovers(context);
  const tagged = world.intercom.seedConversation({ source: { body: '<p>Hello</p>' }, tags: ['Legal-Hold'] });
  world.intercom.addPart(tagged.id, { body: CARD });

  await untilCards(world, 1);
  await world.intercom.idle();

  assert.match(JSON.stringify(world.slack.messages[0]), /legal hold/);
  assert.equal(redactCalls(world), 0);
  assert.equal((await approvals(world)).length, 0);
});

test('a legal hold that comes between the approval and the deletion still keeps it', async (context) => {
  const world = await worldWithApprovers(context);
  const { conversationId, approvalId } = await anUnredactable(world);
  world.intercom.faults.add({ kind: 'status', status: 503, match: { method: 'DELETE' }, times: 1 });

  await answer(world, approvalId, 'approve', 'U024BE7LH');
  await until(() => deletions(world) === 1, 'the first attempt');
  await tagConversation(world, conversationId, 'legal-hold');

  await until(
    () => /Kept: the conversation is on legal hold/.test(headlines(world)[0] ?? ''),
    'the card',
    20_000,
  );
  assert.ok(world.intercom.conversation(conversationId));
});

test('the command line asks, lists, approves and refuses', async (context) => {
  const world = await worldWithApprovers(context, { policy: {} });
  const conversationId = aConversation(world);
  const run = async (command: typeof approveCommand, ...args: string[]) => {
    const io = memoryIo('', { ADMIN_TOKEN: TOKEN });
    const code = await command([...args, '--url', world.app.url], io);
    return { code, out: io.out(), err: io.err() };
  };

  const asked = await run(deleteCommand, conversationId, '--as', 'U024BE7LH', '--metrics', 'remove');
  assert.equal(asked.code, 0);
  const [approvalId = ''] = asked.out.split(' ');
  assert.match((await run(approveCommand)).out, new RegExp(`${approvalId} .*open\\n.*metrics removed`));
  assert.deepEqual(
    (await run(approveCommand, approvalId, '--as', 'U0STRANGER')).err,
    'Refused (403): `by` is not among SLACK_APPROVERS, nor in SLACK_APPROVER_GROUP.\n',
  );
  assert.equal((await run(approveCommand, approvalId)).code, 2);
  assert.equal((await run(approveCommand, approvalId, '--as', 'U024BE7LH')).code, 0);

  await until(() => world.intercom.conversation(conversationId) === undefined, 'the deletion');
  assert.equal((await run(refuseCommand, approvalId, '--as', 'U024BE7LH')).code, 1);
  await until(async () => (await run(approveCommand)).out === 'Nothing waits for an approval.\n', 'its end');
});

interface ShownApproval {
  readonly id: string;
  readonly conversation_id: string;
  readonly goes_with: object | null;
}

/** A conversation whose first message a teammate wrote, with a card number in it; asked to be deleted. */
async function anUnredactable(
  world: World,
  cards = 1,
): Promise<{ conversationId: string; approvalId: string }> {
  const conversationId = world.intercom.seedConversation({ source: { author: 'admin', body: CARD } }).id;
  world.intercom.addPart(conversationId, { body: '<p>Thanks</p>' });
  await untilCards(world, cards);
  let approvalId = '';
  await until(async () => {
    const found = (await approvals(world)).find(
      (one) => one.conversation_id === conversationId && one.goes_with,
    );
    approvalId = found?.id ?? '';
    return found !== undefined;
  }, 'the request');
  await until(() => headlines(world).at(-1)?.includes('approval') === true, 'the card with the request');
  return { conversationId, approvalId };
}

async function approvals(world: World): Promise<readonly ShownApproval[]> {
  const response = await fetch(`${world.app.url}/admin/approvals`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  const body = (await response.json()) as { approvals: readonly ShownApproval[] };
  return body.approvals;
}

function answer(world: World, approvalId: string, verdict: string, by: string): Promise<Response> {
  return post(world, `/admin/approvals/${approvalId}`, { verdict, by });
}

function post(world: World, path: string, body: object): Promise<Response> {
  return fetch(`${world.app.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function deletions({ intercom }: World): number {
  return intercom.calls.filter(({ method }) => method === 'DELETE').length;
}
