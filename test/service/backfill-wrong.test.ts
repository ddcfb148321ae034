// What a backfill is asked wrongly, at the wrong time or twice at once; and what Intercom answers wrongly.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADMIN_TOKEN, ask, begun, ended } from './ask-backfill.ts';
import { plant } from './history-place.ts';
import { aWorld } from './world.ts';

const env = { ADMIN_TOKEN };
const SEARCH = '/conversations/search';

test('of several that are asked for at once one begins', async (context) => {
  const world = await aWorld(context, { env });
  await ended(world, await begun(world));
  // None of them ends before the last is asked for.
  world.intercom.faults.add({ kind: 'delay', ms: 5_000, match: { path: SEARCH } });

  const asked = await Promise.all(
    Array.from({ length: 5 }, () => ask(world, 'POST', '/admin/backfills', { since: '1d' })),
  );

  assert.deepEqual(asked.map(({ status }) => status).toSorted(), [201, 409, 409, 409, 409]);
});

test('of two that failed and are taken up at once one goes on', async (context) => {
  const world = await aWorld(context, { env });
  const refusal = world.intercom.faults.add({ kind: 'status', status: 403, match: { path: SEARCH } });
  const runs = [];
  for (let count = 0; count < 8; count += 1) runs.push(await ended(world, await begun(world), 'failed'));
  refusal.remove();
  const slow = world.intercom.faults.add({ kind: 'delay', ms: 5_000, match: { path: SEARCH } });

  const answers = await Promise.all(
    runs.map(({ id }) => ask(world, 'POST', `/admin/backfills/${id}`, { action: 'resume' })),
  );

  slow.remove();
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, ...Array(7).fill(409)]);
});

test('odd ids, bodies and actions are refused, and never a failure of ours', async (context) => {
  const world = await aWorld(context, { env });
  const { id } = await begun(world);
  const statuses: number[] = [];
  for (const path of ['%00', '..%2f', 'x'.repeat(3_000), "'; drop table", '%E0%A4%A'])
    statuses.push((await raw(`/admin/backfills/${path}`, 'GET')).status);
  for (const body of ['{', '[]', '"x"', 'null', '{"action":"stop"}', `{"action":"${'x'.repeat(20_000)}"}`])
    statuses.push((await raw(`/admin/backfills/${id}`, 'POST', body)).status);
  for (const body of [
    '{"since":"99999d"}',
    '{"since":"1d","until":"-1d"}',
    '{"since":1}',
    '{"since":"1d","rule":"\\u0000"}',
  ])
    statuses.push((await raw('/admin/backfills', 'POST', body)).status);

  assert.ok(
    statuses.every((status) => status >= 400 && status < 500),
    statuses.join(),
  );

  function raw(path: string, method: string, body?: string): Promise<Response> {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' };
    return fetch(`${world.app.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  }
});

test('pages that are no JSON, limits and odd times and ids pass, and the rest is counted', async (context) => {
  const world = await aWorld(context, { env });
  plant(world, 5);
  const { faults } = world.intercom;
  const odd = [{ id: 7.5 }, { id: null, updated_at: 'x' }, { id: '9'.repeat(400) }];
  const page = { conversations: odd, total_count: 'many', pages: { next: null } };
  faults.add({ kind: 'not_json', times: 2, match: { path: SEARCH } });
  faults.add({ kind: 'reset', times: 1, match: { path: SEARCH } });
  faults.add({ kind: 'not_json', times: 3, match: { method: 'GET', path: /^\/conversations\/\d/ } });

  const first = await ended(world, await begun(world));
  faults.add({ kind: 'status', status: 200, body: page, times: 1, match: { path: SEARCH } });
  const second = await ended(world, await begun(world));

  assert.deepEqual([first.counts.conversations, first.counts.findings, first.counts.unread], [5, 5, 0]);
  assert.equal(second.counts.conversations, 0);
});
