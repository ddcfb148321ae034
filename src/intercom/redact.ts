// Redacts one message and proves it. Intercom's redact is not idempotent: after a lost answer the next attempt is
// told "not redactable", so the conversation is read back before anything is judged.
// Source: Intercom docs, redact a conversation part.

import { type MessageRef, toId } from '../message.ts';
import type { Outcome } from '../outcome.ts';
import type { IntercomCaller } from './call.ts';
import { fetchConversation, findHiddenTicket, findMessage } from './fetch-conversation.ts';
import { type Refusal, refusal } from './refusal.ts';
import { ConversationReply, errorCode } from './replies.ts';

/** `tried`: an earlier attempt may have reached Intercom, though its answer did not reach us. */
export async function redact(
  caller: IntercomCaller,
  message: MessageRef,
  attempt: { readonly tried: boolean },
): Promise<Outcome> {
  const reply = await caller.call('POST', '/conversations/redact', {
    body: requestFor(message),
    needs: 'redact',
  });
  if (reply.kind !== 'answer') return reply;
  if (reply.status === 200) return proveRedacted(caller, message, reply.body);
  const code = errorCode(reply.body);
  if (code === 'conversation_part_not_redactable')
    return judge(await readBack(caller, message), attempt.tried);
  if (reply.status === 404) return judgeMissing(caller, message, attempt.tried);
  return refusal(reply.status, reply.body);
}

function requestFor({ resource, conversationId, messageId }: MessageRef): object {
  return resource === 'source'
    ? { type: 'source', conversation_id: conversationId, source_id: messageId }
    : { type: 'conversation_part', conversation_id: conversationId, conversation_part_id: messageId };
}

async function proveRedacted(caller: IntercomCaller, message: MessageRef, body: unknown): Promise<Outcome> {
  const shown = redactedIn(body, message);
  if (shown) return redacted('answer', shown);
  const seen = await readBack(caller, message);
  // It was taken, and is not to be seen yet: the next attempt looks again.
  return seen.kind === 'not_marked' || seen.kind === 'no_conversation'
    ? { kind: 'unavailable', cause: 'not_visible' }
    : judge(seen, true);
}

/** What a look at the conversation says. `acted`: a request of ours may be what redacted the message. */
function judge(seen: ReadBack, acted: boolean): Outcome {
  switch (seen.kind) {
    case 'marked':
      return acted ? redacted('read_back', seen.message) : { kind: 'already_redacted' };
    case 'not_marked':
    case 'no_conversation':
      return { kind: 'not_redactable', reason: 'refused' };
    case 'not_listed':
      return { kind: 'not_redactable', reason: 'unverifiable' };
    default:
      return seen;
  }
}

const ABSENT: ReadonlySet<ReadBack['kind']> = new Set([
  'gone',
  'not_listed',
  'not_marked',
  'no_conversation',
]);

/** A 404 is final only when a second attempt agrees: a webhook can be faster than Intercom's own copies. */
async function judgeMissing(caller: IntercomCaller, message: MessageRef, tried: boolean): Promise<Outcome> {
  const seen = await readBack(caller, message);
  const absent = ABSENT.has(seen.kind);
  if (absent && !tried) return { kind: 'unavailable', cause: 'not_visible' };
  if (seen.kind === 'not_listed' || seen.kind === 'not_marked') {
    return { kind: 'rejected', status: 404, code: 'conversation_part_or_message_not_found' };
  }
  return judge(seen, tried);
}

type Shown = NonNullable<ReturnType<typeof findMessage>>;
type ReadBack =
  | { readonly kind: 'marked'; readonly message: Shown }
  /** `no_conversation`: it stands on a ticket of which Intercom has none, so that nothing reaches it. */
  | { readonly kind: 'not_marked' | 'not_listed' | 'no_conversation' }
  | Refusal;

/** Whether files go with the text is not documented: what Intercom still shows, a person must look at. */
function redacted(provenBy: 'answer' | 'read_back', { attachments }: Shown): Outcome {
  const attachmentsLeft = attachments?.length ?? 0;
  return { kind: 'redacted', provenBy, ...(attachmentsLeft > 0 ? { attachmentsLeft } : {}) };
}

async function readBack(caller: IntercomCaller, message: MessageRef): Promise<ReadBack> {
  const fetched = await fetchConversation(caller, message.conversationId);
  if (fetched.kind === 'gone') return readTicketBack(caller, message);
  if (fetched.kind !== 'conversation') return fetched;
  const found = findMessage(fetched.conversation, message);
  if (!found) return { kind: 'not_listed' };
  return found.redacted ? { kind: 'marked', message: found } : { kind: 'not_marked' };
}

/** Gone as a conversation, it may stand on a ticket for all that. */
async function readTicketBack(caller: IntercomCaller, message: MessageRef): Promise<ReadBack> {
  const found = await findHiddenTicket(caller, message.conversationId);
  if (found.kind === 'none') return { kind: 'gone' };
  if (found.kind !== 'ticket') return found;
  const shown = found.ticket.ticket_parts?.ticket_parts.find(({ id }) => toId(id) === message.messageId);
  return shown?.redacted ? { kind: 'marked', message: shown } : { kind: 'no_conversation' };
}

/** The message, where this answer shows it as redacted. */
function redactedIn(body: unknown, message: MessageRef): Shown | undefined {
  const conversation = ConversationReply.safeParse(body).data;
  if (!conversation || toId(conversation.id) !== message.conversationId) return undefined;
  const shown = findMessage(conversation, message);
  return shown?.redacted === true ? shown : undefined;
}
