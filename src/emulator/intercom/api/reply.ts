// POST /conversations/{id}/reply and POST /tickets/{id}/reply.

import type { JsonObject } from '../state/conversation.ts';
import type { Author } from '../state/people.ts';
import type { PartSeed } from '../state/seeds.ts';
import { conversationWithParts } from '../wire/conversation.ts';
import { apiForm } from '../wire/form.ts';
import { ticketPartJson } from '../wire/part.ts';
import { toHtml } from '../wire/plain-text.ts';
import {
  ADMIN_NOT_FOUND,
  type Answer,
  invalid,
  missing,
  missingScope,
  NOT_FOUND,
  ok,
  type Refusal,
  TICKET_NOT_FOUND,
  USER_NOT_FOUND,
} from './answer.ts';
import { type ApiRequest, idIn, isObject, textIn } from './request.ts';

/** A contact's comment, or a teammate's comment or note. Intercom docs: "Reply to a conversation". */
export function replyToConversation(request: ApiRequest): Answer {
  const conversation = request.workspace.conversation(request.id);
  if (!conversation) return NOT_FOUND;
  if (conversation.ticket && !request.scopes.has('write_tickets')) return missingScope('write_tickets');
  const part = readPart(request);
  if ('kind' in part) return part;

  request.workspace.addPart(conversation, part);
  return ok(conversationWithParts(conversation, apiForm(request.version, false)));
}

/** Answers the new part alone. Intercom docs: "Reply to a ticket". */
export function replyToTicket(request: ApiRequest): Answer {
  const ticket = request.workspace.ticket(request.id);
  if (!ticket) return TICKET_NOT_FOUND;
  const part = readPart(request);
  if ('kind' in part) return part;

  return ok(ticketPartJson(request.workspace.addPart(ticket, part), apiForm(request.version, false)));
}

function readPart(request: ApiRequest): PartSeed | Refusal {
  const { body, workspace } = request;
  const partType = textIn(body, 'message_type');
  const type = textIn(body, 'type');
  const text = textIn(body, 'body');
  const attachments = fileNames(body).map((name) => ({ name }));
  if (partType === undefined) return missing('message_type');
  if (text === undefined && attachments.length === 0) return missing('body');

  if (type === 'admin') {
    if (!['comment', 'note'].includes(partType)) return invalid('message_type is invalid');
    const author = workspace.teammate(idIn(body, 'admin_id') ?? '');
    if (!author) return ADMIN_NOT_FOUND;
    const html = text === undefined || text.includes('<') ? text : toHtml(text);
    return { author, partType, body: html ?? null, attachments, ...saidAt(body) };
  }
  if (type !== 'user') return type === undefined ? missing('type') : invalid('type is invalid');
  if (partType !== 'comment') return invalid('message_type is invalid');
  const author = contactOf(request);
  if (!author) return USER_NOT_FOUND;
  return { author, partType, body: text === undefined ? null : toHtml(text), attachments, ...saidAt(body) };
}

function contactOf({ body, workspace }: ApiRequest): Author | undefined {
  const id = idIn(body, 'intercom_user_id');
  if (id !== undefined) return workspace.contact(id);
  const externalId = idIn(body, 'user_id');
  const email = textIn(body, 'email');
  return workspace.findContact(
    (it) =>
      (externalId !== undefined && it.externalId === externalId) ||
      (email !== undefined && it.email === email),
  );
}

/** Intercom docs: `created_at` is for migrations. */
export function saidAt(body: JsonObject): { readonly createdAt?: Date } {
  const seconds = body.created_at;
  return typeof seconds === 'number' ? { createdAt: new Date(seconds * 1000) } : {};
}

function fileNames(body: JsonObject): readonly string[] {
  const urls = Array.isArray(body.attachment_urls) ? body.attachment_urls : [];
  const files = Array.isArray(body.attachment_files) ? body.attachment_files : [];
  return [
    ...urls.map((url: unknown) => String(url).split('/').at(-1) ?? ''),
    ...files.map((file: unknown) => (isObject(file) ? String(file.name) : '')),
  ];
}
