// The error answers of the reference, "Redact a conversation part", word for word: people are told, nothing is lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aConversation, aWorld, CARD, isRedacted, redactCalls, untilCards } from './world.ts';

const ERRORS = [
  ['parameter_not_found', 'conversation_id is a required parameter'],
  ['conversation_part_not_redactable', "Part can't be redacted"],
  ['type_mismatch', "The type attribute provided should be either 'conversation_part' or 'source'"],
] as const;

for (const [code, message] of ERRORS) {
  test(`the documented error ${code} becomes one card, without further calls`, async (context) => {
    const world = await aWorld(context);
    const conversationId = aConversation(world);
    const body = { type: 'error.list', request_id: 'ffa661e0', errors: [{ code, message }] };
    world.intercom.faults.add({
      kind: 'status',
      status: code === 'type_mismatch' ? 422 : 400,
      body,
      match: { path: '/conversations/redact' },
    });

    const part = world.intercom.addPart(conversationId, { body: CARD });
    await untilCards(world, 1);

    assert.equal(isRedacted(world, conversationId, part.id), false);
    assert.equal(redactCalls(world), 1);
    const card = JSON.stringify(world.slack.messages);
    assert.equal(card.includes(code), code !== 'conversation_part_not_redactable');
    assert.equal(card.includes(message), false);
  });
}
