// The circumstances of a conversation's messages, as Intercom's conversation object tells them, be it a webhook's or
// the API's.

import { type Circumstances, toChannel } from './circumstances.ts';
import { type Id, toId } from './message.ts';

/** What the policy looks at besides the author of each message. */
export type ConversationCircumstances = Omit<Circumstances, 'authorType'>;

/** Source: Intercom docs, the conversation model. */
export interface ConversationFields {
  readonly source?: { readonly type?: string | null | undefined } | null | undefined;
  readonly state?: string | null | undefined;
  readonly team_assignee_id?: string | number | null | undefined;
  readonly admin_assignee_id?: string | number | null | undefined;
  readonly tags?:
    | {
        readonly tags?:
          | readonly {
              readonly id?: string | number | null | undefined;
              readonly name?: string | null | undefined;
            }[]
          | null
          | undefined;
      }
    | null
    | undefined;
}

export function circumstancesOf(conversation: ConversationFields): ConversationCircumstances {
  return {
    channel: toChannel(conversation.source?.type),
    teamId: assignee(conversation.team_assignee_id),
    adminId: assignee(conversation.admin_assignee_id),
    tags: conversation.tags?.tags?.flatMap(({ id, name }) => [
      ...(id == null ? [] : [String(id)]),
      ...(name ? [name] : []),
    ]),
    isClosed: conversation.state === 'closed',
  };
}

/** Nobody is 0 since 2.16, null before; undefined where the object does not say. */
function assignee(id: string | number | null | undefined): Id | null | undefined {
  if (id === undefined) return undefined;
  return String(id) === '0' ? null : (toId(id) ?? null);
}
