// What the emulated workspace keeps. A ticket is a conversation with ticket fields: Intercom docs say that customer
// tickets are reachable through the Conversations API, under the same id.

import type { Author } from './people.ts';

export type ConversationState = 'open' | 'closed' | 'snoozed';
export type JsonObject = Readonly<Record<string, unknown>>;

/** As it stands in Intercom's JSON, since nothing here looks inside. */
export interface Attachment {
  readonly type: 'upload';
  readonly name: string;
  readonly url: string;
  readonly content_type: string;
  readonly filesize: number;
  readonly width: number | null;
  readonly height: number | null;
}

/** Times ending in `S` are unix seconds, as in Intercom's JSON. */
export interface Part {
  readonly id: string;
  readonly partType: string;
  body: string | null;
  readonly author: Author;
  attachments: readonly Attachment[];
  readonly createdAtS: number;
  updatedAtS: number;
  readonly assignedTo: { readonly type: 'admin' | 'team'; readonly id: string } | null;
  readonly externalId: string | null;
  readonly metadata: JsonObject;
  readonly emailMessageMetadata: JsonObject | null;
  readonly eventDetails: JsonObject;
  readonly state: ConversationState;
  redacted: boolean;
}

export interface Source {
  /** Intercom docs: nullable since 2.16. A source without an id cannot be named in a redaction. */
  readonly id: string | null;
  readonly type: string;
  readonly deliveredAs: string;
  readonly subject: string;
  body: string | null;
  readonly author: Author;
  attachments: readonly Attachment[];
  readonly url: string | null;
  redacted: boolean;
}

export type TicketCategory = 'Customer' | 'Back-office' | 'Tracker';

export interface TicketFields {
  readonly ticketId: string;
  readonly category: TicketCategory;
  attributes: JsonObject;
  isShared: boolean;
  /** The conversation that it was linked to. */
  readonly linkedTo: string | null;
}

/** A thread among teammates or with third parties, beside its conversation: its parts are not among those. */
export interface SideConversation {
  readonly id: string;
  readonly parts: readonly Part[];
}

export interface Tag {
  readonly id: string;
  readonly name: string;
}

/** Only what reports and the list of conversations show; no promise of completeness. */
export interface Statistics {
  firstContactReplyAtS: number | null;
  lastContactReplyAtS: number | null;
  firstAdminReplyAtS: number | null;
  lastAdminReplyAtS: number | null;
  firstCloseAtS: number | null;
  lastCloseAtS: number | null;
  countAssignments: number;
  countReopens: number;
}

/** What the contact thinks of the conversation: the remark is free text that a redaction does not reach. */
export interface Rating {
  readonly rating: 1 | 2 | 3 | 4 | 5;
  readonly remark: string | null;
  readonly createdAtS: number;
}

export interface Conversation {
  readonly id: string;
  /** Grows with every conversation: parts equal update times in a list. */
  readonly sequence: number;
  readonly createdAtS: number;
  updatedAtS: number;
  waitingSinceS: number | null;
  state: ConversationState;
  read: boolean;
  title: string | null;
  readonly source: Source | null;
  readonly contact: Author | null;
  adminAssigneeId: number | null;
  teamAssigneeId: number | null;
  tags: readonly Tag[];
  customAttributes: JsonObject;
  readonly statistics: Statistics;
  readonly parts: Part[];
  readonly ticket: TicketFields | null;
  rating: Rating | null;
  readonly sideConversations: SideConversation[];
  /** Back-office tickets among them are deleted with the conversation. */
  readonly linkedTickets: Conversation[];
}

/** What reports still know of a deleted conversation. */
export interface Deletion {
  readonly conversationId: string;
  readonly metricsRetained: boolean;
  readonly deletedAtS: number;
}

export type Change =
  | { readonly kind: 'started'; readonly conversation: Conversation }
  | { readonly kind: 'part_added'; readonly conversation: Conversation; readonly part: Part }
  | { readonly kind: 'rated'; readonly conversation: Conversation }
  /** `part` is undefined when the source was redacted. */
  | { readonly kind: 'redacted'; readonly conversation: Conversation; readonly part: Part | undefined }
  | { readonly kind: 'deleted'; readonly conversationId: string };
