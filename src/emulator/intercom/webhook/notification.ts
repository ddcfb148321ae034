// Notifications as Intercom builds them. Intercom docs: "Webhook models"; what they leave open follows recorded ones.

import type { Settings } from '../options.ts';
import type { Conversation, JsonObject, Part } from '../state/conversation.ts';
import { notificationId } from '../state/ids.ts';
import { withParts } from '../wire/conversation.ts';
import { type Form, webhookForm } from '../wire/form.ts';
import { partJson, ticketPartJson } from '../wire/part.ts';
import { briefTicketJson } from '../wire/ticket.ts';
import { legacyConversationJson } from './legacy-conversation.ts';

export interface Notification {
  readonly type: 'notification_event';
  readonly app_id: string;
  readonly data: { readonly type: 'notification_event_data'; readonly item: JsonObject };
  readonly links: JsonObject;
  /** null for a ping. */
  readonly id: string | null;
  readonly topic: string;
  readonly delivery_status: 'pending' | 'retry' | null;
  readonly delivery_attempts: number;
  readonly delivered_at: number;
  readonly first_sent_at: number;
  readonly created_at: number;
  readonly self: null;
}

/** Where reports about the shape of a payload differ, which one to send. */
export interface PayloadShapes {
  /** `legacy` is that of versions up to 2.4, with `conversation_message` in place of `source`. */
  readonly conversation: 'current' | 'legacy';
  /** `conversation_part.redacted`: the conversation with the part, as recorded, or the part alone, as documented. */
  readonly redacted: 'conversation' | 'part';
  /** `conversation.deleted`: `{type, conversation_id}` as recorded, or `{type, id, deleted}` as other topics have it. */
  readonly deleted: 'conversation_id' | 'id';
  /** `ticket.*`: `{ticket, ticket_part}`, or the ticket itself with `ticket_parts`. */
  readonly ticket: 'nested' | 'flat';
}

/** How to deliver a notification: as it is by default. */
export interface DeliveryPlan {
  /** Do not send it at all. */
  readonly drop?: boolean;
  /** How many more times to send it, with the same id. */
  readonly duplicate?: number;
  /** Wait before sending; later notifications overtake it. */
  readonly delayMs?: number;
  /** Wait until this many later notifications are over, or no more are coming. */
  readonly overtakenBy?: number;
  /** Sign with another client secret. */
  readonly clientSecret?: string;
}

export interface Subject {
  readonly conversation: Conversation;
  /** The part that caused the event: the only one in the payload. */
  readonly part: Part | undefined;
}

export function envelope(appId: string, topic: string, item: JsonObject, nowS: number): Notification {
  return {
    type: 'notification_event',
    app_id: appId,
    data: { type: 'notification_event_data', item },
    links: {},
    id: notificationId(),
    topic,
    delivery_status: 'pending',
    delivery_attempts: 1,
    delivered_at: 0,
    first_sent_at: nowS,
    created_at: nowS,
    self: null,
  };
}

/** A ping has no id and no delivery status, as recorded. */
export function ping(appId: string, nowS: number): Notification {
  const item = { type: 'ping', message: 'something something interzen' };
  return { ...envelope(appId, 'ping', item, nowS), id: null, delivery_status: null };
}

export function conversationItem(
  topic: string,
  { conversation, part }: Subject,
  shapes: PayloadShapes,
  settings: Settings,
): JsonObject {
  const form = webhookForm(settings.webhookVersion);
  if (topic.startsWith('ticket.')) return ticketItem({ conversation, part }, shapes, form);
  if (topic === 'conversation_part.redacted' && shapes.redacted === 'part' && part)
    return partJson(part, form);
  const parts = part ? [part] : [];
  if (shapes.conversation === 'legacy')
    return legacyConversationJson(conversation, parts, form, settings.appId);
  return withParts(conversation, form, parts);
}

export function deletedItem(conversationId: string, shapes: PayloadShapes): JsonObject {
  return shapes.deleted === 'id'
    ? { type: 'conversation', id: conversationId, deleted: true }
    : { type: 'conversation', conversation_id: conversationId };
}

function ticketItem({ conversation, part }: Subject, shapes: PayloadShapes, form: Form): JsonObject {
  if (!conversation.ticket) throw new Error(`conversation ${conversation.id} is not a ticket`);
  const ticket = briefTicketJson(conversation, conversation.ticket);
  const parts = part ? [ticketPartJson(part, form)] : [];
  if (shapes.ticket === 'nested') return { ticket, ...(parts[0] ? { ticket_part: parts[0] } : {}) };
  return {
    ...ticket,
    ticket_parts: { type: 'ticket_part.list', ticket_parts: parts, total_count: parts.length },
  };
}
