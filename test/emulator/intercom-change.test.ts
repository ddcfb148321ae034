import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call, connected } from './intercom-client.ts';

describe('changing conversations and tickets', () => {
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => 1787045251_000 });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  it('overwrites title and attributes of a conversation; those that are not named stay', async () => {
    const { id } = emulator.seedConversation({
      title: 'Card 4111 1111 1111 1111',
      customAttributes: { Card: '4111 1111 1111 1111', Plan: 'Gold' },
      createdAt: new Date(1787044351_000),
    });

    const { status, body } = await call(emulator, 'PUT', `/conversations/${id}`, {
      body: { title: 'Card', custom_attributes: { Card: null }, read: true },
    });

    assert.equal(status, 200);
    assert.equal(body.title, 'Card');
    assert.deepEqual(body.custom_attributes, { Card: null, Plan: 'Gold' });
    assert.equal(body.updated_at, 1787045251);
    assert.equal(body.conversation_parts.total_count, 0);
    assert.equal(emulator.conversation(id)?.read, true);
  });

  it('changes a title since 2.13, and attributes in every version', async () => {
    const { id } = emulator.seedConversation({ title: 'old' });
    const change = (version: string) =>
      call(emulator, 'PUT', `/conversations/${id}`, {
        headers: { 'intercom-version': version },
        body: { title: version, custom_attributes: { Version: version } },
      });

    const early = await change('2.12');
    const late = await change('2.13');

    assert.deepEqual([early.body.title, early.body.custom_attributes.Version], ['old', '2.12']);
    assert.deepEqual([late.body.title, late.body.custom_attributes.Version], ['2.13', '2.13']);
  });

  it('changes nothing of an unknown conversation, nor of a ticket without the scope for tickets', async () => {
    const { id } = emulator.seedTicket();
    emulator.scopes.delete('write_tickets');

    const unknown = await call(emulator, 'PUT', '/conversations/1', { body: { title: 'x' } });
    const ticket = await call(emulator, 'PUT', `/conversations/${id}`, { body: { title: 'x' } });

    assert.equal(unknown.status, 404);
    assert.equal(ticket.status, 403);
    assert.equal(emulator.conversation(id)?.title, null);
  });

  it('overwrites the attributes of a ticket, and leaves a part that names them without their values', async (test) => {
    const { emulator: sending, receiver } = await connected(test);
    const { id } = sending.seedTicket({
      quiet: true,
      attributes: { _default_title_: 'Refund', IBAN: 'DE89370400440532013000' },
    });

    const { status, body } = await call(sending, 'PUT', `/tickets/${id}`, {
      body: { ticket_attributes: { IBAN: '' }, is_shared: false, open: false },
    });
    await sending.idle();

    assert.equal(status, 200);
    assert.deepEqual(body.ticket_attributes, { _default_title_: 'Refund', IBAN: '' });
    assert.deepEqual(
      body.ticket_parts.ticket_parts.map(({ part_type, body }) => [part_type, body]),
      [
        ['ticket_attribute_updated_by_admin', null],
        ['close', null],
      ],
    );
    assert.equal(sending.conversation(id)?.state, 'closed');
    assert.deepEqual([...receiver.topics()].sort(), ['ticket.attribute.updated', 'ticket.closed']);
    const unknown = await call(sending, 'PUT', '/tickets/1', { body: {} });
    assert.equal(unknown.body.errors[0]?.code, 'ticket_not_found');
  });

  it('adds a reply or note to a ticket and answers the part', async () => {
    const { id } = emulator.seedTicket({ category: 'Back-office' });
    const { admin, user } = emulator.people;
    const reply = (path: string, who: object) =>
      call(emulator, 'POST', path, { body: { message_type: 'comment', body: 'Hi', ...who } });

    const note = await reply(`/tickets/${id}/reply`, {
      type: 'admin',
      admin_id: admin.id,
      message_type: 'note',
    });
    const comment = await reply(`/tickets/${id}/reply`, { type: 'user', intercom_user_id: user.id });
    const unknown = await reply('/tickets/1/reply', { type: 'user', intercom_user_id: user.id });
    const nobody = await reply(`/tickets/${id}/reply`, { type: 'admin', admin_id: '1' });

    assert.equal(note.body.type, 'ticket_part');
    assert.equal(emulator.conversation(id)?.parts[0]?.partType, 'note');
    assert.equal(comment.body.type, 'ticket_part');
    assert.equal(emulator.conversation(id)?.parts[1]?.author.id, user.id);
    assert.equal(unknown.body.errors[0]?.code, 'ticket_not_found');
    assert.equal(nobody.body.errors[0]?.code, 'admin_not_found');
  });

  it('closes, opens, snoozes and assigns a conversation', async () => {
    const { id } = emulator.seedConversation();
    const { admin } = emulator.people;
    const steps = [
      [{ message_type: 'close', body: '<p>Bye</p>' }, 'close', 'closed'],
      [{ message_type: 'open' }, 'open', 'open'],
      [{ message_type: 'snoozed', snoozed_until: 1787049999 }, 'snoozed', 'snoozed'],
      [{ message_type: 'assignment', assignee_id: admin.id }, 'assignment', 'snoozed'],
    ] as const;

    for (const [step, partType, state] of steps) {
      const { status, body } = await call(emulator, 'POST', `/conversations/${id}/parts`, {
        body: { type: 'admin', admin_id: admin.id, ...step },
      });
      assert.equal(status, 200);
      assert.equal(body.conversation_parts.conversation_parts.at(-1)?.part_type, partType);
      assert.equal(body.state, state);
    }
    const kept = emulator.conversation(id);
    assert.equal(kept?.adminAssigneeId, Number(admin.id));
    assert.equal(kept?.parts[0]?.body, '<p>Bye</p>');
  });

  it('refuses to change a state in no known way', async () => {
    const { id } = emulator.seedConversation();
    const admin_id = emulator.people.admin.id;
    const cases = [
      [id, { admin_id }, 400, 'parameter_not_found'],
      [id, { admin_id, message_type: 'melt' }, 400, 'parameter_invalid'],
      [id, { admin_id, message_type: 'assignment' }, 400, 'parameter_not_found'],
      [id, { admin_id: '1', message_type: 'close' }, 404, 'admin_not_found'],
      ['1', { admin_id, message_type: 'close' }, 404, 'not_found'],
    ] as const;

    for (const [conversationId, body, status, code] of cases) {
      const answer = await call(emulator, 'POST', `/conversations/${conversationId}/parts`, { body });
      assert.equal(answer.status, status, JSON.stringify(body));
      assert.equal(answer.body.errors[0]?.code, code);
    }
  });
});
