// Which conversations were updated within some time, tickets too. Source: Intercom docs, search conversations: at most
// 150 a page, times in whole seconds, and whether `>` takes in the second itself is left open: both are worked with.

import { z } from 'zod';
import { type Id, toId } from '../message.ts';
import { type ConversationCircumstances, circumstancesOf } from '../told-circumstances.ts';
import type { IntercomCaller } from './call.ts';
import { type Refusal, refusal } from './refusal.ts';

/** In seconds since 1970, both ends within; no end: up to now, and on. */
export interface UpdatedWithin {
  readonly fromS: number;
  readonly untilS: number | undefined;
}

export interface FoundConversation {
  readonly conversationId: Id;
  /** Seconds since 1970; undefined where Intercom does not say. */
  readonly updatedS: number | undefined;
  readonly createdS: number | undefined;
  readonly circumstances: ConversationCircumstances;
}

export type Found =
  | {
      readonly kind: 'found';
      readonly conversations: readonly FoundConversation[];
      /** Of the whole search, as Intercom counts; undefined where it does not say. */
      readonly total: number | undefined;
      /** Where the next page begins; undefined at the end. */
      readonly next: string | undefined;
      /** By Intercom's clock; undefined where it does not say. */
      readonly sentAt: Date | undefined;
    }
  | Refusal;

const PER_PAGE = 150;

/** What is no number of seconds is unknown: one odd conversation must not hide the others. */
const seconds = z.int().min(0).max(2_147_483_647).nullish().catch(undefined);

const SearchReply = z.object({
  conversations: z.array(
    z.looseObject({
      id: z.union([z.string(), z.number()]).nullish(),
      updated_at: seconds,
      created_at: seconds,
      state: z.string().nullish(),
      source: z.object({ type: z.string().nullish() }).nullish(),
      team_assignee_id: z.union([z.string(), z.number()]).nullish(),
      admin_assignee_id: z.union([z.string(), z.number()]).nullish(),
    }),
  ),
  total_count: z.int().min(0).nullish().catch(undefined),
  pages: z.object({ next: z.object({ starting_after: z.string().nullish() }).nullish() }).nullish(),
});

export async function searchUpdated(
  caller: IntercomCaller,
  { fromS, untilS }: UpdatedWithin,
  after: string | undefined,
): Promise<Found> {
  const later = { field: 'updated_at', operator: '>', value: fromS - 1 };
  const earlier = untilS === undefined ? [] : [{ field: 'updated_at', operator: '<', value: untilS + 1 }];
  const reply = await caller.call('POST', '/conversations/search', {
    body: {
      query: { operator: 'AND', value: [later, ...earlier] },
      sort: { field: 'updated_at', order: 'ascending' },
      pagination: { per_page: PER_PAGE, ...(after === undefined ? {} : { starting_after: after }) },
    },
  });
  if (reply.kind !== 'answer') return reply;
  if (reply.status !== 200) return refusal(reply.status, reply.body);
  const found = SearchReply.safeParse(reply.body).data;
  if (!found) return { kind: 'unavailable', cause: 'not_json' };
  return {
    kind: 'found',
    conversations: found.conversations.flatMap((conversation) => {
      const conversationId = toId(conversation.id);
      return conversationId
        ? [
            {
              conversationId,
              updatedS: conversation.updated_at ?? undefined,
              createdS: conversation.created_at ?? undefined,
              circumstances: circumstancesOf(conversation),
            },
          ]
        : [];
    }),
    total: found.total_count ?? undefined,
    next: found.pages?.next?.starting_after ?? undefined,
    sentAt: reply.sentAt,
  };
}
