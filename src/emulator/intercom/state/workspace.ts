// The emulated workspace: every change to a conversation is made here and told once, whoever asked for it.

import type {
  Change,
  Conversation,
  Deletion,
  Part,
  Rating,
  SideConversation,
  Source,
  Tag,
} from './conversation.ts';
import type { Ids } from './ids.ts';
import { createIds } from './ids.ts';
import { applyPart } from './part-effects.ts';
import type { Author, AuthorSeed, People } from './people.ts';
import { isContact, newAuthor, wellKnownPeople } from './people.ts';
import {
  newConversation,
  newPart,
  newSideConversation,
  newTicketFields,
  type SeedContext,
} from './records.ts';
import { createReporting, type Report } from './reporting.ts';
import { createSearchIndex, type LagOf } from './search-index.ts';
import type { ConversationSeed, PartSeed, SideConversationSeed, TicketSeed } from './seeds.ts';
import { createTags } from './tags.ts';

/** Intercom docs: the body of a redacted part. For a redacted source it is inferred. */
export const TOMBSTONE = '<p><i>This message was deleted</i></p>';

export interface Workspace {
  readonly people: People;
  readonly deletions: readonly Deletion[];
  nowS(): number;
  report(): Report;
  /** Every conversation, and every customer ticket since those are conversations too. Newest last. */
  conversations(): Iterable<Conversation>;
  /** Of those what a search finds by now. */
  searchable(): Iterable<Conversation>;
  conversation(id: string): Conversation | undefined;
  ticket(id: string): Conversation | undefined;
  /** A conversation or a ticket of any category. */
  record(id: string): Conversation | undefined;
  sideConversation(id: string): SideConversation | undefined;
  contact(id: string): Author | undefined;
  findContact(accept: (author: Author) => boolean): Author | undefined;
  teammate(id: string): Author | undefined;
  /** Everyone who takes part, with the well-known people first. */
  authors(): Iterable<Author>;
  tags(): Iterable<Tag>;
  tag(id: string): Tag | undefined;
  /** The tag of this name; made where there is none. */
  tagNamed(name: string): Tag;
  /** Makes someone known to the workspace. */
  author(seed: AuthorSeed): Author;
  startConversation(seed: ConversationSeed): Conversation;
  startTicket(seed: TicketSeed): Conversation;
  addPart(conversation: Conversation, seed: PartSeed): Part;
  addSideConversation(conversation: Conversation, seed: SideConversationSeed): SideConversation;
  rate(conversation: Conversation, rating: Rating['rating'], remark: string | null): void;
  refuseRedaction(messageId: string): void;
  isRefused(messageId: string | null): boolean;
  redact(conversation: Conversation, message: Part | Source): void;
  /** Title, attributes and tags: none of those is told. */
  change(conversation: Conversation, fields: Partial<Changeable>): void;
  remove(conversation: Conversation, retainMetrics: boolean): void;
  /** A ticket alone. No topic is documented for it. */
  removeTicket(ticket: Conversation): void;
  clear(): void;
}

export type Changeable = Pick<Conversation, 'title' | 'read' | 'customAttributes' | 'tags'>;

export interface WorkspaceDeps {
  readonly appId: string;
  readonly reportingLagMs: number;
  readonly searchLagMs: LagOf;
  readonly clock: () => number;
  readonly keepAttachments: boolean;
  readonly onChange: (change: Change) => void;
}

export function createWorkspace(deps: WorkspaceDeps): Workspace {
  const ids: Ids = createIds();
  const people = wellKnownPeople(deps.appId);
  const records = new Map<string, Conversation>();
  const authors = new Map<string, Author>();
  const refused = new Set<string>();
  const deletions: Deletion[] = [];
  const tags = createTags(ids);
  const reporting = createReporting(deps.clock, deps.reportingLagMs);
  const index = createSearchIndex(deps.clock, deps.searchLagMs);
  let sequence = 0;

  const nowS = () => Math.floor(deps.clock() / 1000);

  function author(seed: AuthorSeed): Author {
    const person = typeof seed === 'string' ? people[seed] : newAuthor(seed, ids);
    authors.set(person.id, person);
    return person;
  }

  const context = (): SeedContext => ({ ids, appId: deps.appId, nowS: nowS(), author, tag: tags.named });

  function keep(conversation: Conversation, seed: ConversationSeed): Conversation {
    if (records.has(conversation.id)) throw new Error(`conversation ${conversation.id} exists already`);
    records.set(conversation.id, conversation);
    index.note(conversation);
    if (!seed.quiet) deps.onChange({ kind: 'started', conversation });
    for (const part of seed.parts ?? []) addPart(conversation, seed.quiet ? { ...part, quiet: true } : part);
    return conversation;
  }

  function addPart(conversation: Conversation, seed: PartSeed): Part {
    const part = newPart(seed, conversation.state, context());
    const stated = applyPart(conversation, part);
    index.note(conversation);
    if (!seed.quiet) deps.onChange({ kind: 'part_added', conversation, part: stated });
    return stated;
  }

  function remove(conversation: Conversation, retainMetrics: boolean): void {
    records.delete(conversation.id);
    deletions.push({ conversationId: conversation.id, metricsRetained: retainMetrics, deletedAtS: nowS() });
    reporting.deleted(conversation, retainMetrics);
    // Intercom docs: back-office tickets and side conversations are deleted with their conversation. The latter are
    // kept nowhere else.
    for (const { id, ticket } of conversation.linkedTickets)
      if (ticket?.category === 'Back-office') records.delete(id);
    deps.onChange({ kind: 'deleted', conversationId: conversation.id });
  }

  function redact(conversation: Conversation, message: Part | Source): void {
    message.body = TOMBSTONE;
    message.redacted = true;
    if (!deps.keepAttachments) message.attachments = [];
    conversation.updatedAtS = nowS();
    const part = 'partType' in message ? message : undefined;
    if (part) part.updatedAtS = conversation.updatedAtS;
    index.note(conversation);
    deps.onChange({ kind: 'redacted', conversation, part });
  }

  function* conversations(): Generator<Conversation> {
    for (const record of records.values()) if (isConversation(record)) yield record;
  }

  function* searchable(): Generator<Conversation> {
    for (const conversation of conversations()) {
      const shown = index.shown(conversation);
      if (shown) yield shown;
    }
  }

  function startTicket(seed: TicketSeed): Conversation {
    const parent = seed.linkedConversationId === undefined ? null : records.get(seed.linkedConversationId);
    if (parent === undefined)
      throw new Error(`no conversation ${seed.linkedConversationId} to link the ticket to`);
    const ticket = newTicketFields(seed, ids.ticketNumber());
    const record = newConversation({ ...seed, source: null }, ++sequence, ticket, context());
    parent?.linkedTickets.push(record);
    return keep(record, seed);
  }

  function clear(): void {
    records.clear();
    authors.clear();
    refused.clear();
    deletions.length = 0;
    reporting.clear();
    tags.clear();
    for (const person of Object.values(people)) authors.set(person.id, person);
  }

  clear();
  return {
    people,
    deletions,
    nowS,
    author,
    addPart,
    redact,
    remove,
    clear,
    conversations,
    searchable,
    report: () => reporting.report(conversations()),
    sideConversation(id) {
      for (const { sideConversations } of records.values()) {
        const side = sideConversations.find((it) => it.id === id);
        if (side) return side;
      }
      return undefined;
    },
    conversation: (id) => only(records.get(id), isConversation),
    ticket: (id) => only(records.get(id), (record) => record.ticket !== null),
    record: (id) => records.get(id),
    contact: (id) => only(authors.get(id), isContact),
    authors: () => authors.values(),
    tags: tags.all,
    tag: tags.byId,
    tagNamed: tags.named,
    findContact: (accept) => [...authors.values()].find((person) => isContact(person) && accept(person)),
    teammate: (id) => only(authors.get(id), (person) => !isContact(person)),
    startConversation: (seed) => keep(newConversation(seed, ++sequence, null, context()), seed),
    startTicket,
    addSideConversation(conversation, seed) {
      const side = newSideConversation(seed, context());
      conversation.sideConversations.push(side);
      conversation.updatedAtS = nowS();
      index.note(conversation);
      return side;
    },
    rate(conversation, rating, remark) {
      conversation.rating = { rating, remark, createdAtS: nowS() };
      conversation.updatedAtS = nowS();
      index.note(conversation);
      deps.onChange({ kind: 'rated', conversation });
    },
    change(conversation, fields) {
      Object.assign(conversation, fields);
      conversation.updatedAtS = nowS();
      index.note(conversation);
    },
    removeTicket(ticket) {
      records.delete(ticket.id);
      const parent = records.get(ticket.ticket?.linkedTo ?? '');
      parent?.linkedTickets.splice(parent.linkedTickets.indexOf(ticket), 1);
    },
    refuseRedaction: (messageId) => void refused.add(messageId),
    isRefused: (messageId) => messageId !== null && refused.has(messageId),
  };
}

function isConversation(record: Conversation): boolean {
  return record.ticket === null || record.ticket.category === 'Customer';
}

function only<T>(value: T | undefined, accept: (value: T) => boolean): T | undefined {
  return value !== undefined && accept(value) ? value : undefined;
}
