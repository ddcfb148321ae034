// A request for a deletion ends by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../support/until.ts';
import { aConversation, aWorld } from './world.ts';

const TOKEN = 'admin-token-for-tests';
const DAY_MS = 24 * 3_600_000;

test('without an answer within 24 hours the conversation is kept', async (context) => {
  let behindMs = DAY_MS - 4_000;
  const world = await aWorld(context, {
    overrides: { clock: () => new Date(Date.now() - behindMs) },
    env: { ADMIN_TOKEN: TOKEN, SLACK_APPROVERS: 'U024BE7LH' },
  });
  const conversationId = aConversation(world);
  const admin = (path: string, body: unknown): Promise<Response> =>
    fetch(`${world.app.url}/admin/approvals${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const asked = await admin('', { conversation_id: conversationId, by: 'U024BE7LH' });
  const { approval } = (await asked.json()) as { readonly approval: { readonly id: string } };

  behindMs = 0;
  await until(
    () => JSON.stringify(world.slack.messages).includes('Nobody approved it in time'),
    'the card that says so',
  );

  const late = await admin(`/${approval.id}`, { verdict: 'approve', by: 'U024BE7LH' });
  assert.equal(late.status, 409);
  assert.match(await late.text(), /it is expired already/);
  assert.ok(world.intercom.conversation(conversationId));
  assert.equal(world.intercom.calls.filter(({ method }) => method === 'DELETE').length, 0);
});

test('an approval that could not be carried out for 72 hours holds no more', async (context) => {
  let behindMs = 73 * 3_600_000;
  const world = await aWorld(context, {
    overrides: { clock: () => new Date(Date.now() - behindMs) },
    env: { ADMIN_TOKEN: TOKEN, SLACK_APPROVERS: 'U024BE7LH' },
  });
  const conversationId = aConversation(world);
  const admin = async (
    path: string,
    body: unknown,
  ): Promise<{ readonly approval: { readonly id: string } }> => {
    const response = await fetch(`${world.app.url}/admin/approvals${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { approval: { id: string } };
  };
  const deletions = (): number => world.intercom.calls.filter(({ method }) => method === 'DELETE').length;
  const outage = world.intercom.faults.add({ kind: 'status', status: 503, match: { method: 'DELETE' } });
  const { approval } = await admin('', { conversation_id: conversationId, by: 'U024BE7LH' });
  await admin(`/${approval.id}`, { verdict: 'approve', by: 'U024BE7LH' });
  await until(() => deletions() > 0, 'the first attempt');

  behindMs = 0;
  outage.remove();
  await until(() => JSON.stringify(world.slack.messages).includes('Deletion failed'), 'the card');

  assert.ok(world.intercom.conversation(conversationId));
});
