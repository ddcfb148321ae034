// Internal notes, and the messages that they are about. Intercom has no idempotency key, and an answer can be lost:
// a note is looked for before it is written.

import { type Id, type MessageRef, toId } from '../message.ts';
import type { IntercomCaller } from './call.ts';
import { fetchConversation, findMessage, partsOf } from './fetch-conversation.ts';
import { type Refusal, refusal } from './refusal.ts';
import { ConversationReply, errorCode } from './replies.ts';

export type PresentMessage =
  /** `body` is HTML or plain text, and empty where Intercom has none. It never leaves memory. */
  | { readonly kind: 'message'; readonly body: string }
  | { readonly kind: 'redacted' }
  /** Not among the newest 500 parts, or not in this conversation. */
  | { readonly kind: 'not_listed' }
  | Refusal;

/** The message as it is now. Intercom has no endpoint for a single part. */
export async function readMessage(caller: IntercomCaller, message: MessageRef): Promise<PresentMessage> {
  const fetched = await fetchConversation(caller, message.conversationId);
  if (fetched.kind !== 'conversation') return fetched;
  const found = findMessage(fetched.conversation, message);
  if (!found) return { kind: 'not_listed' };
  return found.redacted === true ? { kind: 'redacted' } : { kind: 'message', body: found.body ?? '' };
}

/** Whether a note is the one that is meant. Intercom may have changed its HTML: look for a mark in it. */
export type IsIt = (body: string) => boolean;

export interface NoteDraft {
  readonly adminId: Id;
  /** HTML. */
  readonly body: string;
  readonly isIt: IsIt;
}

export type NoteOutcome =
  /** `read_back`: it had been written by an earlier attempt. The id is undefined where the answer hides the note. */
  | { readonly kind: 'noted'; readonly noteId: Id | undefined; readonly provenBy: 'answer' | 'read_back' }
  | Refusal;

export type FoundNote = { readonly kind: 'note'; readonly noteId: Id } | { readonly kind: 'none' } | Refusal;

/** Among the newest 500 parts. */
export async function findNote(caller: IntercomCaller, conversationId: Id, isIt: IsIt): Promise<FoundNote> {
  const fetched = await fetchConversation(caller, conversationId);
  if (fetched.kind !== 'conversation') return fetched;
  const noteId = noteIn(fetched.conversation, isIt);
  return noteId ? { kind: 'note', noteId } : { kind: 'none' };
}

/** Source: Intercom docs, reply to a conversation: `message_type` note, by an admin. */
export async function writeNote(
  caller: IntercomCaller,
  conversationId: Id,
  { adminId, body, isIt }: NoteDraft,
): Promise<NoteOutcome> {
  const before = await findNote(caller, conversationId, isIt);
  if (before.kind === 'note') return { kind: 'noted', noteId: before.noteId, provenBy: 'read_back' };
  if (before.kind !== 'none') return before;
  const reply = await caller.call('POST', `/conversations/${conversationId}/reply`, {
    body: { message_type: 'note', type: 'admin', admin_id: adminId, body },
  });
  // Looked for again too soon it would not be there yet, and be written twice.
  if (reply.kind === 'unavailable' && (reply.cause === 'timeout' || reply.cause === 'network'))
    return { ...reply, retryAfterMs: caller.settleMs };
  if (reply.kind !== 'answer') return reply;
  if (reply.status === 404 && errorCode(reply.body) === 'not_found') return { kind: 'gone' };
  if (reply.status !== 200) return refusal(reply.status, reply.body);
  const answered = ConversationReply.safeParse(reply.body).data;
  // Taken is written, also where the mark does not come back: to write again would be worse than not to know its id.
  return answered && toId(answered.id) === conversationId
    ? { kind: 'noted', noteId: noteIn(answered, isIt), provenBy: 'answer' }
    : { kind: 'unavailable', cause: 'not_json' };
}

function noteIn(conversation: ConversationReply, isIt: IsIt): Id | undefined {
  const note = partsOf(conversation).findLast(
    ({ part_type, body, redacted }) => part_type === 'note' && !redacted && isIt(body ?? ''),
  );
  return toId(note?.id);
}
