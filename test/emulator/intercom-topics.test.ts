import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PartSeed } from '../../src/emulator/intercom.ts';
import { call, connected, redactPart } from './intercom-client.ts';

describe('webhook topics', () => {
  const text = '<p>x</p>';
  const assigned = { type: 'admin', id: '7714206' } as const;
  const cases: readonly (readonly [string, PartSeed, readonly string[]])[] = [
    ['a contact’s comment', { body: text }, ['conversation.user.replied']],
    ['a lead’s comment', { author: 'lead', body: text }, ['conversation.user.replied']],
    ['an attachment alone', { attachments: [{ name: 'a.pdf' }] }, ['conversation.user.replied']],
    ['an admin’s comment', { author: 'admin', body: text }, ['conversation.admin.replied']],
    ['a note', { author: 'admin', partType: 'note', body: text }, ['conversation.admin.noted']],
    ['a bot’s comment', { author: 'bot', body: text }, ['conversation.operator.replied']],
    [
      'an assignment',
      { author: 'admin', partType: 'assignment', assignedTo: assigned },
      ['conversation.admin.assigned'],
    ],
    [
      'a reply with an assignment',
      { author: 'admin', partType: 'assignment', assignedTo: assigned, body: text },
      ['conversation.admin.replied', 'conversation.admin.assigned'],
    ],
    [
      'a reply with a close',
      { author: 'admin', partType: 'close', body: text },
      ['conversation.admin.replied', 'conversation.admin.closed'],
    ],
    ['a close', { author: 'admin', partType: 'close' }, ['conversation.admin.closed']],
    ['an opening', { author: 'admin', partType: 'open' }, ['conversation.admin.opened']],
    [
      'a reopening with an assignment',
      { author: 'admin', partType: 'assign_and_reopen', assignedTo: assigned },
      ['conversation.admin.open.assigned'],
    ],
    ['an end of a snooze', { author: 'admin', partType: 'unsnoozed' }, ['conversation.admin.unsnoozed']],
    ['a snooze', { author: 'admin', partType: 'snoozed' }, ['conversation.admin.snoozed']],
    [
      'a bot’s question',
      { author: 'bot', partType: 'quick_reply', body: text },
      ['conversation.operator.replied'],
    ],
    ['a part without a topic', { author: 'bot', partType: 'language_detection_details' }, []],
  ];
  for (const [what, part, topics] of cases) {
    it(`tells ${what} as ${topics.join(' and ') || 'nothing'}`, async (test) => {
      const { emulator, receiver } = await connected(test);
      const { id } = emulator.seedConversation({ quiet: true });

      const { id: partId } = emulator.addPart(id, part);
      await emulator.idle();

      assert.deepEqual([...receiver.topics()].sort(), [...topics].sort());
      for (const { body } of receiver.received) {
        const parts = body?.data.item.conversation_parts;
        assert.equal(parts?.total_count, 1);
        assert.equal(parts?.conversation_parts[0]?.id, partId);
      }
    });
  }

  it('tells who started a conversation', async (test) => {
    const { emulator, receiver } = await connected(test);

    emulator.seedConversation();
    await emulator.idle();
    emulator.seedConversation({ source: { author: 'admin' } });
    await emulator.idle();
    emulator.seedConversation({ source: { author: 'bot' } });
    emulator.seedConversation({ source: null });
    emulator.seedConversation({ quiet: true, parts: [{ body: text }] });
    await emulator.idle();

    assert.deepEqual(receiver.topics(), ['conversation.user.created', 'conversation.admin.single.created']);
  });

  it('tells a bot’s reply under two topics, with two ids and one part, where asked to', async (test) => {
    const { emulator, receiver } = await connected(test, { botDoubleTopic: true });
    const { id } = emulator.seedConversation({ quiet: true });

    emulator.addPart(id, { author: 'bot', body: text });
    await emulator.idle();

    assert.deepEqual([...receiver.topics()].sort(), [
      'conversation.admin.replied',
      'conversation.operator.replied',
    ]);
    const ids = receiver.received.map(({ body }) => body?.id);
    const parts = receiver.received.map(
      ({ body }) => body?.data.item.conversation_parts.conversation_parts[0]?.id,
    );
    assert.equal(new Set(ids).size, 2);
    assert.equal(new Set(parts).size, 1);
  });

  it('tells tickets under their own topics', async (test) => {
    const { emulator, receiver } = await connected(test);

    const { id } = emulator.seedTicket();
    await emulator.idle();
    emulator.addPart(id, { body: text });
    await emulator.idle();
    emulator.addPart(id, { author: 'admin', partType: 'note', body: text });
    await emulator.idle();

    assert.deepEqual(receiver.topics(), ['ticket.created', 'ticket.contact.replied', 'ticket.note.created']);
  });

  it('tells what changes a ticket', async (test) => {
    const { emulator, receiver } = await connected(test);
    const { id } = emulator.seedTicket({ quiet: true });
    const told = async (part: PartSeed) => {
      const before = receiver.received.length;
      emulator.addPart(id, { author: 'admin', ...part });
      await emulator.idle();
      return [...receiver.topics().slice(before)].sort();
    };
    const partType = (name: string) => told({ partType: name });

    assert.deepEqual(await told({ body: text }), ['ticket.admin.replied']);
    assert.deepEqual(await told({ author: 'user', attachments: [{ name: 'a.pdf' }] }), [
      'ticket.contact.replied',
    ]);
    assert.deepEqual(await told({ partType: 'assignment', assignedTo: assigned }), ['ticket.admin.assigned']);
    assert.deepEqual(
      await told({ partType: 'assignment', assignedTo: { type: 'team', id: '8120044' }, body: text }),
      ['ticket.admin.replied', 'ticket.team.assigned'],
    );
    assert.deepEqual(await partType('ticket_state_updated_by_admin'), ['ticket.state.updated']);
    assert.deepEqual(await partType('ticket_attribute_updated_by_admin'), ['ticket.attribute.updated']);
    assert.deepEqual(await partType('snoozed'), ['ticket.admin.snoozed']);
    assert.deepEqual(await partType('unsnoozed'), ['ticket.admin.unsnoozed']);
    assert.deepEqual(await partType('close'), ['ticket.closed']);
  });

  it('tells a ticket’s reply under the topic of conversations too, where asked to', async (test) => {
    const { emulator, receiver } = await connected(test, { ticketDoubleTopic: true });
    const { id } = emulator.seedTicket({ quiet: true });

    emulator.addPart(id, { body: text });
    await emulator.idle();

    assert.deepEqual([...receiver.topics()].sort(), ['conversation.user.replied', 'ticket.contact.replied']);
  });

  it('tells a rating, with its remark', async (test) => {
    const { emulator, receiver } = await connected(test);
    const { id } = emulator.seedConversation({ quiet: true });
    const ticket = emulator.seedTicket({ quiet: true });

    emulator.rateConversation(id, 2, 'my card was 4111 1111 1111 1111');
    await emulator.idle();
    emulator.rateConversation(ticket.id, 5);
    await emulator.idle();

    assert.deepEqual(receiver.topics(), ['conversation.rating.added', 'ticket.rating.provided']);
    const told = receiver.received[0]?.body?.data.item.conversation_rating;
    assert.equal(told?.remark, 'my card was 4111 1111 1111 1111');
    const { body } = await call(emulator, 'GET', `/conversations/${id}`);
    assert.equal(body.conversation_rating?.rating, 2);
    assert.deepEqual(body.conversation_parts.conversation_parts, []);
  });

  it('echoes a redaction with the tombstone, and a deletion', async (test) => {
    const { emulator, receiver } = await connected(test);
    const { id, parts } = emulator.seedConversation({ quiet: true, parts: [{ body: text }] });

    await redactPart(emulator, id, parts[0]?.id ?? '');
    await emulator.idle();
    await call(emulator, 'DELETE', `/conversations/${id}`);
    await emulator.idle();

    assert.deepEqual(receiver.topics(), ['conversation_part.redacted', 'conversation.deleted']);
    const [redacted, deleted] = receiver.received;
    const part = redacted?.body?.data.item.conversation_parts.conversation_parts[0];
    assert.equal(part?.redacted, true);
    assert.equal(part?.body, '<p><i>This message was deleted</i></p>');
    assert.equal(deleted?.body?.data.item.conversation_id, id);
  });

  for (const tellSourceRedaction of [true, false]) {
    it(`echoes the redaction of a source: ${tellSourceRedaction}, as it is told to`, async (test) => {
      const { emulator, receiver } = await connected(test, { tellSourceRedaction });
      const { id, source } = emulator.seedConversation({ quiet: true });

      emulator.redactMessage(id, source?.id ?? '');
      await emulator.idle();

      assert.deepEqual(receiver.topics(), tellSourceRedaction ? ['conversation_part.redacted'] : []);
    });
  }

  it('sends only the topics that are ticked', async (test) => {
    const { emulator, receiver } = await connected(test, { topics: ['conversation.admin.noted'] });

    const { id } = emulator.seedConversation({ parts: [{ body: text }] });
    emulator.addPart(id, { author: 'admin', partType: 'note', body: text });
    await emulator.idle();

    assert.deepEqual(receiver.topics(), ['conversation.admin.noted']);
  });
});
