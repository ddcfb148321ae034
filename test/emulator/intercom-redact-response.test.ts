// Source: Intercom docs, "Redact a conversation part", the example of an answer. `first_contacat_reply_at` is its
// misspelling of `first_contact_reply_at`.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createIntercomEmulator } from '../../src/emulator/intercom.ts';
import { redactPart } from './intercom-client.ts';

const FIELDS = {
  conversation: `type id created_at updated_at source contacts teammates admin_assignee_id team_assignee_id
    custom_attributes open state read waiting_since snoozed_until tags first_contact_reply priority sla_applied
    conversation_rating statistics conversation_parts`,
  source: 'attachments author body delivered_as id subject type url redacted',
  part: `assigned_to attachments author body created_at external_id id notified_at part_type type updated_at
    redacted`,
  parts: 'conversation_parts total_count type',
} as const;

it('answers a redaction with every field that the reference shows', async (context) => {
  const emulator = await createIntercomEmulator();
  context.after(() => emulator.close());
  const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });

  const { body } = await redactPart(emulator, id, parts[0]?.id ?? '');

  const { source, conversation_parts: list } = body;
  const [part] = list.conversation_parts;
  assert.deepEqual(missing(FIELDS.conversation, body), []);
  assert.deepEqual(missing(FIELDS.source, source), []);
  assert.deepEqual(missing(FIELDS.parts, list), []);
  assert.deepEqual(missing(FIELDS.part, part), []);
});

function missing(fields: string, answer: unknown): readonly string[] {
  const keys = Object.keys(answer ?? {});
  return fields.split(/\s+/).filter((field) => !keys.includes(field));
}
