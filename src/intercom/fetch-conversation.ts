import { type Id, type MessageRef, toId } from '../message.ts';
import type { IntercomCaller, Reply } from './call.ts';
import { type Refusal, refusal } from './refusal.ts';
import { ConversationReply, TicketReply } from './replies.ts';

export type Fetched =
  | { readonly kind: 'conversation'; readonly conversation: ConversationReply }
  /** 404: deleted, never there, or a ticket that the token may not read. */
  | Refusal;

export async function fetchConversation(caller: IntercomCaller, conversationId: Id): Promise<Fetched> {
  const reply = await caller.call('GET', `/conversations/${conversationId}`);
  if (reply.kind !== 'answer') return reply;
  if (reply.status === 404) return { kind: 'gone' };
  if (reply.status !== 200) return refusal(reply.status, reply.body);
  const conversation = ConversationReply.safeParse(reply.body).data;
  // Without an id it is a proxy's JSON, say.
  return conversation !== undefined && toId(conversation.id)
    ? { kind: 'conversation', conversation }
    : { kind: 'unavailable', cause: 'not_json' };
}

/**
 * A 404 for a conversation may hide a ticket: the Conversations API shows those only with the tickets' permissions, and
 * back-office and tracker tickets not at all. `none`: there is none, or it cannot be read either.
 */
export async function findHiddenTicket(
  caller: IntercomCaller,
  id: Id,
): Promise<
  | { readonly kind: 'ticket'; readonly ticket: TicketReply; readonly isConversation: boolean }
  | { readonly kind: 'none' }
  | Extract<Reply, { kind: 'rate_limited' | 'unavailable' }>
> {
  const reply = await caller.call('GET', `/tickets/${id}`);
  if (reply.kind !== 'answer') return reply;
  const ticket = reply.status === 200 ? TicketReply.safeParse(reply.body).data : undefined;
  if (!ticket || !toId(ticket.id)) return { kind: 'none' };
  return { kind: 'ticket', ticket, isConversation: (ticket.category ?? 'Customer') === 'Customer' };
}

/** Of a ticket that only the Tickets API shows: a permission is missing, or Intercom has no conversation of it. */
export function whyHidden(
  { isConversation }: { readonly isConversation: boolean },
  scope: Extract<Refusal, { kind: 'denied' }>['scope'],
): Extract<Refusal, { kind: 'denied' | 'rejected' }> {
  return isConversation ? { kind: 'denied', scope } : { kind: 'rejected', status: 404, code: 'not_found' };
}

type Listed = NonNullable<ConversationReply['conversation_parts']>['conversation_parts'][number];

export function partsOf(conversation: ConversationReply): readonly Listed[] {
  return conversation.conversation_parts?.conversation_parts ?? [];
}

/** The part or source as Intercom lists it; undefined when it does not. */
export function findMessage(
  conversation: ConversationReply,
  message: Pick<MessageRef, 'resource' | 'messageId'>,
): Omit<Listed, 'part_type' | 'created_at'> | undefined {
  const { source } = conversation;
  const listed = message.resource === 'source' ? (source ? [source] : []) : partsOf(conversation);
  return listed.find(({ id }) => toId(id) === message.messageId);
}
