import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call, redactPart } from './intercom-client.ts';

const TOMBSTONE = '<p><i>This message was deleted</i></p>';
const NOT_REDACTABLE = { code: 'conversation_part_not_redactable', message: "Part can't be redacted" };
const NOT_FOUND = {
  code: 'conversation_part_or_message_not_found',
  message: 'Conversation part or message not found',
};
const TYPE_MISMATCH = {
  code: 'type_mismatch',
  message: "The type attribute provided should be either 'conversation_part' or 'source'",
};
const NOW_MS = 1787044951_500;

describe('POST /conversations/redact', () => {
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => NOW_MS });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  const redact = (body: unknown) => call(emulator, 'POST', '/conversations/redact', { body });
  const missing = (field: string) => ({
    code: 'parameter_not_found',
    message: `${field} is a required parameter`,
  });

  it('leaves a tombstone on a part and answers the whole conversation', async () => {
    const { id, parts } = emulator.seedConversation({
      createdAt: new Date(1787044351_000),
      parts: [
        {
          body: '<p>My SSN is 219-09-9999</p>',
          attachments: [{ name: 'form.pdf' }],
          createdAt: new Date(1787044491_000),
        },
        {
          author: 'admin',
          partType: 'note',
          body: '<p>Thanks</p>',
          createdAt: new Date(1787044771_000),
        },
      ],
    });
    const [said, note] = parts;

    const { status, body } = await redactPart(emulator, id, said?.id ?? '');

    assert.equal(status, 200);
    assert.equal(body.type, 'conversation');
    assert.equal(body.id, id);
    assert.equal(body.updated_at, 1787044951);
    assert.equal(body.source.redacted, false);
    assert.equal(body.conversation_parts.total_count, 2);
    const [redacted, kept] = body.conversation_parts.conversation_parts;
    assert.equal(redacted?.id, said?.id);
    assert.equal(redacted?.redacted, true);
    assert.equal(redacted?.body, TOMBSTONE);
    assert.deepEqual(redacted?.attachments, []);
    assert.equal(redacted?.created_at, 1787044491);
    assert.equal(redacted?.updated_at, 1787044951);
    assert.equal(redacted?.author.type, 'user');
    assert.equal(redacted?.part_type, 'comment');
    assert.equal(kept?.id, note?.id);
    assert.equal(kept?.body, '<p>Thanks</p>');
    assert.equal(emulator.conversation(id)?.parts[0]?.redacted, true);
  });

  it('redacts a source that a contact wrote', async () => {
    const { id, source } = emulator.seedConversation({ source: { author: 'lead', body: '<p>4111</p>' } });

    const { status, body } = await redact({ type: 'source', conversation_id: id, source_id: source?.id });

    assert.equal(status, 200);
    assert.equal(body.source.redacted, true);
    assert.equal(body.source.body, TOMBSTONE);
  });

  it('takes ids as numbers and a body without a content type', async () => {
    const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });
    const body = `{"type":"conversation_part","conversation_id":${id},"conversation_part_id":${parts[0]?.id}}`;

    const { status } = await redact(body);

    assert.equal(status, 200);
  });

  for (const author of ['user', 'lead', 'admin', 'bot'] as const) {
    it(`redacts a part written by a ${author}`, async () => {
      const { id, parts } = emulator.seedConversation({ parts: [{ author, body: '<p>x</p>' }] });

      const { status } = await redactPart(emulator, id, parts[0]?.id ?? '');

      assert.equal(status, 200);
    });
  }

  it('checks type, then ids, then existence, then whether it may be redacted', async () => {
    const { id, source, parts } = emulator.seedConversation({
      parts: [{ partType: 'close', author: 'admin', body: null }],
    });
    const partId = parts[0]?.id;
    const part = 'conversation_part';
    const cases = [
      [{}, 400, missing('type')],
      [{ type: 'conversation' }, 400, TYPE_MISMATCH],
      [{ type: 'sources', conversation_id: id }, 400, TYPE_MISMATCH],
      [{ type: part }, 400, missing('conversation_id')],
      [{ type: part, conversation_id: id }, 400, missing('conversation_part_id')],
      [{ type: part, conversation_id: id, source_id: source?.id }, 400, missing('conversation_part_id')],
      [{ type: 'source', conversation_id: id }, 400, missing('source_id')],
      [{ type: part, conversation_id: '1', conversation_part_id: partId }, 404, NOT_FOUND],
      [{ type: part, conversation_id: id, conversation_part_id: '1' }, 404, NOT_FOUND],
      [{ type: part, conversation_id: id, conversation_part_id: source?.id }, 404, NOT_FOUND],
      [{ type: 'source', conversation_id: id, source_id: partId }, 404, NOT_FOUND],
      [{ type: part, conversation_id: id, conversation_part_id: partId }, 400, NOT_REDACTABLE],
    ] as const;

    for (const [body, status, error] of cases) {
      const answer = await redact(body);
      assert.equal(answer.status, status, JSON.stringify(body));
      assert.deepEqual(answer.body.errors, [error]);
      assert.equal(answer.body.type, 'error.list');
      assert.match(answer.body.request_id ?? '', /^[0-9a-f-]{36}$/);
    }
  });

  it('refuses invalid JSON', async () => {
    const { status, body } = await redact('{"type":');

    assert.equal(status, 400);
    assert.equal(body.errors[0]?.code, 'parameter_invalid');
  });

  it('refuses a second redaction', async () => {
    const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });
    await redactPart(emulator, id, parts[0]?.id ?? '');

    const { status, body } = await redactPart(emulator, id, parts[0]?.id ?? '');

    assert.equal(status, 400);
    assert.deepEqual(body.errors, [NOT_REDACTABLE]);
  });

  it('refuses what a person redacted before', async () => {
    const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });
    emulator.redactMessage(id, parts[0]?.id ?? '');

    const { body } = await redactPart(emulator, id, parts[0]?.id ?? '');

    assert.deepEqual(body.errors, [NOT_REDACTABLE]);
  });

  for (const [what, source] of [
    ['by an admin', { author: 'admin', body: '<p>x</p>' }],
    ['by a bot', { author: 'bot', body: '<p>x</p>' }],
    ['without a body', { body: null }],
  ] as const) {
    it(`refuses a source ${what}`, async () => {
      const conversation = emulator.seedConversation({ source });

      const sourceId = conversation.source?.id;
      const { status, body } = await redact({
        type: 'source',
        conversation_id: conversation.id,
        source_id: sourceId,
      });

      assert.equal(status, 400);
      assert.deepEqual(body.errors, [NOT_REDACTABLE]);
    });
  }

  it('finds no source where the conversation has none, or one without an id', async () => {
    const without = emulator.seedConversation({ source: null });
    const unnamed = emulator.seedConversation({ source: { id: null } });

    for (const { id } of [without, unnamed]) {
      const { status } = await redact({ type: 'source', conversation_id: id, source_id: 'null' });
      assert.equal(status, 404);
    }
  });

  it('refuses a message that was marked as refused, and leaves its text', async () => {
    const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });
    emulator.refuseRedaction(parts[0]?.id ?? '');

    const { status, body } = await redactPart(emulator, id, parts[0]?.id ?? '');

    assert.equal(status, 400);
    assert.deepEqual(body.errors, [NOT_REDACTABLE]);
    assert.equal(emulator.conversation(id)?.parts[0]?.body, '<p>x</p>');
  });

  it('redacts a part beyond the newest 500 without showing it', async () => {
    const parts = Array.from({ length: 501 }, (_, i) => ({ body: `<p>${i}</p>` }));
    const conversation = emulator.seedConversation({ parts });
    const oldest = conversation.parts[0]?.id ?? '';

    const { status, body } = await redactPart(emulator, conversation.id, oldest);

    assert.equal(status, 200);
    assert.equal(body.conversation_parts.conversation_parts.length, 500);
    assert.equal(body.conversation_parts.total_count, 501);
    assert.equal(emulator.conversation(conversation.id)?.parts[0]?.redacted, true);
  });

  it('reaches a customer ticket with the scope for tickets only', async () => {
    const ticket = emulator.seedTicket({ parts: [{ body: '<p>x</p>' }] });
    const backOffice = emulator.seedTicket({ category: 'Back-office', parts: [{ body: '<p>x</p>' }] });
    emulator.scopes.delete('write_tickets');
    const refused = await redactPart(emulator, ticket.id, ticket.parts[0]?.id ?? '');
    emulator.scopes.add('write_tickets');

    const done = await redactPart(emulator, ticket.id, ticket.parts[0]?.id ?? '');
    const internal = await redactPart(emulator, backOffice.id, backOffice.parts[0]?.id ?? '');

    assert.equal(refused.status, 403);
    assert.match(refused.body.errors[0]?.message ?? '', /\(write_tickets\)/);
    assert.equal(done.status, 200);
    assert.equal(internal.status, 404);
  });

  it('can leave attachments in place', async () => {
    await using keeping = await disposable({ keepAttachments: true });
    const { id, parts } = keeping.emulator.seedConversation({
      parts: [{ body: '<p>x</p>', attachments: [{ name: 'form.pdf' }] }],
    });

    const { body } = await redactPart(keeping.emulator, id, parts[0]?.id ?? '');

    assert.equal(body.conversation_parts.conversation_parts[0]?.attachments[0]?.name, 'form.pdf');
  });
});

async function disposable(options: Parameters<typeof createIntercomEmulator>[0]) {
  const emulator = await createIntercomEmulator(options);
  return { emulator, [Symbol.asyncDispose]: () => emulator.close() };
}
