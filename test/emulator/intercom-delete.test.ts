import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call, redactPart } from './intercom-client.ts';

describe('DELETE /conversations/{id}', () => {
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => 1787045251_000 });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  it('removes the conversation, after which everything about it is 404', async () => {
    const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });

    const { status, body } = await call(emulator, 'DELETE', `/conversations/${id}`);

    assert.equal(status, 200);
    assert.deepEqual(body, { id, object: 'conversation', deleted: true });
    assert.equal(emulator.conversation(id), undefined);
    assert.equal((await call(emulator, 'GET', `/conversations/${id}`)).status, 404);
    assert.equal((await redactPart(emulator, id, parts[0]?.id ?? '')).status, 404);
    const second = await call(emulator, 'DELETE', `/conversations/${id}`);
    assert.equal(second.status, 404);
    assert.equal(second.body.errors[0]?.code, 'not_found');
    assert.deepEqual(emulator.deletions, [
      { conversationId: id, metricsRetained: true, deletedAtS: 1787045251 },
    ]);
  });

  for (const [version, query, body, retained] of [
    ['2.16', '', undefined, true],
    ['2.16', '?retain_metrics=true', undefined, true],
    ['2.16', '?retain_metrics=false', undefined, false],
    ['2.16', '', { retain_metrics: false }, false],
    ['2.16', '?retain_metrics=true', { retain_metrics: false }, true],
    ['Preview', '?retain_metrics=false', undefined, false],
    ['Unstable', '', { retain_metrics: false }, false],
    ['2.15', '?retain_metrics=false', undefined, true],
    ['2.13', '', { retain_metrics: false }, true],
  ] as const) {
    const asked = `${query}${body ? ` and ${JSON.stringify(body)}` : ''}`;
    it(`${retained ? 'retains' : 'removes'} metrics with version ${version} and "${asked}"`, async () => {
      const { id } = emulator.seedConversation();

      const { status } = await call(emulator, 'DELETE', `/conversations/${id}${query}`, {
        headers: { 'intercom-version': version },
        body,
      });

      assert.equal(status, 200);
      assert.equal(emulator.deletions[0]?.metricsRetained, retained);
    });
  }

  it('needs its own scope to remove metrics, and has no effect without', async () => {
    const { id } = emulator.seedConversation();
    emulator.scopes.delete('delete_conversations_and_metrics');

    const refused = await call(emulator, 'DELETE', `/conversations/${id}?retain_metrics=false`);
    const before_ = emulator.conversation(id);
    const retained = await call(emulator, 'DELETE', `/conversations/${id}?retain_metrics=true`);

    assert.equal(refused.status, 403);
    assert.match(refused.body.errors[0]?.message ?? '', /\(delete_conversations_and_metrics\)/);
    assert.equal(before_?.id, id);
    assert.equal(retained.status, 200);
  });

  it('takes linked back-office tickets along', async () => {
    const { id } = emulator.seedConversation();
    const linked = emulator.seedTicket({ category: 'Back-office', linkedConversationId: id });
    const other = emulator.seedTicket({ category: 'Back-office' });
    const tracker = emulator.seedTicket({ category: 'Tracker', linkedConversationId: id });
    const before_ = await call(emulator, 'GET', `/conversations/${id}`);

    await call(emulator, 'DELETE', `/conversations/${id}`);

    assert.equal(before_.body.linked_objects.data[0]?.id, linked.id);
    assert.equal((await call(emulator, 'GET', `/tickets/${linked.id}`)).status, 404);
    assert.equal((await call(emulator, 'GET', `/tickets/${other.id}`)).status, 200);
    assert.equal((await call(emulator, 'GET', `/tickets/${tracker.id}`)).status, 200);
  });
});
