// What a new part does to its conversation: state, assignment, waiting time and statistics.

import type { Conversation, ConversationState, Part } from './conversation.ts';
import { isContact } from './people.ts';

const STATES: Readonly<Record<string, ConversationState>> = {
  close: 'closed',
  open: 'open',
  note_and_reopen: 'open',
  assign_and_reopen: 'open',
  snoozed: 'snoozed',
  unsnoozed: 'open',
  timer_unsnooze: 'open',
  assign_and_unsnooze: 'open',
};

/**
 * Appends the part and returns it as it was kept. Intercom docs (example): a contact's reply to a closed conversation
 * opens it, and the text then stands on a part of type `open`.
 */
export function applyPart(conversation: Conversation, given: Part): Part {
  const reopens =
    conversation.state !== 'open' &&
    given.partType === 'comment' &&
    isContact(given.author) &&
    !given.redacted;
  const partType = reopens ? 'open' : given.partType;
  const state = STATES[partType] ?? conversation.state;
  const part = { ...given, partType, state };

  if (conversation.state !== 'open' && state === 'open') conversation.statistics.countReopens += 1;
  conversation.state = state;
  conversation.parts.push(part);
  conversation.updatedAtS = Math.max(conversation.updatedAtS, part.updatedAtS);
  if (part.assignedTo) assign(conversation, part.assignedTo);
  count(conversation, part);
  return part;
}

function assign(
  conversation: Conversation,
  to: { readonly type: 'admin' | 'team'; readonly id: string },
): void {
  if (to.type === 'admin') conversation.adminAssigneeId = Number(to.id);
  else conversation.teamAssigneeId = Number(to.id);
  conversation.statistics.countAssignments += 1;
}

function count(conversation: Conversation, part: Part): void {
  const { statistics } = conversation;
  if (part.partType === 'close') {
    statistics.firstCloseAtS ??= part.createdAtS;
    statistics.lastCloseAtS = part.createdAtS;
  }
  if (part.body === null || part.partType.startsWith('note')) return;
  if (isContact(part.author)) {
    statistics.firstContactReplyAtS ??= part.createdAtS;
    statistics.lastContactReplyAtS = part.createdAtS;
    conversation.waitingSinceS ??= part.createdAtS;
  } else if (part.author.type === 'admin') {
    statistics.firstAdminReplyAtS ??= part.createdAtS;
    statistics.lastAdminReplyAtS = part.createdAtS;
    conversation.waitingSinceS = null;
  }
}
