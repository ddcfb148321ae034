// The words that every stage shares. Only `Message.body` and `Match.value` ever hold what a person wrote;
// every other type here admits ids, enums, counts and times, so that nothing else can be kept, logged or posted.

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** An id that Intercom gave: 1 to 64 characters of `A-Z a-z 0-9 _ -`. Unique only within a workspace. */
export type Id = Branded<'Id'>;
/** `kind.name`, for example `payment_card.number`. Never reused. */
export type RuleId = Branded<'RuleId'>;
/** What sort of personal data a rule finds, for example `payment_card`. */
export type Kind = Branded<'Kind'>;
/** HMAC of a normalised value under FINGERPRINT_KEY: base64url, 22 characters. */
export type Fingerprint = Branded<'Fingerprint'>;

const ID = /^[A-Za-z0-9_-]{1,64}$/;
export const KIND = /^[a-z][a-z0-9_]{0,39}$/;
export const RULE_ID = /^[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,59}$/;

/** An id from outside, given as text or number; undefined when it is not one. */
export function toId(value: unknown): Id | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? (String(value) as Id) : undefined;
  return typeof value === 'string' && ID.test(value) ? (value as Id) : undefined;
}

/** Stands for an id that Intercom did not give: a text beside the messages, or a message that cannot be named. */
export const NO_ID = 'none' as Id;

/** Tells texts without an id apart by what was found in them, so that one that changed is a new one. */
export function idByMatches(fingerprint: Fingerprint): Id {
  return `${NO_ID}-${fingerprint}` as string as Id;
}

export function hasOwnId(id: Id): boolean {
  return id !== NO_ID && !id.startsWith(`${NO_ID}-`);
}

export function isKind(value: string): value is Kind {
  return KIND.test(value);
}

export function isRuleId(value: string): value is RuleId {
  return RULE_ID.test(value);
}

/** Who wrote a message. Intercom's user, lead, visitor and contact are all `contact`. */
export const AUTHOR_TYPES = ['contact', 'admin', 'bot', 'other'] as const;
export type AuthorType = (typeof AUTHOR_TYPES)[number];

/** Where in a conversation the text stands. Intercom can redact the first two only. */
export const RESOURCES = [
  'conversation_part',
  'source',
  'subject',
  'title',
  'ticket_attributes',
  /** The whole of it, when it could not be fetched or not be seen to its end: it may hold anything. */
  'conversation',
] as const;
export type Resource = (typeof RESOURCES)[number];

/** Names one message for good: this is the key under which it is acted on once. */
export interface MessageRef {
  readonly workspaceId: Id;
  readonly conversationId: Id;
  readonly resource: Resource;
  /** The part's or source's id; where Intercom gave none, one of ours (`idByMatches`). */
  readonly messageId: Id;
}

/** Names a message within its conversation. A part and a source may have the same id. */
export type MessageName = Pick<MessageRef, 'resource' | 'messageId'>;

/** A message that Intercom shows as redacted. */
export interface RedactedMessage extends MessageName {
  /** Files that it still shows with it, where there are any. */
  readonly attachmentsLeft?: number;
}

export interface Message extends MessageRef {
  readonly authorType: AuthorType;
  /** HTML or plain text, as Intercom gave it. Never leaves memory. */
  readonly body: string;
  readonly saidAt: Date;
}

/** How sure a match is, most sure first. */
export const CONFIDENCES = ['certain', 'likely', 'possible'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** One piece of personal data in a text. `start` and `end` are UTF-16 offsets into the given text, end excluded. */
export interface Match {
  readonly ruleId: RuleId;
  readonly kind: Kind;
  readonly confidence: Confidence;
  readonly start: number;
  readonly end: number;
  /** The normalised value, for validators, fingerprints and masks. Never leaves memory. */
  readonly value: string;
}

/** How often one rule matched in one message, at its best confidence. */
export interface RuleCount {
  readonly ruleId: RuleId;
  readonly kind: Kind;
  readonly confidence: Confidence;
  readonly count: number;
}

/** How a message came to be scanned. */
export const ORIGINS = ['webhook', 'inspect', 'sweep', 'backfill'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Webhook topics that this product knows, with what their events can hold. Source: Intercom docs, webhook topics. */
export const TOPICS = {
  ping: 'nothing',
  'conversation.user.created': 'text',
  'conversation.user.replied': 'text',
  'conversation.admin.replied': 'text',
  'conversation.admin.single.created': 'text',
  'conversation.admin.noted': 'text',
  'conversation.operator.replied': 'text',
  'conversation.admin.assigned': 'maybe_text',
  'conversation.admin.open.assigned': 'maybe_text',
  'conversation.admin.closed': 'maybe_text',
  'conversation.admin.opened': 'maybe_text',
  'conversation.admin.snoozed': 'maybe_text',
  'conversation.admin.unsnoozed': 'maybe_text',
  'conversation.contact.attached': 'maybe_text',
  'conversation.contact.detached': 'maybe_text',
  'conversation.priority.updated': 'maybe_text',
  'conversation.rating.added': 'maybe_text',
  'conversation.read': 'maybe_text',
  'conversation_part.tag.created': 'maybe_text',
  'conversation_part.redacted': 'redaction',
  'conversation.deleted': 'deletion',
  'ticket.created': 'text',
  'ticket.contact.replied': 'text',
  'ticket.admin.replied': 'text',
  'ticket.note.created': 'text',
  'ticket.attribute.updated': 'maybe_text',
  'ticket.closed': 'maybe_text',
  'ticket.resolved': 'maybe_text',
  'ticket.state.updated': 'maybe_text',
  'ticket.admin.assigned': 'maybe_text',
  'ticket.team.assigned': 'maybe_text',
  unknown: 'maybe_text',
} as const;
export type Topic = keyof typeof TOPICS;

export function toTopic(value: string): Topic {
  return Object.hasOwn(TOPICS, value) ? (value as Topic) : 'unknown';
}
