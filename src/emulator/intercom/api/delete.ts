// DELETE /conversations/{id}.

import { atLeast } from '../wire/version.ts';
import { type Answer, missingScope, NOT_FOUND, ok } from './answer.ts';
import type { ApiRequest } from './request.ts';

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
  if (!conversation) return NOT_FOUND;
  // Inferred, as for redaction.
  if (conversation.ticket && !request.scopes.has('write_tickets')) return missingScope('write_tickets');

  request.workspace.remove(conversation, !removesMetrics);
  return ok({ id: conversation.id, object: 'conversation', deleted: true });
}

/** The query wins over the body: inferred. */
function retainMetrics({ query, body }: ApiRequest): string {
  return query.get('retain_metrics') ?? String(body.retain_metrics ?? true);
}
