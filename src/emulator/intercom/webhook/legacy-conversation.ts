// The conversation of webhooks up to 2.4, as recorded: `conversation_message` stands where `source` is today.

import type { Conversation, JsonObject, Part } from '../state/conversation.ts';
import type { Form } from '../wire/form.ts';
import { authorJson, partJson } from '../wire/part.ts';

export function legacyConversationJson(
  conversation: Conversation,
  parts: readonly Part[],
  form: Form,
  appId: string,
): JsonObject {
  const { source, contact } = conversation;
  return {
    type: 'conversation',
    id: conversation.id,
    created_at: conversation.createdAtS,
    updated_at: conversation.updatedAtS,
    user: contact === null ? null : authorJson(contact),
    assignee: { type: 'nobody_admin', id: null },
    conversation_message: source && {
      type: 'conversation_message',
      id: source.id,
      subject: form.subject(source.subject),
      body: source.body === null ? null : form.body(source.body),
      author: authorJson(source.author),
      attachments: source.attachments,
    },
    conversation_parts: {
      type: 'conversation_part.list',
      conversation_parts: parts.map((part) => partJson(part, form)),
      total_count: parts.length,
    },
    open: conversation.state === 'open',
    read: conversation.read,
    links: { conversation_web: `https://app.intercom.com/a/apps/${appId}/conversations/${conversation.id}` },
  };
}
