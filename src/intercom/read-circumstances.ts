import type { Id } from '../message.ts';
import { type ConversationCircumstances, circumstancesOf } from '../told-circumstances.ts';
import type { IntercomCaller } from './call.ts';
import { fetchConversation } from './fetch-conversation.ts';
import type { Refusal } from './refusal.ts';

/** How the conversation stands now: its tags may have changed since an event told them. */
export async function readCircumstances(
  caller: IntercomCaller,
  conversationId: Id,
): Promise<{ readonly kind: 'circumstances'; readonly circumstances: ConversationCircumstances } | Refusal> {
  const fetched = await fetchConversation(caller, conversationId);
  if (fetched.kind !== 'conversation') return fetched;
  return { kind: 'circumstances', circumstances: circumstancesOf(fetched.conversation) };
}
