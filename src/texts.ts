// Every text of a conversation that can hold personal data, from a webhook or from the API, as messages.

import { type AuthorType, type Id, type Message, type Resource, toId } from './message.ts';

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
      saidAt: part?.created_at ? new Date(part.created_at * 1000) : where.saidAt,
    });
  };
  for (const part of texts.parts) add('conversation_part', part.id, part.body, part);
  if (texts.source) {
    add('source', texts.source.id, texts.source.body, texts.source);
    add('subject', 'subject', texts.source.subject, texts.source);
  }
  add('title', 'title', texts.title);
  for (const value of Object.values(texts.ticketAttributes ?? {})) {
    add('ticket_attributes', 'ticket_attributes', value);
  }
  return messages;
}

/** Stands for an id that Intercom did not give. Such a message cannot be named in a request. */
export const NO_ID = 'none' as Id;

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
  return AUTHOR_TYPES[type ?? ''] ?? 'other';
}
