import { randomUUID } from 'node:crypto';

export interface Ids {
  conversation(): string;
  source(): string;
  part(): string;
  contact(): string;
  teammate(): string;
  tag(): string;
  /** The number that a ticket shows in the Inbox, which is not its API id. */
  ticketNumber(): string;
}

/**
 * Ids that look like Intercom's and never repeat, not even after a reset: whoever remembers having acted on an id
 * must not take a new message for an old one.
 */
export function createIds(): Ids {
  const last = { conversation: 215480037214905, message: 31077420018, source: 3098817741 };
  let contacts = 0x10ac52e8;
  let teammates = 7714300;
  let tickets = 481;
  let tags = 9120310;
  return {
    conversation: () => String(++last.conversation),
    source: () => String(++last.source),
    part: () => String(++last.message),
    contact: () => `68a1f0c27be3d944${(++contacts).toString(16)}`,
    teammate: () => String(++teammates),
    tag: () => String(++tags),
    ticketNumber: () => String(++tickets),
  };
}

export function notificationId(): string {
  return `notif_${randomUUID()}`;
}
