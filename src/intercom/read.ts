// Every text in a conversation, as far as Intercom shows it.

import type { Id, Message } from '../message.ts';
import { messagesIn, timeOf } from '../texts.ts';
import { type ConversationCircumstances, circumstancesOf } from '../told-circumstances.ts';
import type { IntercomCaller } from './call.ts';
import { fetchConversation, partsOf } from './fetch-conversation.ts';
import { type Refusal, refusal } from './refusal.ts';
import { type ConversationReply, TicketReply } from './replies.ts';

export type Read =
  /** `unseen`: parts older than the newest 500. */
  | {
      readonly kind: 'messages';
      readonly messages: Message[];
      readonly circumstances: ConversationCircumstances;
      readonly unseen: number;
      /** It is a ticket, and the token may not read its fields. */
      readonly fieldsHidden: boolean;
    }
  | Refusal;

export async function readTexts(
  caller: IntercomCaller,
  workspaceId: Id,
  conversationId: Id,
  now: Date,
): Promise<Read> {
  const fetched = await fetchConversation(caller, conversationId);
  if (fetched.kind === 'gone') return readTicket(caller, workspaceId, conversationId, now);
  if (fetched.kind !== 'conversation') return fetched;
  const { conversation } = fetched;
  const fields = await readFields(caller, conversationId, conversation.ticket);
  if (fields.kind !== 'fields' && fields.kind !== 'hidden') return fields;
  const parts = partsOf(conversation);
  const texts = {
    source: conversation.source,
    title: conversation.title,
    ticketAttributes: fields.kind === 'fields' ? fields.attributes : undefined,
    parts,
  };
  const saidAt = timeOf(conversation.created_at, now);
  return {
    kind: 'messages',
    messages: messagesIn(texts, { workspaceId, conversationId, saidAt }),
    circumstances: circumstancesOf(conversation),
    unseen: Math.max(0, (conversation.conversation_parts?.total_count ?? 0) - parts.length),
    fieldsHidden: fields.kind === 'hidden',
  };
}

type Attributes = NonNullable<ConversationReply['ticket']>['ticket_attributes'];

/** Whether a ticket's conversation shows the ticket's fields is not documented: where it does not, the ticket does. */
async function readFields(
  caller: IntercomCaller,
  id: Id,
  ticket: ConversationReply['ticket'],
): Promise<
  { readonly kind: 'fields'; readonly attributes: Attributes } | { readonly kind: 'hidden' } | Refusal
> {
  if (!ticket || ticket.ticket_attributes) return { kind: 'fields', attributes: ticket?.ticket_attributes };
  const reply = await caller.call('GET', `/tickets/${id}`);
  if (reply.kind !== 'answer') return reply;
  if (reply.status === 401) return refusal(reply.status, reply.body);
  const answered = reply.status === 200 ? TicketReply.safeParse(reply.body).data : undefined;
  return answered ? { kind: 'fields', attributes: answered.ticket_attributes } : { kind: 'hidden' };
}

/** Without the permission to read tickets a ticket's conversation answers 404. */
async function readTicket(
  caller: IntercomCaller,
  workspaceId: Id,
  conversationId: Id,
  now: Date,
): Promise<Read> {
  const reply = await caller.call('GET', `/tickets/${conversationId}`);
  if (reply.kind !== 'answer') return reply;
  if (reply.status === 404) return { kind: 'gone' };
  if (reply.status !== 200) return refusal(reply.status, reply.body);
  const ticket = TicketReply.safeParse(reply.body).data;
  if (!ticket) return { kind: 'unavailable', cause: 'not_json' };
  const parts = ticket.ticket_parts?.ticket_parts ?? [];
  const texts = { source: undefined, title: undefined, ticketAttributes: ticket.ticket_attributes, parts };
  return {
    kind: 'messages',
    messages: messagesIn(texts, { workspaceId, conversationId, saidAt: timeOf(ticket.created_at, now) }),
    // A ticket's own object tells none of them.
    circumstances: circumstancesOf({}),
    unseen: Math.max(0, (ticket.ticket_parts?.total_count ?? 0) - parts.length),
    fieldsHidden: false,
  };
}
