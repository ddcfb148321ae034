import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../support/builders.ts';
import { aWorld } from './world.ts';

const REPLY = { method: 'POST', path: /\/reply$/ };
const MARK = 'masked copy 8f3a';
const isIt = (body: string): boolean => body.includes(MARK);

test('a note is written by the admin and known by its id', async (context) => {
  const { intercom, emulator, conversationId, adminId } = await aWorld(context);

  const outcome = await intercom.writeNote(conversationId, { adminId, body: `<p>${MARK}</p>`, isIt });

  const note = emulator.conversation(conversationId)?.parts.at(-1);
  assert.deepEqual(outcome, { kind: 'noted', noteId: note?.id, provenBy: 'answer' });
  assert.deepEqual([note?.partType, note?.author.type, note?.body], ['note', 'admin', `<p>${MARK}</p>`]);
  assert.deepEqual(await intercom.findNote(conversationId, isIt), { kind: 'note', noteId: note?.id });
});

test('after a lost answer the note is found and not written again', async (context) => {
  const { intercom, emulator, conversationId, adminId } = await aWorld(context);
  emulator.faults.add({ kind: 'lost_answer', match: REPLY, times: 1 });
  const note = { adminId, body: `<p>${MARK}</p>`, isIt };

  const first = await intercom.writeNote(conversationId, note);
  const second = await intercom.writeNote(conversationId, note);

  assert.equal(first.kind === 'unavailable' && first.cause, 'network');
  assert.ok(first.kind === 'unavailable' && first.retryAfterMs, 'it may still be under way');
  assert.equal(second.kind === 'noted' && second.provenBy, 'read_back');
  assert.equal(emulator.conversation(conversationId)?.parts.length, 2);
});

test('a note whose mark does not come back is written once all the same', async (context) => {
  const { intercom, emulator, conversationId, adminId } = await aWorld(context);

  const outcome = await intercom.writeNote(conversationId, { adminId, body: 'other', isIt });

  assert.deepEqual(outcome, { kind: 'noted', noteId: undefined, provenBy: 'answer' });
  assert.equal(emulator.conversation(conversationId)?.parts.length, 2);
});

test("a reply with the note's mark is not taken for the note", async (context) => {
  const { intercom, emulator, conversationId } = await aWorld(context);
  emulator.addPart(conversationId, { body: MARK });

  assert.deepEqual(await intercom.findNote(conversationId, isIt), { kind: 'none' });
});

test('an admin that Intercom does not know, a missing permission and a deleted conversation', async (context) => {
  const { intercom, emulator, conversationId, adminId } = await aWorld(context);
  const note = { adminId, body: MARK, isIt };

  const nobody = await intercom.writeNote(conversationId, { ...note, adminId: id('1') });
  emulator.scopes.delete('write_conversations');
  const denied = await intercom.writeNote(conversationId, note);
  emulator.deleteConversation(conversationId);
  const gone = await intercom.writeNote(conversationId, note);

  assert.deepEqual(nobody, { kind: 'rejected', status: 404, code: 'admin_not_found' });
  assert.deepEqual(denied, { kind: 'denied', scope: 'write_conversations' });
  assert.deepEqual(gone, { kind: 'gone' });
});

test('a message is read as it is now', async (context) => {
  const { intercom, emulator, conversationId, part } = await aWorld(context, {
    conversation: { source: { body: '<p>first</p>' } },
  });
  const sourceId = id(emulator.conversation(conversationId)?.source?.id ?? '');

  const before = await intercom.readMessage(part);
  const source = await intercom.readMessage({ ...part, resource: 'source', messageId: sourceId });
  const missing = await intercom.readMessage({ ...part, messageId: id('999') });
  emulator.redactMessage(conversationId, part.messageId);
  const after = await intercom.readMessage(part);
  emulator.deleteConversation(conversationId);
  const gone = await intercom.readMessage(part);

  assert.deepEqual(before, { kind: 'message', body: '<p>text</p>' });
  assert.deepEqual(source, { kind: 'message', body: '<p>first</p>' });
  assert.deepEqual(missing, { kind: 'not_listed' });
  assert.deepEqual(after, { kind: 'redacted' });
  assert.deepEqual(gone, { kind: 'gone' });
});
