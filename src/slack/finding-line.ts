// One finding on one line: which message, whose, what was found in it, and where it stands.

import type { AuthorType, Resource } from '../message.ts';
import type { Finding } from '../outcome.ts';
import { type ConversationCard, isMessage, type Standing, standingOf } from './card.ts';
import { conversationLink } from './conversation-link.ts';
import { exposureOf } from './exposure.ts';
import { type Line, link } from './pieces.ts';
import { ruleLine } from './rule-line.ts';

const RULES_LISTED = 3;

const STANDINGS: Readonly<Record<Standing, string>> = {
  failed: 'given up',
  unredactable: 'needs a person',
  parked: 'needs a permission',
  unscanned: 'not fully checked',
  attachments: 'redacted, its attachments are not',
  pending: 'comes next',
  redacted: 'redacted',
  scanned: 'checked to its end',
  gone: 'deleted',
  by_hand: 'removed by hand',
  dismissed: 'no personal data',
  reported: 'left in place',
};

const RESOURCES: Readonly<Record<Resource, string>> = {
  conversation_part: 'Message',
  source: 'First message',
  subject: 'Subject',
  title: 'Title',
  ticket_attributes: 'Ticket fields',
  conversation: 'The whole conversation',
};

const AUTHORS: Readonly<Record<AuthorType, string>> = {
  contact: 'by a contact',
  admin: 'by a teammate',
  bot: 'by a bot',
  other: 'by another author',
};

type Where = Pick<ConversationCard, 'region' | 'workspaceId' | 'conversationId'>;

export function findingLine(card: Where, finding: Finding): Line {
  const retried = finding.state === 'waiting' && finding.outcome !== undefined;
  const standing = retried ? 'tried again by itself' : STANDINGS[standingOf(finding)];
  if (!isMessage(finding)) return [`${RESOURCES[finding.resource]}: ${standing}`];
  return [
    ...placeLine(card, finding),
    ': ',
    ...ruleLine(finding.rules, RULES_LISTED),
    ` · ${standing}`,
    ...exposureOf(finding),
  ];
}

/** Which message, and whose. */
export function placeLine(card: Where, finding: Finding): Line {
  const part = finding.resource === 'conversation_part' ? finding.messageId : undefined;
  const label = part === undefined ? RESOURCES[finding.resource] : `${RESOURCES[finding.resource]} ${part}`;
  const url = conversationLink(card.region, card.workspaceId, card.conversationId, part);
  return [finding.state === 'gone' ? label : link(url, label), ` ${AUTHORS[finding.authorType]}`];
}
