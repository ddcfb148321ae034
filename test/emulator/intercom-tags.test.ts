import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call } from './intercom-client.ts';

interface TagList {
  readonly type: string;
  readonly data: readonly { readonly id: string; readonly name: string }[];
}

describe('tags', () => {
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => 1787045251_000 });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  const tagsOf = async (id: string) =>
    (await call(emulator, 'GET', `/conversations/${id}`)).body.tags.tags.map(({ name }) => name);
  const create = async (name: string) => (await call(emulator, 'POST', '/tags', { body: { name } })).body.id;

  it('are the same in every conversation that has them, and found by search', async () => {
    const first = emulator.seedConversation({ tags: ['vip', 'legal-hold'] });
    const second = emulator.seedConversation({ tags: ['Legal-Hold'] });
    emulator.seedConversation();
    const tagId = first.tags[1]?.id;

    const { body } = await call(emulator, 'POST', '/conversations/search', {
      body: { query: { field: 'tag_ids', operator: 'IN', value: [tagId] } },
    });

    assert.equal(second.tags[0]?.id, tagId);
    assert.deepEqual(
      body.conversations.map(({ id }) => id),
      [second.id, first.id],
    );
  });

  it('are created by name and listed', async () => {
    const id = await create('legal-hold');
    const again = await create('legal-hold');

    const { body } = await call(emulator, 'GET', '/tags');

    assert.equal(again, id);
    const { type, data } = body as unknown as TagList;
    assert.equal(type, 'list');
    assert.equal(data.filter(({ name }) => name === 'legal-hold').length, 1);
    assert.equal((await call(emulator, 'POST', '/tags', { body: {} })).status, 400);
  });

  it('are put on a conversation once, and taken off', async () => {
    const { id } = emulator.seedConversation({ createdAt: new Date(1787044351_000) });
    const tagId = await create('legal-hold');
    const admin_id = emulator.people.admin.id;
    const put = () => call(emulator, 'POST', `/conversations/${id}/tags`, { body: { id: tagId, admin_id } });

    const put_ = await put();
    await put();
    const with_ = await tagsOf(id);
    const taken = await call(emulator, 'DELETE', `/conversations/${id}/tags/${tagId}`, {
      body: { admin_id },
    });

    assert.deepEqual(put_.body, {
      type: 'tag',
      id: tagId,
      name: 'legal-hold',
      applied_at: 1787045251,
      applied_by: { type: 'admin', id: admin_id },
    });
    assert.deepEqual(with_, ['legal-hold']);
    assert.deepEqual(taken.body, { type: 'tag', id: tagId, name: 'legal-hold' });
    assert.deepEqual(await tagsOf(id), []);
    assert.equal(emulator.conversation(id)?.updatedAtS, 1787045251);
  });

  it('need a conversation, a tag and an admin that there are', async () => {
    const { id } = emulator.seedConversation();
    const tagId = await create('x');
    const admin_id = emulator.people.admin.id;
    const cases = [
      [id, { id: tagId }, 400],
      [id, { admin_id }, 400],
      [id, { id: '1', admin_id }, 404],
      ['1', { id: tagId, admin_id }, 404],
      [id, { id: tagId, admin_id: '1' }, 404],
    ] as const;

    for (const [conversationId, body, status] of cases) {
      const answer = await call(emulator, 'POST', `/conversations/${conversationId}/tags`, { body });
      assert.equal(answer.status, status, JSON.stringify(body));
    }
    assert.deepEqual(await tagsOf(id), []);
  });
});
