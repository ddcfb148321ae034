// The shape of Intercom's notifications, only as far as it is used. What is needed to know that it is one must be
// right; any other field that is not as documented counts as missing, and never costs the rest of the event.
// Source: Intercom docs, webhook models.

import { z } from 'zod';

const loose = <T extends z.ZodType>(field: T) => field.nullish().catch(undefined);

const text = loose(z.union([z.string(), z.number().transform(String)]));
const id = loose(z.union([z.string(), z.number()]));
const seconds = loose(z.number());
const author = loose(z.object({ type: text }));
const files = loose(z.array(z.unknown()));
const redacted = loose(z.boolean());

const part = z.object({ id, body: text, author, created_at: seconds, redacted, attachments: files });
const source = z.object({ id, type: text, body: text, subject: text, author, redacted, attachments: files });

const tags = loose(z.object({ tags: loose(z.array(z.object({ id, name: text }).catch({}))) }));

/** A list with one odd entry keeps the others; an object in the place of a list is taken for its values. */
const parts = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value,
  loose(z.array(part.catch({}))),
);

const ticketFields = {
  id,
  created_at: seconds,
  ticket_attributes: loose(z.record(z.string(), z.unknown())),
  ticket_parts: loose(z.object({ ticket_parts: parts })),
};

const item = z.object({
  ...ticketFields,
  type: text,
  conversation_id: id,
  title: text,
  body: text,
  author,
  source: loose(source),
  /** The name of `source` up to API version 2.4. */
  conversation_message: loose(source),
  conversation_parts: loose(z.object({ conversation_parts: parts })),
  ticket: loose(z.object(ticketFields)),
  ticket_part: loose(part),
  state: text,
  team_assignee_id: id,
  admin_assignee_id: id,
  tags,
});

export const Notification = z.object({
  type: z.literal('notification_event'),
  topic: z.string(),
  app_id: z.union([z.string(), z.number()]),
  created_at: seconds,
  data: z.object({ item }),
});
export type Notification = z.infer<typeof Notification>;
export type Item = z.infer<typeof item>;
export type Part = z.infer<typeof part>;

const BYTE_ORDER_MARK = /^\uFEFF/;

export function parseNotification(rawBody: Buffer): Notification | 'not_json' | 'not_a_notification' {
  const json = rawBody.toString('utf8').replace(BYTE_ORDER_MARK, '');
  try {
    const notification = Notification.safeParse(JSON.parse(json)).data;
    if (!notification) return 'not_a_notification';
    return hasLostDigits(notification.data.item) ? withEveryDigit(json) : notification;
  } catch {
    // Also JSON that is nested so deeply that reading it again runs out of stack.
    return 'not_json';
  }
}

/** Every part in an item, wherever the topic or the API version puts it. */
export function partsOf(item: Item): readonly Part[] {
  return [
    ...(item.conversation_parts?.conversation_parts ?? []),
    ...(item.ticket_parts?.ticket_parts ?? []),
    ...(item.ticket?.ticket_parts?.ticket_parts ?? []),
    ...(item.ticket_part ? [item.ticket_part] : []),
    ...(item.type === 'conversation_part' || item.type === 'ticket_part' ? [item] : []),
  ];
}

/** Ids may be numbers; from 2^53 on JSON.parse changes their last digits. */
function hasLostDigits(item: Item): boolean {
  const { source, conversation_message, ticket } = item;
  const named = [item, source, conversation_message, ticket, ...partsOf(item)];
  return [item.conversation_id, ...named.map((one) => one?.id)].some(
    (one) => typeof one === 'number' && !Number.isSafeInteger(one),
  );
}

function withEveryDigit(json: string): Notification | 'not_a_notification' {
  const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(context?.source ?? '')
      ? context?.source
      : value;
  return Notification.safeParse(JSON.parse(json, keepDigits)).data ?? 'not_a_notification';
}
