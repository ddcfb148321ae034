import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call } from './intercom-client.ts';

describe('creating conversations and replies through the API', () => {
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => 1787044351_000 });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  it('starts a conversation for a contact and answers the message', async () => {
    const from = { type: 'user', id: emulator.people.user.id };

    const { status, body } = await call(emulator, 'POST', '/conversations', {
      body: { from, body: 'a < b & c' },
    });

    const { conversation_id: conversationId, id, ...rest } = body;
    assert.equal(status, 200);
    assert.deepEqual(rest, {
      type: 'user_message',
      created_at: 1787044351,
      body: 'a < b & c',
      message_type: 'inapp',
    });
    const source = emulator.conversation(conversationId)?.source;
    assert.equal(source?.id, id);
    assert.equal(source?.body, '<p>a &lt; b &amp; c</p>');
  });

  it('starts none for an unknown contact', async () => {
    const from = { type: 'user', id: '123_doesnt_exist' };

    const { status, body } = await call(emulator, 'POST', '/conversations', { body: { from, body: 'Hi' } });

    assert.equal(status, 404);
    assert.deepEqual(body.errors, [{ code: 'not_found', message: 'User Not Found' }]);
  });

  it('adds a contact’s comment by each of its ids', async () => {
    const { id } = emulator.seedConversation();
    const { user } = emulator.people;

    for (const who of [{ intercom_user_id: user.id }, { user_id: user.externalId }, { email: user.email }]) {
      const { status } = await call(emulator, 'POST', `/conversations/${id}/reply`, {
        body: { message_type: 'comment', type: 'user', body: 'Hi', ...who },
      });
      assert.equal(status, 200);
    }

    const parts = emulator.conversation(id)?.parts ?? [];
    assert.deepEqual(
      parts.map(({ author, body }) => [author.id, body]),
      Array.from({ length: 3 }, () => [user.id, '<p>Hi</p>']),
    );
  });

  it('adds a teammate’s comment and note', async () => {
    const { id } = emulator.seedConversation();
    const reply = (message_type: string) =>
      call(emulator, 'POST', `/conversations/${id}/reply`, {
        body: {
          message_type,
          type: 'admin',
          admin_id: emulator.people.admin.id,
          body: '<p>4111 **** 1111</p>',
        },
      });

    await reply('comment');
    const { status, body } = await reply('note');

    assert.equal(status, 200);
    const parts = body.conversation_parts.conversation_parts;
    assert.deepEqual(
      parts.map(({ part_type, author, body }) => [part_type, author.type, body]),
      [
        ['comment', 'admin', '<p>4111 **** 1111</p>'],
        ['note', 'admin', '<p>4111 **** 1111</p>'],
      ],
    );
  });

  it('adds an attachment without text', async () => {
    const { id } = emulator.seedConversation();
    const attachment_files = [{ content_type: 'application/pdf', name: 'form.pdf', data: 'aGk=' }];

    await call(emulator, 'POST', `/conversations/${id}/reply`, {
      body: {
        message_type: 'comment',
        type: 'user',
        intercom_user_id: emulator.people.user.id,
        attachment_files,
      },
    });

    const part = emulator.conversation(id)?.parts[0];
    assert.equal(part?.body, null);
    assert.equal(part?.attachments[0]?.name, 'form.pdf');
  });

  it('refuses replies that lack something', async () => {
    const { id } = emulator.seedConversation();
    const admin = { type: 'admin', admin_id: emulator.people.admin.id };
    const user = { type: 'user', intercom_user_id: emulator.people.user.id };
    const cases = [
      [id, { ...admin, body: 'x' }, 400, 'parameter_not_found'],
      [id, { ...admin, message_type: 'note' }, 400, 'parameter_not_found'],
      [id, { ...user, message_type: 'note', body: 'x' }, 400, 'parameter_invalid'],
      [id, { ...admin, message_type: 'note', body: 'x', admin_id: '1' }, 404, 'admin_not_found'],
      [id, { ...user, message_type: 'comment', body: 'x', intercom_user_id: '1' }, 404, 'not_found'],
      ['1', { ...admin, message_type: 'note', body: 'x' }, 404, 'not_found'],
    ] as const;

    for (const [conversationId, body, status, code] of cases) {
      const answer = await call(emulator, 'POST', `/conversations/${conversationId}/reply`, { body });
      assert.equal(answer.status, status, JSON.stringify(body));
      assert.equal(answer.body.errors[0]?.code, code);
    }
  });
});
