// What goes with a conversation when it is deleted, and what the policy must know of it. Intercom deletes side
// conversations and linked back-office tickets with their conversation. Source: Intercom help, deleting a conversation.

import { type Channel, toChannel } from '../circumstances.ts';
import { type Id, toId } from '../message.ts';
import type { IntercomCaller } from './call.ts';
import { fetchConversation, findHiddenTicket, whyHidden } from './fetch-conversation.ts';
import { type Refusal, refusal } from './refusal.ts';
import { type ConversationReply, SideConversationsReply } from './replies.ts';

export const CONVERSATION_STATES = ['open', 'closed', 'snoozed'] as const;
export interface Survey {
  readonly kind: 'survey';
  readonly parts: number;
  /** Undefined: Intercom does not tell, for want of a version or a permission. */
  readonly sideConversations: number | undefined;
  readonly backOfficeTickets: number;
  readonly isTicket: boolean;
  readonly state: (typeof CONVERSATION_STATES)[number] | 'other';
  readonly channel: Channel | 'other' | undefined;
  readonly teamId: Id | undefined;
  /** With their names, for the legal hold: people wrote those, so that they never leave memory. */
  readonly tags: readonly { readonly id: Id; readonly name: string }[];
}

export async function survey(caller: IntercomCaller, conversationId: Id): Promise<Survey | Refusal> {
  const fetched = await fetchConversation(caller, conversationId);
  if (fetched.kind === 'gone') {
    const ticket = await findHiddenTicket(caller, conversationId);
    if (ticket.kind === 'none') return fetched;
    return ticket.kind === 'ticket' ? whyHidden(ticket, 'read_tickets') : ticket;
  }
  if (fetched.kind !== 'conversation') return fetched;
  const beside = await countSideConversations(caller, conversationId);
  if (typeof beside === 'object') return beside;
  const { conversation } = fetched;
  return {
    kind: 'survey',
    parts: countParts(conversation),
    sideConversations: beside,
    backOfficeTickets: countBackOffice(conversation),
    isTicket: Boolean(conversation.ticket),
    state: CONVERSATION_STATES.find((known) => known === conversation.state) ?? 'other',
    channel: toChannel(conversation.source?.type),
    // Since 2.16 nobody is 0, before it is null.
    teamId: String(conversation.team_assignee_id) === '0' ? undefined : toId(conversation.team_assignee_id),
    tags: (conversation.tags?.tags ?? []).flatMap((tag) => {
      const id = toId(tag.id);
      return id ? [{ id, name: tag.name ?? '' }] : [];
    }),
  };
}

/** More than Intercom shows: the statistics count all of them. */
function countParts({ conversation_parts: parts, statistics }: ConversationReply): number {
  const counts = [parts?.conversation_parts.length, parts?.total_count, statistics?.count_conversation_parts];
  return Math.max(...counts.map((count) => count ?? 0));
}

/** The list of linked objects may be cut; what it leaves out counts as back-office, since it may be. */
function countBackOffice({ linked_objects: linked }: ConversationReply): number {
  if (!linked) return 0;
  const left = Math.max(0, (linked.total_count ?? 0) - linked.data.length);
  return (
    left + linked.data.filter(({ type, category }) => type === 'ticket' && category === 'Back-office').length
  );
}

async function countSideConversations(
  caller: IntercomCaller,
  conversationId: Id,
): Promise<number | undefined | Refusal> {
  const path = `/conversations/${conversationId}/side_conversations?per_page=1`;
  const reply = await caller.call('GET', path, { needs: 'side_conversations' });
  if (reply.kind !== 'answer') return reply;
  if (reply.status === 401) return refusal(reply.status, reply.body);
  const list = SideConversationsReply.safeParse(reply.body).data;
  return reply.status === 200 ? (list?.total_count ?? list?.side_conversations?.length) : undefined;
}
