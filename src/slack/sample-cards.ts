// One fictional card of each sort, for people who want to see them before the first real one.

import type { Approval } from '../approval.ts';
import { type Id, isKind, isRuleId, type RuleCount, toId } from '../message.ts';
import { type Finding, type Outcome, PLAIN_PLAN } from '../outcome.ts';
import type { Card, CardPresses, ConversationCard } from './card.ts';

export interface SampleCard {
  readonly name: string;
  readonly card: Card;
}

/** When all of them are drawn. */
export const SAMPLE_TIME = new Date('2026-03-05T14:00:00Z');

const WORKSPACE = id('abc123');
const CONVERSATION = id('215480037214906');
const LEAD = id('U024BE7LH');
const BEFORE = new Date('2026-03-05T13:19:00Z');
const PROVEN = new Date('2026-03-05T13:58:00Z');
const PRESSES: CardPresses = { turn: 0, last: undefined, snoozed: undefined, hasApprovers: true };

export const SAMPLE_CARDS: readonly SampleCard[] = [
  {
    name: 'redaction failed',
    card: aCard([aFinding('failed', { kind: 'unavailable', cause: 'server_error' }, 7)]),
  },
  {
    name: 'cannot be redacted',
    card: aCard([
      {
        ...aFinding('unredactable', { kind: 'not_redactable', reason: 'source_not_by_contact' }),
        resource: 'source',
        authorType: 'admin',
      },
    ]),
  },
  {
    name: 'a permission is missing',
    card: aCard([aFinding('parked', { kind: 'denied', scope: 'write_conversations' })]),
  },
  {
    name: 'attachments to check',
    card: aCard([
      {
        ...aFinding('attachments', { kind: 'redacted', provenBy: 'answer', attachmentsLeft: 2 }),
        provenAt: PROVEN,
      },
    ]),
  },
  {
    name: 'approval for a deletion',
    card: {
      ...aCard([aFinding('unredactable', { kind: 'not_redactable', reason: 'refused' })]),
      approval: anApproval(),
    },
  },
  {
    name: 'resolved',
    card: {
      ...aCard([{ ...aFinding('redacted', { kind: 'redacted', provenBy: 'read_back' }), provenAt: PROVEN }]),
      told: 'failed',
      presses: {
        ...PRESSES,
        turn: 1,
        last: { noticeId: id('ntc_1'), turn: 0, action: 'retry', by: LEAD, at: PROVEN },
      },
    },
  },
  {
    name: 'a storm',
    card: {
      kind: 'storm',
      noticeId: id('ntc_2'),
      region: 'us',
      revision: 4,
      turn: 0,
      since: BEFORE,
      until: undefined,
      standings: { failed: 480, parked: 3, redacted: 17 },
      reasons: [
        { outcome: { kind: 'unavailable', cause: 'server_error' }, count: 480 },
        { outcome: { kind: 'denied', scope: 'write_tickets' }, count: 3 },
      ],
      oldest: BEFORE,
      open: [
        { workspaceId: WORKSPACE, conversationId: CONVERSATION, standing: 'failed', saidAt: BEFORE },
        { workspaceId: WORKSPACE, conversationId: id('215480037214907'), standing: 'failed', saidAt: BEFORE },
      ],
    },
  },
  {
    name: 'weekly summary',
    card: {
      kind: 'digest',
      noticeId: id('ntc_3'),
      region: 'us',
      revision: 1,
      period: 'week',
      from: new Date('2026-02-26T08:00:00Z'),
      to: new Date('2026-03-05T08:00:00Z'),
      redacted: 312,
      waiting: 0,
      forPeople: 2,
      doneByHand: 5,
      dismissed: 3,
      repaired: 2,
      deletions: { deleted: 1, kept: 1 },
      exposure: { medianMs: 1_900, worstMs: 2_460_000 },
      rules: [
        { ruleId: ruleId('payment_card.number'), found: 201, dismissed: 0 },
        { ruleId: ruleId('bank.iban'), found: 64, dismissed: 3 },
      ],
      oldestOpen: [
        { workspaceId: WORKSPACE, conversationId: CONVERSATION, standing: 'unredactable', saidAt: BEFORE },
      ],
    },
  },
  {
    name: 'the service has stopped',
    card: {
      kind: 'service',
      noticeId: id('ntc_4'),
      problem: 'intercom_unauthorised',
      since: BEFORE,
      until: undefined,
      waiting: 12,
      revision: 1,
    },
  },
];

function aCard(findings: readonly Finding[]): ConversationCard {
  return {
    kind: 'conversation',
    noticeId: id('ntc_1'),
    workspaceId: WORKSPACE,
    conversationId: CONVERSATION,
    region: 'us',
    findings,
    approval: undefined,
    told: undefined,
    presses: PRESSES,
    revision: 1,
  };
}

function aFinding(state: Finding['state'], outcome: Outcome, attempts = 1): Finding {
  return {
    id: id('fnd_1'),
    workspaceId: WORKSPACE,
    conversationId: CONVERSATION,
    resource: 'conversation_part',
    messageId: id('31077420019'),
    authorType: 'contact',
    origin: 'webhook',
    rules: [aRuleCount()],
    state,
    plan: PLAIN_PLAN,
    actAt: undefined,
    outcome,
    attempts,
    saidAt: BEFORE,
    seenAt: BEFORE,
    actedAt: BEFORE,
    provenAt: undefined,
  };
}

function anApproval(): Approval {
  return {
    id: id('apr_1'),
    workspaceId: WORKSPACE,
    conversationId: CONVERSATION,
    retainMetrics: true,
    askedBy: id('policy'),
    state: 'open',
    goesWith: { parts: 23, sideConversations: 1, backOfficeTickets: 0 },
    decidedBy: undefined,
    outcome: undefined,
    attempts: 0,
    askedAt: BEFORE,
    expiresAt: new Date('2026-03-06T13:19:00Z'),
    decidedAt: undefined,
    actedAt: undefined,
    provenAt: undefined,
  };
}

function aRuleCount(): RuleCount {
  const kind = 'payment_card';
  if (!isKind(kind)) throw new TypeError('no kind');
  return { ruleId: ruleId('payment_card.number'), kind, confidence: 'certain', count: 1 };
}

function ruleId(text: string): RuleCount['ruleId'] {
  if (!isRuleId(text)) throw new TypeError('no rule');
  return text;
}

function id(text: string): Id {
  const given = toId(text);
  if (!given) throw new TypeError('no id');
  return given;
}
