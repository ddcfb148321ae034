// What seeds become.

import type {
  Attachment,
  Conversation,
  ConversationState,
  Part,
  Source,
  TicketFields,
} from './conversation.ts';
import type { Ids } from './ids.ts';
import { type Author, type AuthorSeed, isContact } from './people.ts';
import type { AttachmentSeed, ConversationSeed, PartSeed, SourceSeed } from './seeds.ts';

/** What building a record needs from the workspace. */
export interface SeedContext {
  readonly ids: Ids;
  readonly appId: string;
  readonly nowS: number;
  author(seed: AuthorSeed): Author;
}

export function newPart(seed: PartSeed, state: ConversationState, context: SeedContext): Part {
  const createdAtS = toSeconds(seed.createdAt) ?? context.nowS;
  return {
    id: seed.id ?? context.ids.part(),
    partType: seed.partType ?? 'comment',
    body: seed.body ?? null,
    author: context.author(seed.author ?? 'user'),
    attachments: (seed.attachments ?? []).map((attachment) => newAttachment(attachment, context)),
    createdAtS,
    updatedAtS: createdAtS,
    assignedTo: seed.assignedTo ?? null,
    externalId: seed.externalId ?? null,
    metadata: seed.metadata ?? {},
    emailMessageMetadata: seed.emailMessageMetadata ?? null,
    eventDetails: seed.eventDetails ?? {},
    state,
    redacted: seed.redacted ?? false,
  };
}

export function newConversation(
  seed: ConversationSeed,
  sequence: number,
  ticket: TicketFields | null,
  context: SeedContext,
): Conversation {
  const createdAtS = toSeconds(seed.createdAt) ?? context.nowS;
  const source = seed.source === null ? null : newSource(seed.source ?? {}, context);
  const saidByContact = source !== null && isContact(source.author);
  return {
    id: seed.id ?? context.ids.conversation(),
    sequence,
    createdAtS,
    updatedAtS: createdAtS,
    waitingSinceS: saidByContact ? createdAtS : null,
    state: seed.state ?? 'open',
    read: false,
    title: seed.title ?? null,
    source,
    contact:
      saidByContact && seed.contact === undefined ? source.author : context.author(seed.contact ?? 'user'),
    adminAssigneeId: null,
    teamAssigneeId: seed.teamAssigneeId === undefined ? 8120044 : seed.teamAssigneeId,
    tags: seed.tags ?? [],
    customAttributes: seed.customAttributes ?? { 'Has attachments': false, 'Copilot used': false },
    statistics: {
      firstContactReplyAtS: saidByContact ? createdAtS : null,
      lastContactReplyAtS: saidByContact ? createdAtS : null,
      firstAdminReplyAtS: null,
      lastAdminReplyAtS: null,
      firstCloseAtS: null,
      lastCloseAtS: null,
      countAssignments: 0,
      countReopens: 0,
    },
    parts: [],
    ticket,
    linkedTickets: [],
  };
}

function newSource(seed: SourceSeed, context: SeedContext): Source {
  const author = context.author(seed.author ?? 'user');
  const byTeammate = author.type === 'bot' ? 'operator_initiated' : 'admin_initiated';
  return {
    id: seed.id === undefined ? context.ids.source() : seed.id,
    type: seed.type ?? 'conversation',
    deliveredAs: seed.deliveredAs ?? (isContact(author) ? 'customer_initiated' : byTeammate),
    subject: seed.subject ?? '',
    body: seed.body === undefined ? '<p>Hello</p>' : seed.body,
    author,
    attachments: (seed.attachments ?? []).map((attachment) => newAttachment(attachment, context)),
    url: seed.url === undefined ? 'https://shop.northfield-demo.example/checkout' : seed.url,
    redacted: seed.redacted ?? false,
  };
}

function newAttachment({ name, ...rest }: AttachmentSeed, context: SeedContext): Attachment {
  const folder = `https://downloads.intercomcdn.com/i/o/${context.appId}/1830004418/ab41`;
  return {
    type: 'upload',
    name,
    url: `${folder}/${encodeURIComponent(name)}?expires=${context.nowS + 1800}&signature=made-up&req=made-up`,
    content_type: 'application/octet-stream',
    filesize: 81244,
    width: null,
    height: null,
    ...rest,
  };
}

function toSeconds(time: Date | undefined): number | undefined {
  return time === undefined ? undefined : Math.floor(time.getTime() / 1000);
}
