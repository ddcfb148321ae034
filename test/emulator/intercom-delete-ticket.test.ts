import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call, connected } from './intercom-client.ts';

describe('DELETE /tickets/{id}', () => {
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator();
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  const remove = (id: string) => call(emulator, 'DELETE', `/tickets/${id}`);

  for (const category of ['Customer', 'Tracker', 'Back-office'] as const) {
    it(`removes a ${category} ticket that is linked to no conversation`, async () => {
      const { id } = emulator.seedTicket({ category });

      const { status, body } = await remove(id);
      const second = await remove(id);

      assert.equal(status, 200);
      assert.deepEqual(body, { id, object: 'ticket', deleted: true });
      assert.equal(second.status, 404);
      assert.deepEqual(second.body.errors, [{ code: 'ticket_not_found', message: 'Ticket not found' }]);
    });
  }

  it('refuses a back-office ticket that is linked to a conversation, and leaves it', async () => {
    const { id } = emulator.seedConversation();
    const linked = emulator.seedTicket({ category: 'Back-office', linkedConversationId: id });

    const { status, body } = await remove(linked.id);

    assert.equal(status, 403);
    assert.equal(body.errors[0]?.code, 'action_forbidden');
    assert.equal((await call(emulator, 'GET', `/tickets/${linked.id}`)).status, 200);
  });

  it('removes a linked ticket of another category, and the link', async () => {
    const { id } = emulator.seedConversation();
    const linked = emulator.seedTicket({ category: 'Tracker', linkedConversationId: id });

    const { status } = await remove(linked.id);
    const { body } = await call(emulator, 'GET', `/conversations/${id}`);

    assert.equal(status, 200);
    assert.deepEqual(body.linked_objects.data, []);
  });

  it('takes the API’s id, not the number that the Inbox shows, nor a conversation’s id', async () => {
    const { id } = emulator.seedTicket();
    const shown = await call(emulator, 'GET', `/tickets/${id}`);

    assert.equal((await remove(shown.body.ticket_id)).status, 404);
    assert.equal((await remove(emulator.seedConversation().id)).status, 404);
  });

  it('is not told and not among the deleted conversations', async (test) => {
    const { emulator: sending, receiver } = await connected(test);
    const { id } = sending.seedTicket({ quiet: true });

    await call(sending, 'DELETE', `/tickets/${id}`);
    await sending.idle();

    assert.deepEqual(receiver.topics(), []);
    assert.equal((await call(sending, 'GET', '/conversations/deleted')).body.total_count, 0);
  });
});
