// POST /conversations/redact.

import type { Conversation, Part, Source } from '../state/conversation.ts';
import { isContact } from '../state/people.ts';
import type { Workspace } from '../state/workspace.ts';
import { conversationWithParts } from '../wire/conversation.ts';
import { apiForm } from '../wire/form.ts';
import { type Answer, missing, missingScope, ok, refused } from './answer.ts';
import { type ApiRequest, idIn } from './request.ts';

const TYPE_MISMATCH = refused(
  400,
  'type_mismatch',
  "The type attribute provided should be either 'conversation_part' or 'source'",
);
const NOT_FOUND = refused(
  404,
  'conversation_part_or_message_not_found',
  'Conversation part or message not found',
);
const NOT_REDACTABLE = refused(400, 'conversation_part_not_redactable', "Part can't be redacted");

const ID_FIELD = { conversation_part: 'conversation_part_id', source: 'source_id' } as const;

/**
 * Redacts one message and answers the whole conversation. Checks in this order: type, required ids, existence (404),
 * whether it may be redacted (400). Intercom docs: "Redact a conversation part" for codes, wording and conditions;
 * the order, the status of the first two and the code for a missing type are inferred.
 */
export function redact(request: ApiRequest): Answer {
  const { body, workspace } = request;
  const { type } = body;
  if (type === undefined || type === null) return missing('type');
  if (type !== 'conversation_part' && type !== 'source') return TYPE_MISMATCH;
  const conversationId = idIn(body, 'conversation_id');
  if (conversationId === undefined) return missing('conversation_id');
  const messageId = idIn(body, ID_FIELD[type]);
  if (messageId === undefined) return missing(ID_FIELD[type]);

  const conversation = workspace.conversation(conversationId);
  if (!conversation) return NOT_FOUND;
  // Inferred: Intercom docs ask for ticket scopes wherever the Conversations API reaches a ticket.
  if (conversation.ticket && !request.scopes.has('write_tickets')) return missingScope('write_tickets');
  const message = find(conversation, type, messageId);
  if (!message) return NOT_FOUND;
  if (!isRedactable(message, workspace)) return NOT_REDACTABLE;

  workspace.redact(conversation, message);
  return ok(conversationWithParts(conversation, apiForm(request.version, false)));
}

/** Also parts beyond the newest 500: that those can be redacted by id is inferred. */
function find(
  conversation: Conversation,
  type: keyof typeof ID_FIELD,
  id: string,
): Part | Source | undefined {
  if (type === 'source') return conversation.source?.id === id ? conversation.source : undefined;
  return conversation.parts.findLast((part) => part.id === id);
}

/**
 * Intercom docs: a part needs a body; a source has to be created by a contact. That a second redaction is refused was
 * said by Intercom's support.
 */
function isRedactable(message: Part | Source, workspace: Workspace): boolean {
  if (message.redacted || message.body === null || message.body === '') return false;
  if (!('partType' in message) && !isContact(message.author)) return false;
  return !workspace.isRefused(message.id);
}
