// Redacts one message and proves it. Intercom's redact is not idempotent: after a lost answer the next attempt is
// told "not redactable", so the conversation is read back before anything is judged.
// Source: Intercom docs, redact a conversation part.

import { type MessageRef, toId } from '../message.ts';
import type { Outcome } from '../outcome.ts';
import type { IntercomCaller, Reply } from './call.ts';
import { ConversationReply, errorCode, missingScope } from './replies.ts';

/** `tried`: an earlier attempt may have reached Intercom, though its answer did not reach us. */
export async function redact(
  caller: IntercomCaller,
  message: MessageRef,
  attempt: { readonly tried: boolean },
): Promise<Outcome> {
  const reply = await caller.call('POST', '/conversations/redact', requestFor(message));
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

/** An answer that says the same whatever was asked for. */
export type Refusal = Extract<
  Outcome,
  { kind: 'unauthorised' | 'denied' | 'rejected' | 'rate_limited' | 'unavailable' | 'gone' }
>;

export function refusal(status: number, body: unknown): Refusal {
  if (status === 401) return { kind: 'unauthorised' };
  if (status === 403) return { kind: 'denied', scope: missingScope(body) };
  return { kind: 'rejected', status, code: errorCode(body) };
}

async function proveRedacted(caller: IntercomCaller, message: MessageRef, body: unknown): Promise<Outcome> {
  if (redactedIn(body, message)) return { kind: 'redacted', provenBy: 'answer' };
  const seen = await readBack(caller, message);
  // It was taken, and is not to be seen yet: the next attempt looks again.
  return seen.kind === 'not_marked' ? { kind: 'unavailable', cause: 'not_visible' } : judge(seen, true);
}

/** What a look at the conversation says. `acted`: a request of ours may be what redacted the message. */
function judge(seen: ReadBack, acted: boolean): Outcome {
  switch (seen.kind) {
    case 'marked':
      return acted ? { kind: 'redacted', provenBy: 'read_back' } : { kind: 'already_redacted' };
    case 'not_marked':
      return { kind: 'not_redactable', reason: 'refused' };
    case 'not_listed':
      return { kind: 'not_redactable', reason: 'unverifiable' };
    default:
      return seen;
  }
}

/** A 404 is final only when a second attempt agrees: a webhook can be faster than Intercom's own copies. */
async function judgeMissing(caller: IntercomCaller, message: MessageRef, tried: boolean): Promise<Outcome> {
  const seen = await readBack(caller, message);
  const absent = seen.kind === 'gone' || seen.kind === 'not_listed' || seen.kind === 'not_marked';
  if (absent && !tried) return { kind: 'unavailable', cause: 'not_visible' };
  if (seen.kind === 'not_listed' || seen.kind === 'not_marked') {
    return { kind: 'rejected', status: 404, code: 'conversation_part_or_message_not_found' };
  }
  return judge(seen, tried);
}

type ReadBack = { readonly kind: 'marked' | 'not_marked' | 'not_listed' } | Refusal;

async function readBack(caller: IntercomCaller, message: MessageRef): Promise<ReadBack> {
  const reply: Reply = await caller.call('GET', `/conversations/${message.conversationId}`);
  if (reply.kind !== 'answer') return reply;
  if (reply.status === 404) return { kind: 'gone' };
  if (reply.status !== 200) return refusal(reply.status, reply.body);
  const redacted = redactedIn(reply.body, message);
  if (redacted === undefined) return { kind: 'not_listed' };
  return { kind: redacted ? 'marked' : 'not_marked' };
}

/** Whether this message is marked redacted; undefined when it is not in the answer. */
function redactedIn(body: unknown, message: MessageRef): boolean | undefined {
  const conversation = ConversationReply.safeParse(body).data;
  if (!conversation || toId(conversation.id) !== message.conversationId) return undefined;
  const listed =
    message.resource === 'source'
      ? [conversation.source]
      : (conversation.conversation_parts?.conversation_parts ?? []);
  const found = listed.find((candidate) => toId(candidate?.id) === message.messageId);
  return found ? found.redacted === true : undefined;
}
