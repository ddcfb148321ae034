// The shape of Intercom's notifications, only as far as it is used, and tolerant of everything else: ids as
// numbers or text, a null source, parts under any of three names. Source: Intercom docs, webhook models.

import { z } from 'zod';

const id = z.union([z.string(), z.number()]).nullish();
const author = z.object({ type: z.string().nullish() }).nullish();
const seconds = z.number().nullish();

const part = z.object({
  id,
  body: z.string().nullish(),
  author,
  created_at: seconds,
  redacted: z.boolean().nullish(),
  attachments: z.array(z.unknown()).nullish(),
});

const source = z.object({
  id,
  body: z.string().nullish(),
  subject: z.string().nullish(),
  author,
  redacted: z.boolean().nullish(),
  attachments: z.array(z.unknown()).nullish(),
});

const ticketFields = {
  id,
  created_at: seconds,
  ticket_attributes: z.record(z.string(), z.unknown()).nullish(),
  ticket_parts: z.object({ ticket_parts: z.array(part).nullish() }).nullish(),
};

const item = z.object({
  ...ticketFields,
  type: z.string().nullish(),
  conversation_id: id,
  title: z.string().nullish(),
  body: z.string().nullish(),
  author,
  source: source.nullish(),
  /** The name of `source` up to API version 2.4. */
  conversation_message: source.nullish(),
  conversation_parts: z.object({ conversation_parts: z.array(part).nullish() }).nullish(),
  ticket: z.object(ticketFields).nullish(),
  ticket_part: part.nullish(),
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

export function parseNotification(rawBody: Buffer): Notification | 'not_json' | 'not_a_notification' {
  const text = rawBody.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'not_json';
  }
  const notification = Notification.safeParse(json).data;
  if (!notification) return 'not_a_notification';
  return hasLostDigits(notification.data.item) ? withEveryDigit(text) : notification;
}

/** Ids may be numbers; from 2^53 on JSON.parse changes their last digits. */
function hasLostDigits(item: Item): boolean {
  const parts = [
    ...(item.conversation_parts?.conversation_parts ?? []),
    ...(item.ticket_parts?.ticket_parts ?? []),
    ...(item.ticket?.ticket_parts?.ticket_parts ?? []),
  ];
  const ids = [item.id, item.conversation_id, item.source?.id, item.ticket?.id, item.ticket_part?.id];
  return [...ids, ...parts.map((part) => part.id)].some(
    (id) => typeof id === 'number' && !Number.isSafeInteger(id),
  );
}

function withEveryDigit(text: string): Notification | 'not_a_notification' {
  const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(context?.source ?? '')
      ? context?.source
      : value;
  return Notification.safeParse(JSON.parse(text, keepDigits)).data ?? 'not_a_notification';
}
