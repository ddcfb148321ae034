// Every text of a conversation that can hold personal data, from a webhook or from the API, as messages.

import { type AuthorType, type Id, type Message, NO_ID, type Resource, toId } from './message.ts';

/** The fields of Intercom's conversation and ticket objects that hold text that somebody typed. */
export interface Texts {
  readonly source: (TextPart & { readonly subject?: string | null | undefined }) | null | undefined;
  readonly title: string | null | undefined;
  readonly ticketAttributes: Readonly<Record<string, unknown>> | null | undefined;
  /** Of whatever type: a reply that also assigns or closes has its text on the assignment or close part. */
  readonly parts: readonly TextPart[];
}

export interface TextPart {
  readonly id?: string | number | null | undefined;
  readonly body?: string | null | undefined;
  readonly author?: { readonly type?: string | null | undefined } | null | undefined;
  readonly created_at?: number | null | undefined;
  readonly redacted?: boolean | null | undefined;
}

export interface Whereabouts {
  readonly workspaceId: Id;
  readonly conversationId: Id;
  /** When it was said, where the text itself does not tell. */
  readonly saidAt: Date;
}

/** Later than any message: what lies beyond is no time in seconds. */
const YEAR_3000_SECONDS = 32_503_680_000;

/** A time in unix seconds, as Intercom gives it; the fallback where it is none. */
export function timeOf(seconds: unknown, fallback: Date): Date {
  const isTime = typeof seconds === 'number' && seconds > 0 && seconds < YEAR_3000_SECONDS;
  return isTime ? new Date(seconds * 1000) : fallback;
}

/** The messages with text that is not redacted yet. */
export function messagesIn(texts: Texts, where: Whereabouts): Message[] {
  const messages: Message[] = [];
  const add = (resource: Resource, id: unknown, text: unknown, part?: TextPart): void => {
    if (typeof text !== 'string' || text === '' || part?.redacted) return;
    messages.push({
      workspaceId: where.workspaceId,
      conversationId: where.conversationId,
      resource,
      messageId: toId(id) ?? NO_ID,
      authorType: authorTypeOf(part?.author?.type),
      body: text,
      saidAt: timeOf(part?.created_at, where.saidAt),
    });
  };
  for (const part of texts.parts) add('conversation_part', part.id, part.body, part);
  if (texts.source) {
    add('source', texts.source.id, texts.source.body, texts.source);
    add('subject', undefined, texts.source.subject, texts.source);
  }
  add('title', undefined, texts.title);
  for (const value of typedValues(texts.ticketAttributes, 0)) add('ticket_attributes', undefined, value);
  return messages;
}

const DEEPEST = 8;

/** What was typed into a ticket's fields: text, numbers, and what lists and objects of them hold. */
function typedValues(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  return Object.values(value).flatMap((inner) => typedValues(inner, depth + 1));
}

const AUTHOR_TYPES: Readonly<Record<string, AuthorType>> = {
  user: 'contact',
  lead: 'contact',
  contact: 'contact',
  visitor: 'contact',
  admin: 'admin',
  team: 'admin',
  bot: 'bot',
};

function authorTypeOf(type: string | null | undefined): AuthorType {
  return (type && Object.hasOwn(AUTHOR_TYPES, type) && AUTHOR_TYPES[type]) || 'other';
}
