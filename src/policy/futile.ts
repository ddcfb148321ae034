// Calls that Intercom is known to refuse are not made. Source: Intercom docs, redact a conversation part: a part
// needs a body; a source must have been created by a contact.

import { type AuthorType, hasOwnId, type MessageRef } from '../message.ts';
import type { NotRedactableReason } from '../outcome.ts';

/** Why redacting this message cannot work; undefined when it is worth asking. */
export function whyFutile(
  message: MessageRef & { readonly authorType: AuthorType },
): NotRedactableReason | undefined {
  if (message.resource !== 'source' && message.resource !== 'conversation_part') return 'outside_body';
  if (message.resource === 'source' && message.authorType !== 'contact') return 'source_not_by_contact';
  return hasOwnId(message.messageId) ? undefined : 'no_message_id';
}
