// What this product asks of Intercom.

import { type Id, type Message, type MessageRef, toId } from '../message.ts';
import type { Outcome } from '../outcome.ts';
import { messagesIn, timeOf } from '../texts.ts';
import { type CallTimes, createIntercomCaller, type IntercomAddress, type IntercomCaller } from './call.ts';
import { type Refusal, redact, refusal } from './redact.ts';
import { ConversationReply, MeReply, TicketReply } from './replies.ts';

export interface Intercom {
  redact(message: MessageRef, attempt: { readonly tried: boolean }): Promise<Outcome>;
  /** Every text in a conversation, as far as Intercom shows it: the newest 500 parts. */
  read(
    workspaceId: Id,
    conversationId: Id,
    now: Date,
  ): Promise<{ kind: 'messages'; messages: Message[]; unseen: number } | Refusal>;
  /** The workspace that the token belongs to. */
  whoAmI(): Promise<{ kind: 'workspace'; workspaceId: Id } | Refusal>;
  close(): Promise<void>;
}

export function createIntercom(address: IntercomAddress, clock: () => Date, times?: CallTimes): Intercom {
  const caller = createIntercomCaller(address, clock, times);
  return {
    redact: (message, attempt) => redact(caller, message, attempt),
    read: (workspaceId, conversationId, now) => read(caller, workspaceId, conversationId, now),
    async whoAmI() {
      const reply = await caller.call('GET', '/me');
      if (reply.kind !== 'answer') return reply;
      if (reply.status !== 200) return refusal(reply.status, reply.body);
      const workspaceId = toId(MeReply.safeParse(reply.body).data?.app.id_code);
      return workspaceId
        ? { kind: 'workspace', workspaceId }
        : { kind: 'rejected', status: 200, code: 'unknown' };
    },
    close: () => caller.close(),
  };
}

async function read(
  caller: IntercomCaller,
  workspaceId: Id,
  conversationId: Id,
  now: Date,
): ReturnType<Intercom['read']> {
  const reply = await caller.call('GET', `/conversations/${conversationId}`);
  if (reply.kind !== 'answer') return reply;
  if (reply.status === 404) return readTicket(caller, workspaceId, conversationId, now);
  if (reply.status !== 200) return refusal(reply.status, reply.body);
  const conversation = ConversationReply.safeParse(reply.body).data;
  if (!conversation) return { kind: 'unavailable', cause: 'not_json' };
  const parts = conversation.conversation_parts?.conversation_parts ?? [];
  const texts = {
    source: conversation.source,
    title: conversation.title,
    ticketAttributes: conversation.ticket?.ticket_attributes,
    parts,
  };
  const saidAt = timeOf(conversation.created_at, now);
  return {
    kind: 'messages',
    messages: messagesIn(texts, { workspaceId, conversationId, saidAt }),
    unseen: Math.max(0, (conversation.conversation_parts?.total_count ?? 0) - parts.length),
  };
}

/** Without the permission to read tickets a ticket's conversation answers 404. */
async function readTicket(
  caller: IntercomCaller,
  workspaceId: Id,
  conversationId: Id,
  now: Date,
): ReturnType<Intercom['read']> {
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
    unseen: Math.max(0, (ticket.ticket_parts?.total_count ?? 0) - parts.length),
  };
}
