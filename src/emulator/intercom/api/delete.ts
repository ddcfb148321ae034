// DELETE /conversations/{id}, GET /conversations/deleted, DELETE /tickets/{id}.

import { atLeast } from '../wire/version.ts';
import { type Answer, missingScope, NOT_FOUND, ok, refused, TICKET_NOT_FOUND } from './answer.ts';
import { cutPage, pagesJson } from './number-pages.ts';
import type { ApiRequest } from './request.ts';

/** Intercom documents that it cannot be done, but not the error: status, code and wording are inferred. */
const NOT_ALONE = (what: string) =>
  refused(403, 'action_forbidden', `${what} cannot be deleted independently of its conversation`);

/**
 * Intercom docs: `retain_metrics` is true by default; false needs the scope delete_conversations_and_metrics and
 * version 2.16, Preview or Unstable, and is named as a query parameter by the reference and as part of the request
 * body by the help centre, so that both count here. Versions 2.13 to 2.15 do not know it and retain the metrics.
 * 404 for an unknown or deleted id is inferred.
 */
export function deleteConversation(request: ApiRequest): Answer {
  const removesMetrics = atLeast(request.version, '2.16') && retainMetrics(request) === 'false';
  if (removesMetrics && !request.scopes.has('delete_conversations_and_metrics')) {
    return missingScope('delete_conversations_and_metrics');
  }
  const conversation = request.workspace.conversation(request.id);
  if (!conversation)
    return request.workspace.sideConversation(request.id) ? NOT_ALONE('A side conversation') : NOT_FOUND;
  // Inferred, as for redaction.
  if (conversation.ticket && !request.scopes.has('write_tickets')) return missingScope('write_tickets');

  request.workspace.remove(conversation, !removesMetrics);
  return ok({ id: conversation.id, object: 'conversation', deleted: true });
}

/** The query wins over the body: inferred. */
function retainMetrics({ query, body }: ApiRequest): string {
  return query.get('retain_metrics') ?? String(body.retain_metrics ?? true);
}

/** Intercom docs: 20 by default and 60 at most, the newest first; `next` is an address. Since 2.16. */
export function listDeleted(request: ApiRequest): Answer {
  const oldestFirst = request.query.get('order') === 'asc';
  const { deletions } = request.workspace;
  const page = cutPage(request, oldestFirst ? deletions : [...deletions].reverse(), { usual: 20, most: 60 });
  if ('kind' in page) return page;
  return ok({
    type: 'conversations.list',
    total_count: deletions.length,
    pages: { ...pagesJson(page), next: page.page < page.totalPages ? nextAddress(request, page.page) : null },
    conversations: page.items.map(({ conversationId, metricsRetained, deletedAtS }) => ({
      type: 'conversation',
      id: conversationId,
      metrics_retained: metricsRetained,
      deleted_at: deletedAtS,
    })),
  });
}

function nextAddress({ origin, query }: ApiRequest, page: number): string {
  const next = new URLSearchParams(query);
  next.set('page', String(page + 1));
  return `${origin}/conversations/deleted?${next}`;
}

/**
 * Intercom help: a back-office ticket goes only with the conversation that it is linked to. That another ticket is not
 * listed among the deleted conversations is inferred.
 */
export function deleteTicket({ workspace, id }: ApiRequest): Answer {
  const record = workspace.ticket(id);
  if (!record?.ticket) return TICKET_NOT_FOUND;
  const { category, linkedTo } = record.ticket;
  if (category === 'Back-office' && linkedTo !== null) return NOT_ALONE('A linked back-office ticket');

  workspace.removeTicket(record);
  return ok({ id: record.id, object: 'ticket', deleted: true });
}
