// GET /conversations/{id}/side_conversations.

import { apiForm } from '../wire/form.ts';
import { partJson } from '../wire/part.ts';
import { type Answer, missingScope, NOT_FOUND, ok } from './answer.ts';
import { cutPage, pagesJson } from './number-pages.ts';
import type { ApiRequest } from './request.ts';

/** Intercom docs: "List side conversations", since 2.16. Their parts are nowhere else to be read. */
export function listSideConversations(request: ApiRequest): Answer {
  const conversation = request.workspace.conversation(request.id);
  if (!conversation) return NOT_FOUND;
  if (conversation.ticket && !request.scopes.has('read_tickets')) return missingScope('read_tickets');
  const { sideConversations } = conversation;
  const page = cutPage(request, sideConversations, { usual: 25, most: 50 });
  if ('kind' in page) return page;

  const form = apiForm(request.version, request.query.get('display_as') === 'plaintext');
  return ok({
    type: 'side_conversation.list',
    side_conversations: page.items.map(({ id, parts }) => ({
      side_conversation_id: id,
      conversation_parts: parts.map((part) => partJson(part, form)),
      total_count: parts.length,
    })),
    total_count: sideConversations.length,
    pages: pagesJson(page),
  });
}
