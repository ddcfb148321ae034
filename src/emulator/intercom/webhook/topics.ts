// Which topics a change is told under. Intercom docs: "Webhook topics"; where text rides on a part that changes a
// state, and where replies of bots appear twice, this follows recorded notifications.

import type { Change, Conversation, Part } from '../state/conversation.ts';
import { type Author, isContact } from '../state/people.ts';

const STATE_TOPICS: Readonly<Record<string, string>> = {
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

export function topicsOf(change: Change, botDoubleTopic: boolean): readonly string[] {
  switch (change.kind) {
    case 'started':
      return startTopics(change.conversation);
    case 'part_added':
      return change.conversation.ticket ? ticketTopics(change.part) : partTopics(change.part, botDoubleTopic);
    case 'redacted':
      // Whether it is sent for a source is not documented: inferred.
      return ['conversation_part.redacted'];
    case 'deleted':
      return ['conversation.deleted'];
  }
}

/** None for conversations that a bot or workflow opened: no topic is documented for those. */
function startTopics({ source, ticket }: Conversation): readonly string[] {
  if (ticket) return ['ticket.created'];
  if (source === null) return [];
  if (isContact(source.author)) return ['conversation.user.created'];
  return source.author.type === 'admin' ? ['conversation.admin.single.created'] : [];
}

function partTopics(part: Part, botDoubleTopic: boolean): readonly string[] {
  const { partType, author } = part;
  const hasText = part.body !== null || part.attachments.length > 0;
  if (partType === 'note' || partType === 'note_and_reopen') return ['conversation.admin.noted'];
  if (isContact(author)) return hasText ? ['conversation.user.replied'] : [];
  const state = STATE_TOPICS[partType];
  // "Reply and assign", "reply and close": the text stands on the part that changes the state.
  const replies = partType === 'comment' || hasText;
  return [...(replies ? replyTopics(author, botDoubleTopic) : []), ...(state === undefined ? [] : [state])];
}

function replyTopics(author: Author, botDoubleTopic: boolean): readonly string[] {
  if (author.type !== 'bot') return ['conversation.admin.replied'];
  return ['conversation.operator.replied', ...(botDoubleTopic ? ['conversation.admin.replied'] : [])];
}

function ticketTopics({ partType, author, body }: Part): readonly string[] {
  if (partType.startsWith('note')) return ['ticket.note.created'];
  if (partType.startsWith('ticket_state_updated')) return ['ticket.state.updated'];
  if (partType.startsWith('ticket_attribute_updated')) return ['ticket.attribute.updated'];
  if (partType === 'assignment') return ['ticket.admin.assigned'];
  if (body === null) return [];
  return [isContact(author) ? 'ticket.contact.replied' : 'ticket.admin.replied'];
}
