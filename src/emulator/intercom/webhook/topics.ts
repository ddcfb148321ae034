// Which topics a change is told under. Intercom docs: "Webhook topics"; where text rides on a part that changes a
// state, and where replies of bots appear twice, this follows recorded notifications.

import type { Change, Conversation, Part } from '../state/conversation.ts';
import { type Author, isContact } from '../state/people.ts';

/** Every topic that something here is told under. A ping is sent when a webhook is connected. */
export const TOPICS = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.single.created',
  'conversation.admin.noted',
  'conversation.operator.replied',
  'conversation.admin.assigned',
  'conversation.admin.open.assigned',
  'conversation.admin.closed',
  'conversation.admin.opened',
  'conversation.admin.snoozed',
  'conversation.admin.unsnoozed',
  'conversation.rating.added',
  'conversation_part.redacted',
  'conversation.deleted',
  'ticket.created',
  'ticket.contact.replied',
  'ticket.admin.replied',
  'ticket.note.created',
  'ticket.attribute.updated',
  'ticket.state.updated',
  'ticket.closed',
  'ticket.rating.provided',
  'ticket.admin.assigned',
  'ticket.team.assigned',
  'ticket.admin.snoozed',
  'ticket.admin.unsnoozed',
  'ping',
] as const;
export type Topic = (typeof TOPICS)[number];

const STATE_TOPICS: Readonly<Record<string, Topic>> = {
  assignment: 'conversation.admin.assigned',
  default_assignment: 'conversation.admin.assigned',
  away_mode_assignment: 'conversation.admin.assigned',
  assign_and_unsnooze: 'conversation.admin.assigned',
  assign_and_reopen: 'conversation.admin.open.assigned',
  close: 'conversation.admin.closed',
  open: 'conversation.admin.opened',
  snoozed: 'conversation.admin.snoozed',
  unsnoozed: 'conversation.admin.unsnoozed',
  timer_unsnooze: 'conversation.admin.unsnoozed',
};

/** What Intercom's docs leave open: whether one message is told under two topics, or a source's redaction at all. */
export interface TopicChoices {
  readonly tellSourceRedaction: boolean;
  readonly botDoubleTopic: boolean;
  readonly ticketDoubleTopic: boolean;
}

export function topicsOf(change: Change, choices: TopicChoices): readonly Topic[] {
  switch (change.kind) {
    case 'started':
      return startTopics(change.conversation);
    case 'part_added':
      return change.conversation.ticket
        ? [
            ...ticketTopics(change.part),
            ...(choices.ticketDoubleTopic ? partTopics(change.part, choices) : []),
          ]
        : partTopics(change.part, choices);
    case 'rated':
      return [change.conversation.ticket ? 'ticket.rating.provided' : 'conversation.rating.added'];
    case 'redacted':
      return change.part || choices.tellSourceRedaction ? ['conversation_part.redacted'] : [];
    case 'deleted':
      return ['conversation.deleted'];
  }
}

/** None for conversations that a bot or workflow opened: no topic is documented for those. */
function startTopics({ source, ticket }: Conversation): readonly Topic[] {
  if (ticket) return ['ticket.created'];
  if (source === null) return [];
  if (isContact(source.author)) return ['conversation.user.created'];
  return source.author.type === 'admin' ? ['conversation.admin.single.created'] : [];
}

function partTopics(part: Part, { botDoubleTopic }: TopicChoices): readonly Topic[] {
  const { partType, author } = part;
  const hasText = part.body !== null || part.attachments.length > 0;
  if (partType === 'note' || partType === 'note_and_reopen') return ['conversation.admin.noted'];
  if (isContact(author)) return hasText ? ['conversation.user.replied'] : [];
  const state = STATE_TOPICS[partType];
  // "Reply and assign", "reply and close": the text stands on the part that changes the state.
  const replies = partType === 'comment' || hasText;
  return [...(replies ? replyTopics(author, botDoubleTopic) : []), ...(state === undefined ? [] : [state])];
}

function replyTopics(author: Author, botDoubleTopic: boolean): readonly Topic[] {
  if (author.type !== 'bot') return ['conversation.admin.replied'];
  return botDoubleTopic
    ? ['conversation.operator.replied', 'conversation.admin.replied']
    : ['conversation.operator.replied'];
}

function ticketTopics({ partType, author, body, attachments, assignedTo }: Part): readonly Topic[] {
  if (partType.startsWith('note')) return ['ticket.note.created'];
  const reply: readonly Topic[] = isContact(author) ? ['ticket.contact.replied'] : ['ticket.admin.replied'];
  const change = ticketChange(partType, assignedTo);
  const hasText = body !== null || attachments.length > 0;
  return [...(hasText ? reply : []), ...(change === undefined ? [] : [change])];
}

function ticketChange(partType: string, assignedTo: Part['assignedTo']): Topic | undefined {
  if (partType.startsWith('ticket_state_updated')) return 'ticket.state.updated';
  if (partType.startsWith('ticket_attribute_updated')) return 'ticket.attribute.updated';
  if (partType === 'assignment')
    return assignedTo?.type === 'team' ? 'ticket.team.assigned' : 'ticket.admin.assigned';
  if (partType === 'close') return 'ticket.closed';
  if (partType === 'snoozed') return 'ticket.admin.snoozed';
  return partType === 'unsnoozed' || partType === 'timer_unsnooze' ? 'ticket.admin.unsnoozed' : undefined;
}
