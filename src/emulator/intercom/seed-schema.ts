// The form of a seed file: the fields of seeds as code gives them, with times as text.

import * as z from 'zod';

const opt = z.exactOptional;

/** YAML reads `id: 123` as a number. Ids of more than 15 digits have to be quoted, else digits are lost. */
const Id = z
  .custom<string | number>(
    (value) => (typeof value === 'string' ? value !== '' : Number.isSafeInteger(value) && Number(value) > 0),
    'has to be an id in quotes',
  )
  .transform(String);
const Time = z.iso
  .datetime({ offset: true, error: 'has to be a time such as 2026-11-20T09:30:00Z' })
  .transform((text) => new Date(text));

const Author = z.union(
  [
    z.enum(['user', 'lead', 'admin', 'bot']),
    z.strictObject({
      type: z.enum(['user', 'lead', 'contact', 'visitor', 'admin', 'bot', 'team']),
      id: opt(Id),
      name: opt(z.string()),
      email: opt(z.string()),
      externalId: opt(z.string()),
    }),
  ],
  'has to be user, lead, admin or bot, or fields with a `type`, of `id`, `name`, `email`, `externalId`',
);

const Attachment = z.strictObject({ name: z.string(), content_type: opt(z.string()) });

const Part = z.strictObject({
  id: opt(Id),
  author: opt(Author),
  partType: opt(z.string()),
  body: opt(z.string().nullable()),
  attachments: opt(z.array(Attachment)),
  redacted: opt(z.boolean()),
  createdAt: opt(Time),
  quiet: opt(z.boolean()),
});

const Source = z.strictObject({
  id: opt(Id),
  author: opt(Author),
  body: opt(z.string().nullable()),
  type: opt(z.string()),
  subject: opt(z.string()),
  attachments: opt(z.array(Attachment)),
  url: opt(z.string().nullable()),
});

const SideConversation = z.strictObject({ id: opt(Id), parts: opt(z.array(Part)) });

const record = {
  id: opt(Id),
  contact: opt(Author),
  title: opt(z.string()),
  state: opt(z.enum(['open', 'closed', 'snoozed'])),
  tags: opt(z.array(z.string())),
  /** null: nobody's. */
  teamAssigneeId: opt(z.number().int().positive().nullable()),
  parts: opt(z.array(Part)),
  createdAt: opt(Time),
  quiet: opt(z.boolean()),
};

const Ticket = z.strictObject({
  ...record,
  category: opt(z.enum(['Customer', 'Back-office', 'Tracker'])),
  attributes: opt(z.record(z.string(), z.unknown())),
});

const Conversation = z.strictObject({
  ...record,
  source: opt(Source.nullable()),
  customAttributes: opt(z.record(z.string(), z.unknown())),
  sideConversations: opt(z.array(SideConversation)),
  /** Linked to the conversation; back-office tickets unless they say otherwise. */
  tickets: opt(z.array(Ticket)),
});

export const SeedFile = z.strictObject({
  conversations: opt(z.array(Conversation)),
  tickets: opt(z.array(Ticket)),
});
export type SeedFile = z.infer<typeof SeedFile>;
