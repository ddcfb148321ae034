// Parts and people as Intercom's JSON. The order of keys is that of recorded payloads.

import type { JsonObject, Part } from '../state/conversation.ts';
import type { Author } from '../state/people.ts';
import type { Form } from './form.ts';

export function partJson(part: Part, form: Form): JsonObject {
  return {
    type: 'conversation_part',
    id: part.id,
    part_type: part.partType,
    body: part.body === null ? null : form.body(part.body),
    created_at: part.createdAtS,
    updated_at: part.updatedAtS,
    notified_at: part.createdAtS,
    assigned_to: part.assignedTo,
    author: partAuthor(part.author),
    attachments: part.attachments,
    external_id: part.externalId,
    redacted: part.redacted,
    metadata: part.metadata,
    email_message_metadata: part.emailMessageMetadata,
    state: part.state,
    tags: [],
    event_details: part.eventDetails,
    app_package_code: null,
  };
}

export function ticketPartJson(part: Part, form: Form): JsonObject {
  return {
    type: 'ticket_part',
    id: part.id,
    part_type: part.partType,
    body: part.body === null ? null : form.body(part.body),
    created_at: part.createdAtS,
    updated_at: part.updatedAtS,
    author: authorJson(part.author),
    attachments: part.attachments,
    external_id: part.externalId,
    redacted: part.redacted,
  };
}

export function authorJson(author: Author): JsonObject {
  return { type: author.type, id: author.id, name: author.name, email: author.email };
}

export function contactsJson(contact: Author | null): JsonObject {
  const contacts =
    contact === null ? [] : [{ type: 'contact', id: contact.id, external_id: contact.externalId }];
  return { type: 'contact.list', contacts };
}

function partAuthor(author: Author): JsonObject {
  return {
    id: author.id,
    type: author.type,
    name: author.name,
    email: author.email,
    from_ai_agent: author.fromAiAgent,
    is_ai_answer: author.fromAiAgent,
  };
}
