// A request for a deletion ends by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { until } from '../support/until.ts';
import { aConversation, aWorld } from './world.ts';

const TOKEN = 'admin-token-for-tests';
const DAY_MS = 24 * 3_600_000;

interface Asked {
  readonly state: string;
  readonly goes_with: object | null;
  readonly expires_at: Date;
}

/** The job that comes once more. */
const LATER = "from redactor_queue.job where singleton_key like '%:retry' and state = 'created'";

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

test('a request expires also while Intercom refuses the token', async (context) => {
  let behindMs = DAY_MS - 4_000;
  const world = await aWorld(context, {
    overrides: { clock: () => new Date(Date.now() - behindMs) },
    env: { ADMIN_TOKEN: TOKEN, SLACK_APPROVERS: 'U024BE7LH' },
  });
  const conversationId = aConversation(world);
  world.intercom.faults.add({ kind: 'status', status: 401 });
  await fetch(`${world.app.url}/admin/approvals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ conversation_id: conversationId, by: 'U024BE7LH' }),
  });
  await until(() => JSON.stringify(world.slack.messages).includes('token'), 'the card about the token');

  behindMs = 0;

  await until(
    () => JSON.stringify(world.slack.messages).includes('Nobody approved it in time'),
    'the card that says so',
  );
});

test("the end that the database's clock brings too early is waited for by the service's, and comes once", async (context) => {
  let behindMs = DAY_MS - 2_000;
  const world = await aWorld(context, {
    overrides: { clock: () => new Date(Date.now() - behindMs) },
    env: { ADMIN_TOKEN: TOKEN, SLACK_APPROVERS: 'U024BE7LH' },
  });
  const client = new Client({ connectionString: world.database.databaseUrl });
  await client.connect();
  context.after(() => client.end());
  const approval = async () =>
    (await client.query<Asked>('select state, goes_with, expires_at from redactor.approval')).rows[0];
  const later = async () =>
    (await client.query<{ start_after: Date }>(`select start_after ${LATER}`)).rows[0]?.start_after;
  await fetch(`${world.app.url}/admin/approvals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ conversation_id: aConversation(world), by: 'U024BE7LH' }),
  });
  await until(async () => Boolean((await approval())?.goes_with), 'the request');

  // Where the database has reached the end of the request's time, the service is five minutes behind.
  behindMs = 5 * 60_000;
  await until(async () => (await later()) !== undefined, 'another look after the early one');

  const asked = await approval();
  assert.equal(asked?.state, 'open');
  const afterEndMs = ((await later())?.getTime() ?? 0) - (asked?.expires_at.getTime() ?? 0);
  assert.ok(afterEndMs > 0 && afterEndMs <= 61_000, `${afterEndMs} ms after the end`);
  assert.doesNotMatch(JSON.stringify(world.slack.messages), /Nobody approved it in time/);

  behindMs = 0;
  await client.query(`update redactor_queue.job set start_after = now() where id in (select id ${LATER})`);
  await until(() => JSON.stringify(world.slack.messages).includes('Nobody approved it in time'), 'the card');
  await sleep(1_500);

  assert.equal((await approval())?.state, 'expired');
  const ends = await client.query("select 1 from redactor.audit where action = 'expire_deletion'");
  assert.equal(ends.rowCount, 1);
  assert.equal(world.slack.messages.length, 1);
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
  const match = { method: 'DELETE' } as const;
  world.intercom.faults.add({ kind: 'delay', ms: 1_000, match });
  const outage = world.intercom.faults.add({ kind: 'status', status: 503, match });
  const { approval } = await admin('', { conversation_id: conversationId, by: 'U024BE7LH' });
  await admin(`/${approval.id}`, { verdict: 'approve', by: 'U024BE7LH' });
  await until(() => deletions() > 0, 'the first attempt');

  // Before it is answered: the next attempt comes a second later.
  behindMs = 0;
  outage.remove();
  await until(() => JSON.stringify(world.slack.messages).includes('Deletion failed'), 'the card');

  assert.ok(world.intercom.conversation(conversationId));
});
