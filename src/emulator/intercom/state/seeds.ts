// Short descriptions of conversations and parts. Everything left out gets a plausible value.

import type { Attachment, ConversationState, JsonObject, Part, TicketCategory } from './conversation.ts';
import type { AuthorSeed } from './people.ts';

export type AttachmentSeed = Partial<Attachment> & { readonly name: string };

export interface PartSeed {
  readonly id?: string;
  /** The user by default. */
  readonly author?: AuthorSeed;
  /** `comment` by default. */
  readonly partType?: string;
  /** null by default, as on parts that only change a state. */
  readonly body?: string | null;
  readonly attachments?: readonly AttachmentSeed[];
  readonly assignedTo?: Part['assignedTo'];
  readonly externalId?: string | null;
  readonly metadata?: JsonObject;
  readonly emailMessageMetadata?: JsonObject | null;
  readonly eventDetails?: JsonObject;
  readonly redacted?: boolean;
  /** Now by default. */
  readonly createdAt?: Date;
  /** Send no notification, as for history. */
  readonly quiet?: boolean;
}

export interface SourceSeed {
  readonly id?: string | null;
  readonly author?: AuthorSeed;
  readonly body?: string | null;
  readonly type?: string;
  readonly subject?: string;
  /** By default what fits the author: customer_initiated, admin_initiated or operator_initiated. */
  readonly deliveredAs?: string;
  readonly attachments?: readonly AttachmentSeed[];
  readonly url?: string | null;
  readonly redacted?: boolean;
}

export interface SideConversationSeed {
  readonly id?: string;
  readonly parts?: readonly PartSeed[];
}

export interface ConversationSeed {
  readonly id?: string;
  /** null: opened by a workflow, without a first message. */
  readonly source?: SourceSeed | null;
  /** The contact that takes part; the source's author when that is a contact, else the user. */
  readonly contact?: AuthorSeed;
  readonly title?: string | null;
  readonly state?: ConversationState;
  /** Names. A tag that the workspace does not have is created. */
  readonly tags?: readonly string[];
  readonly teamAssigneeId?: number | null;
  readonly customAttributes?: JsonObject;
  readonly parts?: readonly PartSeed[];
  readonly sideConversations?: readonly SideConversationSeed[];
  readonly createdAt?: Date;
  /** Send no notification, for the conversation and its parts, as for history. */
  readonly quiet?: boolean;
}

export interface TicketSeed extends Omit<ConversationSeed, 'source'> {
  /** `Customer` by default. */
  readonly category?: TicketCategory;
  readonly attributes?: JsonObject;
  /** The conversation that a back-office ticket belongs to, and with which it is deleted. */
  readonly linkedConversationId?: string;
}
