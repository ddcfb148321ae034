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

  it('sends only the topics that are ticked', async (test) => {
    const { emulator, receiver } = await connected(test, { topics: ['conversation.admin.noted'] });

    const { id } = emulator.seedConversation({ parts: [{ body: text }] });
    emulator.addPart(id, { author: 'admin', partType: 'note', body: text });
    await emulator.idle();

    assert.deepEqual(receiver.topics(), ['conversation.admin.noted']);
  });
});
