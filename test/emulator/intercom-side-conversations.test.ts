import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call, connected, redactPart } from './intercom-client.ts';

describe('side conversations', () => {
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => 1787045251_000 });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  const list = (id: string, query = '', version = '2.16') =>
    call(emulator, 'GET', `/conversations/${id}/side_conversations${query}`, {
      headers: { 'intercom-version': version },
    });

  it('shows their parts, which are not among those of the conversation', async () => {
    const { id, sideConversations } = emulator.seedConversation({
      parts: [{ body: '<p>Hi</p>' }],
      sideConversations: [{ parts: [{ body: '<p>Is 4111 1111 1111 1111 hers?</p>' }, { author: 'user' }] }],
    });
    const [side] = sideConversations;

    const { status, body } = await list(id);
    const parent = await call(emulator, 'GET', `/conversations/${id}`);

    assert.equal(status, 200);
    const { side_conversations, ...rest } = body;
    assert.deepEqual(rest, {
      type: 'side_conversation.list',
      total_count: 1,
      pages: { type: 'pages', page: 1, per_page: 25, total_pages: 1 },
    });
    assert.equal(side_conversations[0]?.side_conversation_id, side?.id);
    assert.equal(side_conversations[0]?.total_count, 2);
    const [said, answered] = side_conversations[0]?.conversation_parts ?? [];
    assert.equal(said?.id, side?.parts[0]?.id);
    assert.equal(said?.body, '<p>Is 4111 1111 1111 1111 hers?</p>');
    assert.equal(said?.author.type, 'admin');
    assert.equal(answered?.author.type, 'user');
    assert.equal(parent.body.conversation_parts.total_count, 1);
  });

  it('are paged by number, 25 at a time unless asked otherwise, 50 at most', async () => {
    const { id } = emulator.seedConversation();
    const ids = Array.from({ length: 60 }, () => emulator.addSideConversation(id).id);
    const page = async (query: string) =>
      (await list(id, query)).body.side_conversations.map((side) => side.side_conversation_id);

    assert.deepEqual(await page(''), ids.slice(0, 25));
    assert.deepEqual(await page('?page=3'), ids.slice(50));
    assert.deepEqual(await page('?page=2&per_page=50'), ids.slice(50));
    assert.deepEqual(await page('?page=9'), []);
    for (const wrong of ['per_page=51', 'per_page=0', 'page=0', 'page=x'])
      assert.equal((await list(id, `?${wrong}`)).status, 400, wrong);
  });

  it('are there since 2.16, for those who may read conversations', async () => {
    const { id } = emulator.seedConversation();

    const early = await list(id, '', '2.15');
    const unknown = await list('1');
    emulator.scopes.delete('read_conversations');
    const refused = await list(id, '', 'Preview');

    assert.equal(early.body.errors[0]?.code, 'intercom_version_invalid');
    assert.equal(unknown.status, 404);
    assert.match(refused.body.errors[0]?.message ?? '', /\(read_conversations\)/);
  });

  it('cannot be read, redacted or deleted by their own id', async () => {
    const { id, sideConversations } = emulator.seedConversation({
      sideConversations: [{ parts: [{ body: '<p>x</p>' }] }],
    });
    const [side] = sideConversations;
    const sideId = side?.id ?? '';

    const read = await call(emulator, 'GET', `/conversations/${sideId}`);
    const redacted = await redactPart(emulator, sideId, side?.parts[0]?.id ?? '');
    const redactedByParent = await redactPart(emulator, id, side?.parts[0]?.id ?? '');
    const deleted = await call(emulator, 'DELETE', `/conversations/${sideId}`);

    assert.equal(read.status, 404);
    assert.equal(redacted.status, 404);
    assert.equal(redactedByParent.status, 404);
    assert.equal(deleted.status, 403);
    assert.equal(deleted.body.errors[0]?.code, 'action_forbidden');
    assert.equal((await list(id)).body.total_count, 1);
  });

  it('are deleted with their conversation', async () => {
    const { id, sideConversations } = emulator.seedConversation({ sideConversations: [{}, {}] });

    await call(emulator, 'DELETE', `/conversations/${id}`);

    assert.equal((await list(id)).status, 404);
    const again = await call(emulator, 'DELETE', `/conversations/${sideConversations[0]?.id}`);
    assert.equal(again.status, 404);
  });

  it('are told under no topic, but move the time of the update', async (test) => {
    const { emulator: sending, receiver } = await connected(test, { clock: () => 1787045251_000 });
    const { id } = sending.seedConversation({ quiet: true, createdAt: new Date(1787044000_000) });

    sending.addSideConversation(id, { parts: [{ body: '<p>x</p>' }] });
    await sending.idle();

    assert.deepEqual(receiver.topics(), []);
    assert.equal(sending.conversation(id)?.updatedAtS, 1787045251);
    assert.throws(() => sending.addSideConversation('1'), /no conversation 1/);
  });
});
