import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call } from './intercom-client.ts';

describe('what remains of deleted conversations', () => {
  let nowMs = 0;
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => nowMs, reportingLagMs: 60_000 });
  });
  beforeEach(() => {
    nowMs = 1787045251_000;
    emulator.reset();
  });
  after(() => emulator.close());

  const seed = () =>
    emulator.seedConversation({
      customAttributes: { 'Card number': '4111 1111 1111 1111' },
      parts: [{ body: '<p>x</p>' }, { author: 'admin', partType: 'close' }],
    }).id;
  const remove = (id: string, query = '') => call(emulator, 'DELETE', `/conversations/${id}${query}`);

  it('counts every conversation in reports, with its attributes', () => {
    const ids = [seed(), seed()];

    const { totals, rows } = emulator.reporting();

    assert.deepEqual(totals, {
      conversations: 2,
      deletedConversations: 0,
      parts: 4,
      assignments: 0,
      reopens: 0,
      closed: 2,
    });
    assert.deepEqual(
      rows.map(({ conversationId }) => conversationId),
      ids,
    );
    assert.deepEqual(rows[0]?.customAttributes, { 'Card number': '4111 1111 1111 1111' });
  });

  it('marks a conversation as deleted and keeps its metrics, but not its attributes', async () => {
    const id = seed();
    seed();
    const { totals } = emulator.reporting();

    await remove(id);
    nowMs += 60_000;

    const after_ = emulator.reporting();
    assert.deepEqual(after_.totals, { ...totals, deletedConversations: 1 });
    assert.deepEqual(after_.rows[0], {
      conversationId: id,
      deleted: true,
      createdAtS: 1787045251,
      parts: 2,
      assignments: 0,
      reopens: 0,
      closed: true,
      customAttributes: null,
    });
    assert.equal(JSON.stringify(emulator.reporting().rows[0]).includes('4111'), false);
  });

  it('leaves nothing of a conversation that was deleted with its metrics', async () => {
    const id = seed();
    const other = seed();

    await remove(id, '?retain_metrics=false');
    nowMs += 60_000;

    const { totals, rows } = emulator.reporting();
    assert.deepEqual(
      rows.map(({ conversationId }) => conversationId),
      [other],
    );
    assert.deepEqual([totals.conversations, totals.deletedConversations, totals.parts], [1, 0, 2]);
  });

  it('shows a deletion in reports late, and in the API at once', async () => {
    const id = seed();

    await remove(id, '?retain_metrics=false');
    nowMs += 59_999;

    assert.equal(emulator.reporting().rows[0]?.deleted, false);
    assert.equal((await call(emulator, 'GET', `/conversations/${id}`)).status, 404);
    nowMs += 1;
    assert.deepEqual(emulator.reporting().rows, []);
  });

  it('shows reports under a path of its own, with no token, no limit and no call remembered', async () => {
    seed();
    emulator.faults.add({ kind: 'status', status: 500 });

    const response = await fetch(`${emulator.url}/__emulator/reporting`);

    assert.equal(response.status, 200);
    assert.equal(response.headers.get('x-ratelimit-limit'), null);
    assert.deepEqual(await response.json(), emulator.reporting());
    assert.deepEqual(emulator.calls, []);
  });

  it('lists deleted conversations, the last first, and whether their metrics are retained', async () => {
    const [first, second] = [seed(), seed()];
    await remove(first);
    nowMs += 5_000;
    await remove(second, '?retain_metrics=false');

    const { body } = await call(emulator, 'GET', '/conversations/deleted');

    assert.deepEqual(body, {
      type: 'conversations.list',
      total_count: 2,
      pages: { type: 'pages', page: 1, per_page: 20, total_pages: 1, next: null },
      conversations: [
        { type: 'conversation', id: second, metrics_retained: false, deleted_at: 1787045256 },
        { type: 'conversation', id: first, metrics_retained: true, deleted_at: 1787045251 },
      ],
    });
  });

  it('pages through the list by addresses, in either order', async () => {
    const ids = Array.from({ length: 5 }, seed);
    for (const id of ids) await remove(id);
    const walk = async (query: string) => {
      const found: string[][] = [];
      for (let next: string | null = `${emulator.url}/conversations/deleted${query}`; next !== null; ) {
        assert.ok(next.startsWith(emulator.url));
        const { body } = await call(emulator, 'GET', next.slice(emulator.url.length));
        found.push(body.conversations.map(({ id }) => id));
        next = body.pages.next as unknown as string | null;
      }
      return found;
    };
    const [a, b, c, d, e] = ids;

    assert.deepEqual(await walk('?per_page=2'), [[e, d], [c, b], [a]]);
    assert.deepEqual(await walk('?per_page=2&order=asc'), [[a, b], [c, d], [e]]);
    assert.equal((await call(emulator, 'GET', '/conversations/deleted?per_page=61')).status, 400);
  });

  it('has the list since 2.16', async () => {
    const list = (version: string) =>
      call(emulator, 'GET', '/conversations/deleted', { headers: { 'intercom-version': version } });

    const early = await list('2.15');

    assert.equal(early.status, 400);
    assert.equal(early.body.errors[0]?.code, 'intercom_version_invalid');
    for (const version of ['2.16', '2.17', 'Preview', 'Unstable'])
      assert.equal((await list(version)).status, 200);
  });
});
