// What seeds become.

import type {
  Attachment,
  Conversation,
  ConversationState,
  Part,
  SideConversation,
  Source,
  Tag,
  TicketFields,
} from './conversation.ts';
import type { Ids } from './ids.ts';
import { type Author, type AuthorSeed, isContact, SUPPORT_TEAM } from './people.ts';
import type {
  AttachmentSeed,
  ConversationSeed,
  PartSeed,
  SideConversationSeed,
  SourceSeed,
  TicketSeed,
} from './seeds.ts';

/** What building a record needs from the workspace. */
export interface SeedContext {
  readonly ids: Ids;
  readonly appId: string;
  readonly nowS: number;
  author(seed: AuthorSeed): Author;
  tag(name: string): Tag;
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
    title: seed.title ?? subjectOfEmail(source),
    source,
    contact:
      saidByContact && seed.contact === undefined ? source.author : context.author(seed.contact ?? 'user'),
    adminAssigneeId: null,
    teamAssigneeId: seed.teamAssigneeId === undefined ? Number(SUPPORT_TEAM.id) : seed.teamAssigneeId,
    tags: (seed.tags ?? []).map((name) => context.tag(name)),
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
    rating: null,
    sideConversations: (seed.sideConversations ?? []).map((side) => newSideConversation(side, context)),
    linkedTickets: [],
  };
}

export function newTicketFields(seed: TicketSeed, ticketId: string): TicketFields {
  const category = seed.category ?? 'Customer';
  return {
    ticketId,
    category,
    attributes: seed.attributes ?? { _default_title_: 'Refund for order 5512', _default_description_: '' },
    isShared: category === 'Customer',
    linkedTo: seed.linkedConversationId ?? null,
  };
}

/** Written by a teammate unless the seed says otherwise. */
export function newSideConversation(seed: SideConversationSeed, context: SeedContext): SideConversation {
  const parts = (seed.parts ?? []).map((part) => newPart({ author: 'admin', ...part }, 'open', context));
  return { id: seed.id ?? context.ids.conversation(), parts };
}

/** Intercom docs: the subject of an e-mail becomes the title of its conversation. */
function subjectOfEmail(source: Source | null): string | null {
  return source?.type === 'email' && source.subject !== '' ? source.subject : null;
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
