// Deletes a conversation and proves it: Intercom says so, and the conversation can no longer be read. What became of
// its metrics is read from the list of deleted conversations. A second request is answered 404, so that after a lost
// answer it is read back before anything is judged.
// Source: Intercom docs, delete a conversation; 404 for an unknown or deleted id is inferred.

import { type Id, toId } from '../message.ts';
import type { DeletionOutcome, Metrics } from '../outcome.ts';
import type { IntercomCaller, Reply } from './call.ts';
import { fetchConversation, findHiddenTicket, whyHidden } from './fetch-conversation.ts';
import { refusal } from './refusal.ts';
import { DeletedListReply, DeletionReply } from './replies.ts';

export interface DeletionAttempt {
  readonly retainMetrics: boolean;
  /** An earlier attempt may have reached Intercom, though its answer did not reach us. */
  readonly tried: boolean;
}

export async function deleteConversation(
  caller: IntercomCaller,
  conversationId: Id,
  attempt: DeletionAttempt,
): Promise<DeletionOutcome> {
  const reply = await ask(caller, conversationId, attempt.retainMetrics);
  if (reply.kind !== 'answer') return reply;
  if (reply.status === 200) return proveDeleted(caller, conversationId, reply.body);
  if (reply.status === 404) return judgeMissing(caller, conversationId, attempt.tried);
  const refused = refusal(reply.status, reply.body);
  // Where Intercom names no permission, it is the one that only this mode needs.
  return refused.kind === 'denied' && refused.scope === 'unknown' && !attempt.retainMetrics
    ? { kind: 'denied', scope: 'delete_conversations_and_metrics' }
    : refused;
}

/**
 * The reference has `retain_metrics` in the query, the help centre in the body: both are sent. True is what happens
 * when nothing is said, in every version.
 */
function ask(caller: IntercomCaller, conversationId: Id, retainMetrics: boolean): Promise<Reply> {
  return retainMetrics
    ? caller.call('DELETE', `/conversations/${conversationId}`, { needs: 'delete' })
    : caller.call('DELETE', `/conversations/${conversationId}?retain_metrics=false`, {
        body: { retain_metrics: false },
        needs: 'retain_metrics',
      });
}

async function proveDeleted(
  caller: IntercomCaller,
  conversationId: Id,
  body: unknown,
): Promise<DeletionOutcome> {
  const said = DeletionReply.safeParse(body).data;
  const isSaid = said?.deleted === true && toId(said.id) === conversationId;
  const seen = await fetchConversation(caller, conversationId);
  if (seen.kind === 'gone')
    return { kind: 'deleted', provenBy: 'read_back', ...(await look(caller, conversationId)) };
  // It was taken, and still shows: the next attempt looks again.
  if (seen.kind === 'conversation') return { kind: 'unavailable', cause: 'not_visible' };
  return isSaid ? { kind: 'deleted', provenBy: 'answer', metrics: 'unknown' } : seen;
}

/** A 404 is believed when the conversation cannot be read either; a ticket may just be out of the token's sight. */
async function judgeMissing(
  caller: IntercomCaller,
  conversationId: Id,
  tried: boolean,
): Promise<DeletionOutcome> {
  const seen = await fetchConversation(caller, conversationId);
  if (seen.kind === 'conversation')
    return tried
      ? { kind: 'rejected', status: 404, code: 'not_found' }
      : { kind: 'unavailable', cause: 'not_visible' };
  if (seen.kind !== 'gone') return seen;
  const ticket = await findHiddenTicket(caller, conversationId);
  if (ticket.kind === 'ticket') return whyHidden(ticket, 'write_tickets');
  if (ticket.kind !== 'none') return ticket;
  const { metrics } = await look(caller, conversationId);
  return tried ? { kind: 'deleted', provenBy: 'read_back', metrics } : { kind: 'gone', metrics };
}

const PAGES_LOOKED_AT = 5;

/** Newest first, as they are by default. A list that cannot be read leaves the metrics unknown, not the deletion. */
async function look(caller: IntercomCaller, conversationId: Id): Promise<{ readonly metrics: Metrics }> {
  for (let page = 1; page <= PAGES_LOOKED_AT; page += 1) {
    const path = `/conversations/deleted?order=desc&per_page=60&page=${page}`;
    const reply = await caller.call('GET', path, { needs: 'deleted_list' });
    const list = reply.kind === 'answer' ? DeletedListReply.safeParse(reply.body).data : undefined;
    const found = list?.conversations.find(({ id }) => toId(id) === conversationId);
    if (typeof found?.metrics_retained === 'boolean')
      return { metrics: found.metrics_retained ? 'retained' : 'removed' };
    if (!list || page >= (list.pages?.total_pages ?? 1)) break;
  }
  return { metrics: 'unknown' };
}
