// POST /conversations, PUT /conversations/{id}.

import type { Changeable } from '../state/workspace.ts';
import { conversationWithParts } from '../wire/conversation.ts';
import { apiForm } from '../wire/form.ts';
import { toHtml } from '../wire/plain-text.ts';
import { atLeast } from '../wire/version.ts';
import { type Answer, missing, missingScope, NOT_FOUND, ok, USER_NOT_FOUND } from './answer.ts';
import { saidAt } from './reply.ts';
import { type ApiRequest, idIn, isObject, textIn } from './request.ts';

/**
 * A contact starts a conversation; the answer is the message, whose `id` is the source's. Intercom docs: "Create a
 * conversation"; HTML is not supported, and `created_at` is for migrations.
 */
export function createConversation(request: ApiRequest): Answer {
  const { body, workspace } = request;
  if (!isObject(body.from)) return missing('from');
  const text = textIn(body, 'body');
  if (text === undefined) return missing('body');
  const author = workspace.contact(idIn(body.from, 'id') ?? '');
  if (!author) return USER_NOT_FOUND;

  const conversation = workspace.startConversation({
    source: { author, body: toHtml(text) },
    ...saidAt(body),
  });
  return ok({
    type: 'user_message',
    id: conversation.source?.id ?? null,
    created_at: conversation.createdAtS,
    body: text,
    message_type: 'inapp',
    conversation_id: conversation.id,
  });
}

/**
 * Intercom docs: "Update a conversation"; the title since 2.13 (before, it is passed over: inferred). Attributes that
 * are not named stay. No topic is documented for any of it.
 */
export function updateConversation(request: ApiRequest): Answer {
  const { body, version, workspace } = request;
  const conversation = workspace.conversation(request.id);
  if (!conversation) return NOT_FOUND;
  if (conversation.ticket && !request.scopes.has('write_tickets')) return missingScope('write_tickets');

  const changes: { -readonly [K in keyof Changeable]?: Changeable[K] } = {};
  if (typeof body.title === 'string' && atLeast(version, '2.13')) changes.title = body.title;
  if (typeof body.read === 'boolean') changes.read = body.read;
  if (isObject(body.custom_attributes))
    changes.customAttributes = { ...conversation.customAttributes, ...body.custom_attributes };
  workspace.change(conversation, changes);
  const plain = request.query.get('display_as') === 'plaintext';
  return ok(conversationWithParts(conversation, apiForm(version, plain)));
}
