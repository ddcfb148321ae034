// GET /me, /conversations, /conversations/{id}, /tickets/{id}.

import { conversationWithParts } from '../wire/conversation.ts';
import { apiForm } from '../wire/form.ts';
import { ticketJson } from '../wire/ticket.ts';
import { type Answer, missingScope, NOT_FOUND, ok, TICKET_NOT_FOUND } from './answer.ts';
import { conversationPage, readPaging } from './pages.ts';
import type { ApiRequest } from './request.ts';

/** The admin that the token belongs to, with the workspace. Intercom docs: no scope is named for it. */
export function me({ workspace, settings }: ApiRequest): Answer {
  const { admin } = workspace.people;
  return ok({
    type: 'admin',
    id: admin.id,
    email: admin.email,
    name: admin.name,
    email_verified: true,
    app: {
      type: 'app',
      id_code: settings.appId,
      name: 'Northfield Demo',
      created_at: 1700000000,
      secure: false,
      identity_verification: false,
      timezone: 'Europe/London',
      region: settings.region.toUpperCase(),
    },
    avatar: { type: 'avatar', image_url: null },
    has_inbox_seat: true,
  });
}

export function readConversation(request: ApiRequest): Answer {
  const conversation = request.workspace.conversation(request.id);
  if (!conversation) return NOT_FOUND;
  if (conversation.ticket && !request.scopes.has('read_tickets')) return missingScope('read_tickets');
  const plain = request.query.get('display_as') === 'plaintext';
  return ok(conversationWithParts(conversation, apiForm(request.version, plain)));
}

/** Newest update first. Intercom docs: no parts in lists, and no tickets without the scope to read them. */
export function listConversations(request: ApiRequest): Answer {
  const paging = readPaging(request.query.get('per_page'), request.query.get('starting_after'));
  return 'kind' in paging
    ? paging
    : conversationPage(request, paging, () => true, request.workspace.conversations());
}

export function readTicket(request: ApiRequest): Answer {
  const record = request.workspace.ticket(request.id);
  if (!record?.ticket) return TICKET_NOT_FOUND;
  return ok(ticketJson(record, record.ticket, apiForm(request.version, false)));
}
