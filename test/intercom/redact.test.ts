// Every answer that Intercom can give to a redaction, and what is made of it.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createIntercomEmulator, type Fault, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { createIntercom, type Intercom } from '../../src/intercom/client.ts';
import type { MessageRef } from '../../src/message.ts';
import type { Outcome } from '../../src/outcome.ts';
import { id } from '../support/builders.ts';

interface World {
  readonly emulator: IntercomEmulator;
  readonly intercom: Intercom;
  readonly part: MessageRef;
  readonly source: MessageRef;
}

const REDACT = { method: 'POST', path: '/conversations/redact' };
const READ = { method: 'GET', path: '/conversations/' };

async function aWorld(context: TestContext): Promise<World> {
  const emulator = await createIntercomEmulator();
  const address = { apiUrl: emulator.url, accessToken: emulator.accessToken, apiVersion: '2.16' };
  const intercom = createIntercom(address, () => new Date(), { connectMs: 500, answerMs: 500 });
  context.after(async () => {
    await intercom.close();
    await emulator.close();
  });
  const conversation = emulator.seedConversation({ parts: [{ body: '<p>text</p>' }] });
  const common = { workspaceId: id(emulator.appId), conversationId: id(conversation.id) };
  return {
    emulator,
    intercom,
    part: { ...common, resource: 'conversation_part', messageId: id(conversation.parts[0]?.id ?? '') },
    source: { ...common, resource: 'source', messageId: id(conversation.source?.id ?? '') },
  };
}

test('a part is redacted, proven by the answer, with one call', async (context) => {
  const { intercom, emulator, part } = await aWorld(context);

  const outcome = await intercom.redact(part, { tried: false });

  assert.deepEqual(outcome, { kind: 'redacted', provenBy: 'answer' });
  assert.equal(emulator.conversation(part.conversationId)?.parts[0]?.redacted, true);
  assert.equal(emulator.calls.length, 1);
});

test('a source is redacted', async (context) => {
  const { intercom, emulator, source } = await aWorld(context);

  const outcome = await intercom.redact(source, { tried: false });

  assert.deepEqual(outcome, { kind: 'redacted', provenBy: 'answer' });
  assert.equal(emulator.conversation(source.conversationId)?.source?.redacted, true);
});

test('what a person redacted before is known as such by reading back', async (context) => {
  const { intercom, emulator, part } = await aWorld(context);
  emulator.redactMessage(part.conversationId, part.messageId);

  assert.deepEqual(await intercom.redact(part, { tried: false }), { kind: 'already_redacted' });
});

test('after a lost answer the next attempt is refused, and reading back proves the first', async (context) => {
  const { intercom, emulator, part } = await aWorld(context);
  emulator.faults.add({ kind: 'lost_answer', match: REDACT, times: 1 });

  const first = await intercom.redact(part, { tried: false });
  const second = await intercom.redact(part, { tried: true });

  assert.deepEqual(first, { kind: 'unavailable', cause: 'network' });
  assert.deepEqual(second, { kind: 'redacted', provenBy: 'read_back' });
});

test('a refusal with the text still there is for a person', async (context) => {
  const { intercom, emulator, part } = await aWorld(context);
  emulator.refuseRedaction(part.messageId);

  assert.deepEqual(await intercom.redact(part, { tried: false }), {
    kind: 'not_redactable',
    reason: 'refused',
  });
});

test('a refused message beyond the newest 500 parts cannot be verified', async (context) => {
  const { intercom, emulator, part } = await aWorld(context);
  emulator.refuseRedaction(part.messageId);
  for (let count = 0; count < 500; count += 1)
    emulator.addPart(part.conversationId, { body: 'more', quiet: true });

  assert.deepEqual(await intercom.redact(part, { tried: false }), {
    kind: 'not_redactable',
    reason: 'unverifiable',
  });
});

test('a deleted conversation is gone, once a second attempt agrees', async (context) => {
  const { intercom, emulator, part } = await aWorld(context);
  emulator.deleteConversation(part.conversationId);

  assert.deepEqual(await intercom.redact(part, { tried: false }), {
    kind: 'unavailable',
    cause: 'not_visible',
  });
  assert.deepEqual(await intercom.redact(part, { tried: true }), { kind: 'gone' });
});

test('a part that Intercom does not know in a conversation that it knows is told to people', async (context) => {
  const { intercom, part } = await aWorld(context);

  const outcome = await intercom.redact({ ...part, messageId: id('999') }, { tried: true });

  assert.deepEqual(outcome, {
    kind: 'rejected',
    status: 404,
    code: 'conversation_part_or_message_not_found',
  });
});

test('a missing permission is named', async (context) => {
  const { intercom, emulator, part } = await aWorld(context);
  emulator.scopes.delete('write_conversations');

  assert.deepEqual(await intercom.redact(part, { tried: false }), {
    kind: 'denied',
    scope: 'write_conversations',
  });
});

test('a spent allowance holds further calls until the window ends, without making them', async (context) => {
  const { part } = await aWorld(context);
  // At the beginning of a window: its end, if it were near, would be waited for by a clock that stands still.
  let nowMs = Math.floor(Date.now() / 10_000) * 10_000;
  const limited = await createIntercomEmulator({ rateLimit: 1, clock: () => nowMs });
  const address = { apiUrl: limited.url, accessToken: limited.accessToken, apiVersion: '2.16' };
  const intercom = createIntercom(address, () => new Date(nowMs));
  context.after(async () => {
    await intercom.close();
    await limited.close();
  });

  await intercom.whoAmI();
  const held = await intercom.redact(part, { tried: false });

  assert.equal(held.kind, 'rate_limited');
  assert.equal(limited.calls.length, 1);
  nowMs += 60_000;
  assert.equal((await intercom.whoAmI()).kind, 'workspace');
});

const FAULTS: readonly [what: string, fault: Fault, expected: Outcome][] = [
  ['401', { kind: 'status', status: 401, match: REDACT }, { kind: 'unauthorised' }],
  ['408', { kind: 'status', status: 408, match: REDACT }, { kind: 'unavailable', cause: 'server_error' }],
  ['500', { kind: 'status', status: 500, match: REDACT }, { kind: 'unavailable', cause: 'server_error' }],
  ['503', { kind: 'status', status: 503, match: REDACT }, { kind: 'unavailable', cause: 'server_error' }],
  ['502 with a page', { kind: 'not_json', match: REDACT }, { kind: 'unavailable', cause: 'server_error' }],
  [
    '200 with a page',
    { kind: 'status', status: 200, body: '<html></html>', match: REDACT },
    { kind: 'unavailable', cause: 'not_visible' },
  ],
  [
    '403 for the plan',
    {
      kind: 'status',
      status: 403,
      body: errorBody('api_plan_restricted', 'Active subscription needed.'),
      match: REDACT,
    },
    { kind: 'denied', scope: 'plan' },
  ],
  [
    '403 that names nothing',
    { kind: 'status', status: 403, body: errorBody('forbidden', 'No.'), match: REDACT },
    { kind: 'denied', scope: 'unknown' },
  ],
  [
    '400 for a missing field',
    {
      kind: 'status',
      status: 400,
      body: errorBody('parameter_not_found', 'conversation_id is a required parameter'),
      match: REDACT,
    },
    { kind: 'rejected', status: 400, code: 'parameter_not_found' },
  ],
  [
    '422 with a code that is not published',
    { kind: 'status', status: 422, body: errorBody('something_new', 'text of a person'), match: REDACT },
    { kind: 'rejected', status: 422, code: 'unknown' },
  ],
  ['a reset connection', { kind: 'reset', match: REDACT }, { kind: 'unavailable', cause: 'network' }],
  ['no answer', { kind: 'hang', match: REDACT }, { kind: 'unavailable', cause: 'timeout' }],
];

for (const [what, fault, expected] of FAULTS) {
  test(`${what}: ${expected.kind}`, async (context) => {
    const { intercom, emulator, part } = await aWorld(context);
    emulator.faults.add(fault);

    assert.deepEqual(await intercom.redact(part, { tried: false }), expected);
  });
}

const READ_BACK_FAULTS: readonly [what: string, fault: Fault, expected: Outcome][] = [
  ['503', { kind: 'status', status: 503, match: READ }, { kind: 'unavailable', cause: 'server_error' }],
  ['401', { kind: 'status', status: 401, match: READ }, { kind: 'unauthorised' }],
  ['a reset connection', { kind: 'reset', match: READ }, { kind: 'unavailable', cause: 'network' }],
];

for (const [what, fault, expected] of READ_BACK_FAULTS) {
  test(`${what} while reading back judges nothing: ${expected.kind}`, async (context) => {
    const { intercom, emulator, part } = await aWorld(context);
    emulator.refuseRedaction(part.messageId);
    emulator.faults.add(fault);

    assert.deepEqual(await intercom.redact(part, { tried: false }), expected);
  });
}

test('the token says whose workspace it is', async (context) => {
  const { intercom, emulator } = await aWorld(context);

  assert.deepEqual(await intercom.whoAmI(), {
    kind: 'workspace',
    workspaceId: emulator.appId,
    adminId: emulator.people.admin.id,
    region: 'us',
  });
});

test('reading gives every text of a conversation and how many parts it could not see', async (context) => {
  const { intercom, emulator, part } = await aWorld(context);
  for (let count = 0; count < 501; count += 1)
    emulator.addPart(part.conversationId, { body: `text ${count}`, quiet: true });

  const answer = await intercom.read(part.workspaceId, part.conversationId, new Date());

  assert.equal(answer.kind, 'messages');
  assert.ok(answer.kind === 'messages');
  assert.equal(answer.messages.filter(({ resource }) => resource === 'conversation_part').length, 500);
  assert.equal(answer.unseen, 2);
});

test('a message on a back-office ticket, which nothing reaches, is not taken for gone', async (context) => {
  const { emulator, intercom, part } = await aWorld(context);
  const { id: ticketId, parts } = emulator.seedTicket({
    category: 'Back-office',
    linkedConversationId: part.conversationId,
    parts: [{ author: 'admin', partType: 'note', body: '<p>text</p>' }],
  });
  const note = { ...part, conversationId: id(ticketId), messageId: id(parts[0]?.id ?? '') };

  const first = await intercom.redact(note, { tried: false });
  const second = await intercom.redact(note, { tried: true });
  emulator.redactMessage(ticketId, note.messageId);
  const byHand = await intercom.redact(note, { tried: false });

  assert.deepEqual(first, { kind: 'unavailable', cause: 'not_visible' });
  assert.deepEqual(second, { kind: 'not_redactable', reason: 'refused' });
  assert.deepEqual(byHand, { kind: 'already_redacted' });
});

test('a ticket is read as its conversation, or as a ticket where that is not allowed', async (context) => {
  const { intercom, emulator, part } = await aWorld(context);
  const ticket = emulator.seedTicket({
    attributes: { _default_title_: 'a title' },
    parts: [{ body: 'text' }],
  });

  const answer = await intercom.read(part.workspaceId, id(ticket.id), new Date());

  assert.ok(answer.kind === 'messages');
  assert.ok(
    answer.messages.some(({ resource, body }) => resource === 'conversation_part' && body.includes('text')),
  );
});

test('a deleted conversation reads as gone', async (context) => {
  const { intercom, emulator, part } = await aWorld(context);
  emulator.deleteConversation(part.conversationId);

  assert.deepEqual(await intercom.read(part.workspaceId, part.conversationId, new Date()), { kind: 'gone' });
});

function errorBody(code: string, message: string): object {
  return { type: 'error.list', request_id: null, errors: [{ code, message }] };
}
