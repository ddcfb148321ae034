import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../support/builders.ts';
import { aWorld, errorBody } from './world.ts';

const DELETE = { method: 'DELETE', path: '/conversations/' };
const KEEP = { retainMetrics: true, tried: false };
const REMOVE = { retainMetrics: false, tried: false };

test('a conversation is deleted, proven by reading back, and its metrics are retained without a word', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);

  const outcome = await intercom.deleteConversation(conversationId, KEEP);

  assert.deepEqual(outcome, { kind: 'deleted', provenBy: 'read_back', metrics: 'retained' });
  assert.equal(emulator.conversation(conversationId), undefined);
  const [call] = emulator.calls;
  assert.deepEqual([call?.method, call?.query, call?.body], ['DELETE', {}, undefined]);
});

test('metrics are removed when that is asked for, in the query and in the body', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);

  const outcome = await intercom.deleteConversation(conversationId, REMOVE);

  assert.deepEqual(outcome, { kind: 'deleted', provenBy: 'read_back', metrics: 'removed' });
  const [call] = emulator.calls;
  assert.deepEqual([call?.query, call?.body], [{ retain_metrics: 'false' }, { retain_metrics: false }]);
  assert.equal(emulator.reporting().totals.conversations, 0);
});

const VERSIONS: readonly [version: string, attempt: typeof KEEP, sent: string][] = [
  ['2.16', KEEP, '2.16'],
  ['2.16', REMOVE, '2.16'],
  ['2.13', KEEP, '2.13'],
  ['2.15', REMOVE, 'Unstable'],
  ['2.12', KEEP, 'Unstable'],
  ['Preview', REMOVE, 'Preview'],
];
for (const [apiVersion, attempt, sent] of VERSIONS) {
  test(`with ${apiVersion} and retain_metrics ${attempt.retainMetrics} the version ${sent} is sent`, async (context) => {
    const { intercom, emulator, conversationId } = await aWorld(context, { apiVersion });

    const outcome = await intercom.deleteConversation(conversationId, attempt);

    const metrics = attempt.retainMetrics ? 'retained' : 'removed';
    assert.deepEqual(outcome, { kind: 'deleted', provenBy: 'read_back', metrics });
    assert.equal(emulator.calls[0]?.version, sent);
  });
}

test('where Intercom has no version Unstable any more, Preview is sent', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context, { apiVersion: '2.14' });
  const body = errorBody('intercom_version_invalid', 'The requested version could not be found');
  const match = { where: (call: { version?: string | undefined }) => call.version === 'Unstable' };
  emulator.faults.add({ kind: 'status', status: 400, body, match });

  const outcome = await intercom.deleteConversation(conversationId, REMOVE);

  assert.deepEqual(outcome, { kind: 'deleted', provenBy: 'read_back', metrics: 'removed' });
});

test('after a lost answer the next attempt is told 404, and reading back proves the first', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  emulator.faults.add({ kind: 'lost_answer', match: DELETE, times: 1 });

  const first = await intercom.deleteConversation(conversationId, REMOVE);
  const second = await intercom.deleteConversation(conversationId, { ...REMOVE, tried: true });

  assert.deepEqual(first, { kind: 'unavailable', cause: 'network' });
  assert.deepEqual(second, { kind: 'deleted', provenBy: 'read_back', metrics: 'removed' });
  assert.equal(emulator.deletions.length, 1);
});

test('what a person deleted before is gone', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  emulator.deleteConversation(conversationId);

  const outcome = await intercom.deleteConversation(conversationId, REMOVE);

  assert.deepEqual(outcome, { kind: 'gone', metrics: 'retained' });
});

test('an id that Intercom never had is gone, and nothing is known of its metrics', async (context) => {
  const { intercom } = await aWorld(context);

  assert.deepEqual(await intercom.deleteConversation(id('999'), KEEP), { kind: 'gone', metrics: 'unknown' });
});

test('a conversation that still shows is not called deleted', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  const body = { id: conversationId, object: 'conversation', deleted: true };
  emulator.faults.add({ kind: 'status', status: 200, body, match: DELETE });

  assert.deepEqual(await intercom.deleteConversation(conversationId, KEEP), {
    kind: 'unavailable',
    cause: 'not_visible',
  });
});

test('a 404 for a conversation that still shows is first tried again, then told to people', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  emulator.faults.add({ kind: 'status', status: 404, match: DELETE });

  const first = await intercom.deleteConversation(conversationId, KEEP);
  const second = await intercom.deleteConversation(conversationId, { ...KEEP, tried: true });

  assert.deepEqual(first, { kind: 'unavailable', cause: 'not_visible' });
  assert.deepEqual(second, { kind: 'rejected', status: 404, code: 'not_found' });
});

test('a ticket that the Conversations API does not show is not taken for deleted', async (context) => {
  const { intercom, emulator } = await aWorld(context);
  const ticket = emulator.seedTicket();
  emulator.faults.add({ kind: 'status', status: 404, match: { path: '/conversations/' } });

  const outcome = await intercom.deleteConversation(id(ticket.id), { ...KEEP, tried: true });

  assert.deepEqual(outcome, { kind: 'denied', scope: 'write_tickets' });
});

test('when it cannot be read back, the answer counts', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  emulator.scopes.delete('read_conversations');

  assert.deepEqual(await intercom.deleteConversation(conversationId, KEEP), {
    kind: 'deleted',
    provenBy: 'answer',
    metrics: 'unknown',
  });
});

test('each missing permission is named', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  const ticket = emulator.seedTicket();

  emulator.scopes.delete('write_tickets');
  const ofTicket = await intercom.deleteConversation(id(ticket.id), KEEP);
  emulator.scopes.delete('delete_conversations_and_metrics');
  const ofMetrics = await intercom.deleteConversation(conversationId, REMOVE);
  emulator.scopes.delete('write_conversations');
  const ofConversation = await intercom.deleteConversation(conversationId, KEEP);

  assert.deepEqual(ofTicket, { kind: 'denied', scope: 'write_tickets' });
  assert.deepEqual(ofMetrics, { kind: 'denied', scope: 'delete_conversations_and_metrics' });
  assert.deepEqual(ofConversation, { kind: 'denied', scope: 'write_conversations' });
  assert.equal(emulator.deletions.length, 0);
});

const REFUSALS: readonly [what: string, status: number, code: string, message: string, scope: string][] = [
  ['the plan', 403, 'api_plan_restricted', 'Active subscription needed.', 'plan'],
  ['nothing, with metrics removed', 403, 'forbidden', 'No.', 'delete_conversations_and_metrics'],
  ['nothing, in another form', 401, 'token_unauthorized', 'No.', 'delete_conversations_and_metrics'],
];
for (const [what, status, code, message, scope] of REFUSALS) {
  test(`a ${status} that names ${what}: ${scope}`, async (context) => {
    const { intercom, emulator, conversationId } = await aWorld(context);
    emulator.faults.add({ kind: 'status', status, body: errorBody(code, message), match: DELETE });

    assert.deepEqual(await intercom.deleteConversation(conversationId, REMOVE), { kind: 'denied', scope });
  });
}

test('401 token_unauthorized for /me too: the token is refused', async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  const body = errorBody('token_unauthorized', 'No.');
  emulator.faults.add({ kind: 'status', status: 401, body });

  assert.deepEqual(await intercom.deleteConversation(conversationId, REMOVE), { kind: 'unauthorised' });
});
