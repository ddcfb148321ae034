// Intercom's answers, only the fields that are used. Source: Intercom's OpenAPI description, 2.16.

import { z } from 'zod';
import { INTERCOM_ERROR_CODES, type IntercomErrorCode, SCOPES, type Scope } from '../outcome.ts';

const id = z.union([z.string(), z.number()]).nullish();
const text = z.string().nullish();
const author = z.object({ type: text }).nullish();
const common = {
  id,
  body: text,
  author,
  redacted: z.boolean().nullish(),
  attachments: z.array(z.unknown()).nullish(),
};

const part = z.object({ ...common, part_type: text, created_at: z.number().nullish() });
const source = z.object({ ...common, type: text, subject: text });
const attributes = z.record(z.string(), z.unknown()).nullish();

export const ConversationReply = z.object({
  id,
  title: text,
  created_at: z.number().nullish(),
  source: source.nullish(),
  ticket: z.object({ ticket_attributes: attributes }).nullish(),
  conversation_parts: z
    .object({ conversation_parts: z.array(part), total_count: z.number().nullish() })
    .nullish(),
  state: text,
  team_assignee_id: id,
  admin_assignee_id: id,
  tags: z.object({ tags: z.array(z.object({ id, name: text })) }).nullish(),
  statistics: z.object({ count_conversation_parts: z.number().nullish() }).nullish(),
  linked_objects: z
    .object({
      data: z.array(z.object({ id, type: text, category: text })),
      total_count: z.number().nullish(),
    })
    .nullish(),
});
export type ConversationReply = z.infer<typeof ConversationReply>;

export const TicketReply = z.object({
  id,
  category: text,
  created_at: z.number().nullish(),
  ticket_attributes: attributes,
  ticket_parts: z.object({ ticket_parts: z.array(part), total_count: z.number().nullish() }).nullish(),
});
export type TicketReply = z.infer<typeof TicketReply>;

export const MeReply = z.object({ id, app: z.object({ id_code: z.string(), region: text }) });

export const DeletionReply = z.object({ id, deleted: z.boolean() });

export const DeletedListReply = z.object({
  conversations: z.array(z.object({ id, metrics_retained: z.boolean().nullish() })),
  pages: z.object({ total_pages: z.number().nullish() }).nullish(),
});

export const SideConversationsReply = z.object({
  total_count: z.number().nullish(),
  side_conversations: z.array(z.unknown()).nullish(),
});

const ErrorReply = z.object({ errors: z.array(z.object({ code: text, message: text })) });

/** The first error's code, when it is one that Intercom publishes. */
export function errorCode(body: unknown): IntercomErrorCode {
  const code = ErrorReply.safeParse(body).data?.errors[0]?.code;
  return INTERCOM_ERROR_CODES.find((known) => known === code) ?? 'unknown';
}

/** Which permission a 403 misses: `You do not have the required scope (write_conversations) …`, or the plan. */
export function missingScope(body: unknown): Scope {
  const error = ErrorReply.safeParse(body).data?.errors[0];
  if (error?.code === 'api_plan_restricted') return 'plan';
  return SCOPES.find((scope) => scope !== 'plan' && error?.message?.includes(scope)) ?? 'unknown';
}
