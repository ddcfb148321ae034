import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call } from './intercom-client.ts';

describe('reading conversations and tickets', () => {
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => 1787044351_000 });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  it('shows bodies as HTML by default, in every version', async () => {
    const { id } = emulator.seedConversation({ source: { body: '<p>Hello <b>you</b></p>' } });

    for (const version of ['2.7', '2.14', '2.15', '2.16', 'Preview']) {
      const { body } = await call(emulator, 'GET', `/conversations/${id}`, {
        headers: { 'intercom-version': version },
      });
      assert.equal(body.source.body, '<p>Hello <b>you</b></p>');
    }
  });

  it('shows bodies as plain text on request; from 2.16 subjects and link targets too', async () => {
    const { id } = emulator.seedConversation({
      source: {
        type: 'email',
        subject: '<p>Claim &amp; policy</p>',
        body: '<p>Hi&nbsp;there &lt;you&gt;&#39;</p><p>see <a href="https://a.example/x" rel="n">here</a></p>',
      },
      parts: [{ body: '<p>one<br>two</p>' }, { partType: 'close', author: 'admin' }],
    });
    const read = (version: string) =>
      call(emulator, 'GET', `/conversations/${id}?display_as=plaintext`, {
        headers: { 'intercom-version': version },
      });

    const older = await read('2.15');
    const newer = await read('2.16');

    assert.equal(older.body.source.body, "Hi\u00a0there <you>'\nsee here");
    assert.equal(older.body.source.subject, '<p>Claim &amp; policy</p>');
    assert.equal(newer.body.source.body, "Hi\u00a0there <you>'\nsee here (https://a.example/x)");
    assert.equal(newer.body.source.subject, 'Claim & policy');
    const [comment, close] = newer.body.conversation_parts.conversation_parts;
    assert.equal(comment?.body, 'one\ntwo');
    assert.equal(close?.body, null);
  });

  it('shows the newest 500 parts and the number of all', async () => {
    const parts = Array.from({ length: 503 }, (_, i) => ({ body: `<p>${i}</p>` }));
    const { id } = emulator.seedConversation({ parts });

    const { body } = await call(emulator, 'GET', `/conversations/${id}`);

    const shown = body.conversation_parts;
    assert.equal(shown.conversation_parts.length, 500);
    assert.equal(shown.conversation_parts[0]?.body, '<p>3</p>');
    assert.equal(shown.conversation_parts[499]?.body, '<p>502</p>');
    assert.equal(shown.total_count, 503);
    assert.equal(body.statistics.count_conversation_parts, 503);
  });

  it('shows a conversation that a workflow opened with source null', async () => {
    const { id } = emulator.seedConversation({
      source: null,
      parts: [{ author: 'lead', body: '<p>Hi</p>' }],
    });

    const { body } = await call(emulator, 'GET', `/conversations/${id}`);

    assert.equal(body.source, null);
    assert.equal(body.conversation_parts.conversation_parts[0]?.author.type, 'lead');
  });

  it('says admin_initiated where an admin wrote the source', async () => {
    const { source } = emulator.seedConversation({ source: { author: 'admin', body: '<p>Hi</p>' } });

    assert.equal(source?.deliveredAs, 'admin_initiated');
  });

  it('shows the subject of an e-mail as the title, which outlives its redaction', async () => {
    const subject = 'My card 4111 1111 1111 1111';
    const { id, source } = emulator.seedConversation({ source: { type: 'email', subject } });
    emulator.redactMessage(id, source?.id ?? '');

    const { body } = await call(emulator, 'GET', `/conversations/${id}`);

    assert.equal(body.source.redacted, true);
    assert.equal(body.title, subject);
    assert.equal(body.source.subject, subject);
  });

  it('shows an absent assignee and priority as each version does', async () => {
    const { id } = emulator.seedConversation();
    const read = async (version: string) => {
      const headers = { 'intercom-version': version };
      const { body } = await call(emulator, 'GET', `/conversations/${id}`, { headers });
      return [body.admin_assignee_id, body.priority];
    };

    assert.deepEqual(await read('2.15'), [null, 'not_priority']);
    assert.deepEqual(await read('2.16'), [0, 'none']);
  });

  it('answers 404 to an unknown or deleted conversation', async () => {
    const { id } = emulator.seedConversation();
    emulator.deleteConversation(id);

    for (const gone of [id, '1']) {
      const { status, body } = await call(emulator, 'GET', `/conversations/${gone}`);
      assert.equal(status, 404);
      assert.deepEqual(body.errors, [{ code: 'not_found', message: 'Resource Not Found' }]);
    }
  });

  it('follows parts that change a state, and reopens when a contact replies', async () => {
    const { id } = emulator.seedConversation();
    emulator.addPart(id, {
      author: 'admin',
      partType: 'assignment',
      assignedTo: { type: 'admin', id: '7714206' },
    });
    emulator.addPart(id, { author: 'admin', partType: 'close', body: '<p>Bye</p>' });
    const closed = await call(emulator, 'GET', `/conversations/${id}`);
    const reply = emulator.addPart(id, { body: '<p>One more thing</p>' });
    const open = await call(emulator, 'GET', `/conversations/${id}`);

    assert.equal(closed.body.state, 'closed');
    assert.equal(closed.body.admin_assignee_id, 7714206);
    assert.equal(reply.partType, 'open');
    assert.equal(open.body.state, 'open');
    assert.equal(open.body.statistics.count_reopens, 1);
  });

  it('shows a ticket, and its conversation under the same id to those who may read tickets', async () => {
    const { id } = emulator.seedTicket({
      attributes: { _default_title_: 'Refund' },
      parts: [{ body: '<p>My account number is 000123456789</p>' }],
    });

    const ticket = await call(emulator, 'GET', `/tickets/${id}`);
    const conversation = await call(emulator, 'GET', `/conversations/${id}`);
    emulator.scopes.delete('read_tickets');
    const refused = await call(emulator, 'GET', `/conversations/${id}`);

    assert.equal(ticket.status, 200);
    assert.equal(ticket.body.type, 'ticket');
    assert.match(ticket.body.ticket_id, /^\d+$/);
    assert.equal(ticket.body.ticket_parts.total_count, 1);
    assert.equal(ticket.body.ticket_parts.ticket_parts[0]?.type, 'ticket_part');
    assert.equal(conversation.body.type, 'conversation');
    assert.equal(conversation.body.conversation_parts.conversation_parts[0]?.type, 'conversation_part');
    assert.equal(refused.status, 403);
    assert.match(refused.body.errors[0]?.message ?? '', /\(read_tickets\)/);
  });

  it('answers 404 where an id is not that of a ticket', async () => {
    const { id } = emulator.seedConversation();

    const { status, body } = await call(emulator, 'GET', `/tickets/${id}`);

    assert.equal(status, 404);
    assert.deepEqual(body.errors, [{ code: 'ticket_not_found', message: 'Ticket not found' }]);
  });
});
