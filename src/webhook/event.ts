// A notification becomes an event: the messages in it that hold text, or what must be fetched to see them.

import {
  type Id,
  type Message,
  NO_ID,
  type RedactedMessage,
  TOPICS,
  type Topic,
  toId,
  toTopic,
} from '../message.ts';
import { messagesIn, type Texts, timeOf } from '../texts.ts';
import { type ConversationCircumstances, circumstancesOf } from '../told-circumstances.ts';
import { type Item, type Notification, type Part, partsOf } from './notification.ts';

export interface Event {
  readonly topic: Topic;
  readonly workspaceId: Id;
  readonly conversationId: Id | undefined;
  readonly messages: readonly Message[];
  /** Of the conversation, as the event tells them. */
  readonly circumstances: ConversationCircumstances;
  /** The event should have brought text and did not: the conversation must be fetched to see it. */
  readonly incomplete: boolean;
  readonly told: Told;
}

/** What an event tells of the conversation besides its texts. */
export type Told =
  | { readonly kind: 'nothing' | 'closed' | 'deleted' }
  | { readonly kind: 'redacted'; readonly messages: readonly RedactedMessage[] };

/** Undefined when the notification does not say whose workspace, or whose conversation, its text is from. */
export function toEvent(notification: Notification, now: Date): Event | undefined {
  const workspaceId = toId(notification.app_id);
  if (!workspaceId) return undefined;
  const { item } = notification.data;
  const topic = toTopic(notification.topic);
  const holds = TOPICS[topic];
  const conversationId = conversationIdOf(item);
  const event = {
    topic,
    workspaceId,
    conversationId,
    messages: [],
    circumstances: circumstancesOf(item),
    incomplete: false,
    told: toldBy(topic, item),
  };
  if (holds === 'nothing' || holds === 'redaction' || holds === 'deletion') return event;
  const texts = textsOf(item);
  const saidAt = timeOf(notification.created_at, now);
  const messages = messagesIn(texts, { workspaceId, conversationId: conversationId ?? NO_ID, saidAt });
  const incomplete = holds === 'text' && !bringsText(topic, texts);
  if (conversationId) return { ...event, messages, incomplete };
  return messages.length > 0 ? undefined : event;
}

/** A ticket is a conversation underneath, reached under the ticket's id. Source: Intercom docs, tickets. */
function conversationIdOf(item: Item): Id | undefined {
  const isPart = item.type === 'conversation_part' || item.type === 'ticket_part';
  return toId(item.ticket?.id) ?? toId(item.conversation_id) ?? (isPart ? undefined : toId(item.id));
}

function textsOf(item: Item): Texts {
  return {
    source: item.source ?? item.conversation_message ?? undefined,
    title: item.title,
    ticketAttributes: item.ticket?.ticket_attributes ?? item.ticket_attributes,
    parts: partsOf(item),
  };
}

const CLOSES: ReadonlySet<Topic> = new Set(['conversation.admin.closed', 'ticket.closed', 'ticket.resolved']);

/** Every redacted message that the event shows, so that one whose own event was lost is learnt of with the next. */
function toldBy(topic: Topic, item: Item): Told {
  const holds = TOPICS[topic];
  if (holds === 'deletion') return { kind: 'deleted' };
  if (holds !== 'redaction') return { kind: CLOSES.has(topic) ? 'closed' : 'nothing' };
  const shown = [
    ...partsOf(item).map((part) => ({ ...part, resource: 'conversation_part' as const })),
    ...(item.source ? [{ ...item.source, resource: 'source' as const }] : []),
  ];
  const messages = shown.flatMap(({ id, redacted, resource, attachments }): readonly RedactedMessage[] => {
    const messageId = toId(id);
    if (redacted !== true || !messageId) return [];
    return [{ resource, messageId, ...(attachments?.length ? { attachmentsLeft: attachments.length } : {}) }];
  });
  return { kind: 'redacted', messages };
}

const OPENS_CONVERSATION: ReadonlySet<Topic> = new Set([
  'conversation.user.created',
  'conversation.admin.single.created',
]);

/** Payloads have been seen whose text rides elsewhere, or whose source is null: those must be fetched. */
function bringsText(topic: Topic, texts: Texts): boolean {
  if (texts.parts.some(holdsSomething)) return true;
  if (OPENS_CONVERSATION.has(topic)) return texts.source != null && holdsSomething(texts.source);
  return topic === 'ticket.created' && texts.ticketAttributes != null;
}

function holdsSomething(part: Pick<Part, 'body' | 'redacted' | 'attachments'>): boolean {
  return Boolean(part.body) || part.redacted === true || (part.attachments?.length ?? 0) > 0;
}
