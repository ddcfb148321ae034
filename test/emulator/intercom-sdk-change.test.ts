// Intercom's own client against the emulator: what it changes besides messages.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { IntercomClient, IntercomError } from 'intercom-client';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';

describe('the official client, changing things', () => {
  let emulator: IntercomEmulator;
  let client: IntercomClient;
  before(async () => {
    emulator = await createIntercomEmulator();
    const { accessToken: token, url: environment } = emulator;
    client = new IntercomClient({ token, environment, version: '2.14', maxRetries: 0 });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  it('updates title and attributes of a conversation', async () => {
    const { id } = emulator.seedConversation({ title: '4111 1111 1111 1111' });

    const conversation = await client.conversations.update({
      conversation_id: id,
      title: 'Card',
      custom_attributes: { Card: 'removed' },
    });

    assert.equal(conversation.title, 'Card');
    assert.equal(conversation.custom_attributes?.Card, 'removed');
  });

  it('closes a conversation', async () => {
    const { id } = emulator.seedConversation();

    const conversation = await client.conversations.manage({
      conversation_id: id,
      body: { message_type: 'close', type: 'admin', admin_id: emulator.people.admin.id },
    });

    assert.equal(conversation.state, 'closed');
  });

  it('creates a tag, puts it on a conversation and takes it off', async () => {
    const { id: conversation_id } = emulator.seedConversation();
    const admin_id = emulator.people.admin.id;

    const { id } = await client.tags.create({ name: 'legal-hold' });
    const put = await client.tags.tagConversation({ conversation_id, id, admin_id });
    const tagged = emulator.conversation(conversation_id)?.tags;
    await client.tags.untagConversation({ conversation_id, tag_id: id, admin_id });
    const { data } = await client.tags.list();

    assert.equal(put.name, 'legal-hold');
    assert.deepEqual(tagged, [{ id, name: 'legal-hold' }]);
    assert.deepEqual(emulator.conversation(conversation_id)?.tags, []);
    assert.deepEqual(
      data?.map((tag) => tag.name),
      ['legal-hold'],
    );
  });

  it('reads admins, teams and a contact', async () => {
    const { admin, user } = emulator.people;

    const { admins } = await client.admins.list();
    const one = await client.admins.find({ admin_id: Number(admin.id) });
    const { teams } = await client.teams.list();
    const team = await client.teams.find({ team_id: '8120044' });
    const contact = await client.contacts.find({ contact_id: user.id });

    assert.equal(admins?.[0]?.id, admin.id);
    assert.equal(one?.email, admin.email);
    assert.deepEqual(teams, [team]);
    assert.equal(contact.email, user.email);
  });

  it('updates a ticket, replies to it and deletes it', async () => {
    const { id: ticket_id } = emulator.seedTicket();

    const updated = await client.tickets.update({ ticket_id, ticket_attributes: { IBAN: 'removed' } });
    const part = await client.tickets.reply({
      ticket_id,
      body: { message_type: 'note', type: 'admin', admin_id: emulator.people.admin.id, body: '<b>x</b>' },
    });
    const deleted = await client.tickets.deleteTicket({ ticket_id });

    assert.equal(updated?.ticket_attributes?.IBAN, 'removed');
    assert.equal(part.part_type, 'note');
    assert.deepEqual(deleted, { id: ticket_id, object: 'ticket', deleted: true });
  });

  it('throws a plain IntercomError on a back-office ticket that goes with its conversation', async () => {
    const { id } = emulator.seedConversation();
    const ticket = emulator.seedTicket({ category: 'Back-office', linkedConversationId: id });

    await assert.rejects(client.tickets.deleteTicket({ ticket_id: ticket.id }), (error) => {
      assert.ok(error instanceof IntercomError);
      assert.equal(error.statusCode, 403);
      return true;
    });
  });
});
