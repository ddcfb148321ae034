// Intercom's own client against the emulator: what it accepts and throws is the contract.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Intercom, IntercomClient, IntercomError } from 'intercom-client';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';

const TOMBSTONE = '<p><i>This message was deleted</i></p>';

describe('the official client', () => {
  let emulator: IntercomEmulator;
  let client: IntercomClient;
  before(async () => {
    emulator = await createIntercomEmulator();
    client = connect(emulator.accessToken);
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  function connect(token: string, maxRetries = 0): IntercomClient {
    return new IntercomClient({ token, environment: emulator.url, version: '2.14', maxRetries });
  }

  it('identifies the admin and the workspace', async () => {
    const admin = await client.admins.identify();

    assert.equal(admin?.id, '7714206');
    assert.equal(admin?.app?.id_code, 'qz7k2m9x');
  });

  it('finds a conversation, as HTML and as plain text', async () => {
    const { id } = emulator.seedConversation({
      source: { body: '<p>Hi</p>' },
      parts: [{ body: '<p>a<br>b</p>' }],
    });

    const html = await client.conversations.find({ conversation_id: id });
    const plain = await client.conversations.find({ conversation_id: id, display_as: 'plaintext' });

    assert.equal(html.id, id);
    assert.equal(html.source.body, '<p>Hi</p>');
    assert.equal(html.conversation_parts?.conversation_parts?.[0]?.body, '<p>a<br>b</p>');
    assert.equal(plain.conversation_parts?.conversation_parts?.[0]?.body, 'a\nb');
  });

  it('redacts a part', async () => {
    const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });

    const conversation = await client.conversations.redactConversationPart({
      type: 'conversation_part',
      conversation_id: id,
      conversation_part_id: parts[0]?.id ?? '',
    });

    const part = conversation.conversation_parts?.conversation_parts?.[0];
    assert.equal(part?.redacted, true);
    assert.equal(part?.body, TOMBSTONE);
  });

  it('redacts a source', async () => {
    const { id, source } = emulator.seedConversation();

    const conversation = await client.conversations.redactConversationPart({
      type: 'source',
      conversation_id: id,
      source_id: source?.id ?? '',
    });

    assert.equal(conversation.source.redacted, true);
  });

  it('deletes a conversation, by its id as a number', async () => {
    const { id } = emulator.seedConversation();

    const deleted = await client.conversations.deleteConversation({ conversation_id: Number(id) });

    assert.deepEqual(deleted, { id, object: 'conversation', deleted: true });
    assert.equal(emulator.conversation(id), undefined);
  });

  it('deletes with metrics, in the Unstable version', async () => {
    const { id } = emulator.seedConversation();

    await client.conversations.deleteConversation(
      { conversation_id: Number(id) },
      { version: 'Unstable', queryParams: { retain_metrics: false } },
    );

    assert.equal(emulator.deletions[0]?.metricsRetained, false);
  });

  it('pages through a search and through the list', async () => {
    const ids = Array.from({ length: 5 }, () => emulator.seedConversation().id).reverse();
    const found: string[] = [];
    const listed: string[] = [];

    const search = await client.conversations.search({
      query: { operator: 'AND', value: [{ field: 'updated_at', operator: '>', value: '1306054154' }] },
      pagination: { per_page: 2 },
    });
    for await (const { id } of search) found.push(id);
    for await (const { id } of await client.conversations.list({ per_page: 2 })) listed.push(id);

    assert.deepEqual(found, ids);
    assert.deepEqual(listed, ids);
  });

  it('creates a conversation, replies and notes', async () => {
    const { user, admin } = emulator.people;

    const message = await client.conversations.create({ from: { type: 'user', id: user.id }, body: 'Hi' });
    const conversation_id = message.conversation_id;
    await client.conversations.reply({
      conversation_id,
      body: { message_type: 'comment', type: 'user', intercom_user_id: user.id, body: 'Anyone?' },
    });
    const conversation = await client.conversations.reply({
      conversation_id,
      body: { message_type: 'note', type: 'admin', admin_id: admin.id, body: '<b>VIP</b>' },
    });

    assert.equal(conversation.source.id, message.id);
    assert.deepEqual(
      conversation.conversation_parts?.conversation_parts?.map(({ part_type, body }) => [part_type, body]),
      [
        ['comment', '<p>Anyone?</p>'],
        ['note', '<b>VIP</b>'],
      ],
    );
  });

  it('gets a ticket', async () => {
    const { id } = emulator.seedTicket({ parts: [{ body: '<p>x</p>' }] });

    const ticket = await client.tickets.get({ ticket_id: id });

    assert.equal(ticket?.type, 'ticket');
    assert.equal(ticket?.ticket_parts?.ticket_parts?.[0]?.body, '<p>x</p>');
  });

  it('throws UnauthorizedError on a wrong token', async () => {
    const call = connect('wrong').conversations.find({ conversation_id: '1' });

    await assert.rejects(call, (error) => {
      assert.ok(error instanceof Intercom.UnauthorizedError);
      assert.equal(error.statusCode, 401);
      return true;
    });
  });

  it('throws NotFoundError on a conversation or part that is not there', async () => {
    const id = 'really_123_doesnt_exist';
    const find = client.conversations.find({ conversation_id: id });
    const redact = client.conversations.redactConversationPart({
      type: 'conversation_part',
      conversation_id: id,
      conversation_part_id: id,
    });

    await assert.rejects(find, Intercom.NotFoundError);
    await assert.rejects(redact, Intercom.NotFoundError);
  });

  it('throws ForbiddenError where a scope is missing', async () => {
    emulator.scopes.delete('read_conversations');

    await assert.rejects(client.conversations.find({ conversation_id: '1' }), Intercom.ForbiddenError);
  });

  it('throws a plain IntercomError with the body on a part that is not redactable', async () => {
    const { id, parts } = emulator.seedConversation({ parts: [{ author: 'admin', partType: 'close' }] });

    const call = client.conversations.redactConversationPart({
      type: 'conversation_part',
      conversation_id: id,
      conversation_part_id: parts[0]?.id ?? '',
    });

    await assert.rejects(call, (error) => {
      assert.ok(error instanceof IntercomError);
      assert.equal(error.statusCode, 400);
      const body = error.body as { errors: readonly { code: string }[] };
      assert.equal(body.errors[0]?.code, 'conversation_part_not_redactable');
      return true;
    });
  });

  it('retries by itself after a 503, and then meets its own redaction', async () => {
    const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });
    const headers = { 'retry-after': new Date(Date.now() + 1000).toUTCString() };
    emulator.faults.add({ kind: 'status', status: 503, afterEffect: true, times: 1, headers });

    const call = connect(emulator.accessToken, 1).conversations.redactConversationPart({
      type: 'conversation_part',
      conversation_id: id,
      conversation_part_id: parts[0]?.id ?? '',
    });

    await assert.rejects(call, { statusCode: 400 });
    assert.deepEqual(
      emulator.calls.map(({ status }) => status),
      [503, 400],
    );
  });

  it('survives an answer that is not JSON', async () => {
    emulator.faults.add({ kind: 'not_json' });

    await assert.rejects(client.conversations.find({ conversation_id: '1' }), IntercomError);
  });
});
