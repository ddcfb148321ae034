// Cards and findings with defaults, for tests.

import assert from 'node:assert/strict';
import { type Id, isKind, isRuleId, type RuleCount, toId } from '../../src/message.ts';
import { type Finding, PLAIN_PLAN } from '../../src/outcome.ts';
import type { ConversationCard, ServiceCard } from '../../src/slack/card.ts';
import { createPressTokens } from '../../src/slack/press-token.ts';

/** What signs the buttons in these tests. */
export const TOKENS = createPressTokens('signing-secret-of-tests');

/** 14:00 UTC. */
export const NOW = new Date('2026-03-05T14:00:00.000Z');

export function at(time: string): Date {
  return new Date(`2026-03-05T${time}:00.000Z`);
}

export function anId(value: string): Id {
  const id = toId(value);
  assert.ok(id !== undefined, `not an id: ${value}`);
  return id;
}

export function aRule(ruleId: string, count = 1): RuleCount {
  const kind = ruleId.split('.')[0] ?? '';
  assert.ok(isRuleId(ruleId) && isKind(kind));
  return { ruleId, kind, confidence: 'certain', count };
}

export function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    id: anId('fnd_1'),
    workspaceId: anId('abc123'),
    conversationId: anId('4711'),
    resource: 'conversation_part',
    messageId: anId('9001'),
    authorType: 'contact',
    origin: 'webhook',
    rules: [aRule('payment_card.number', 2)],
    state: 'waiting',
    plan: PLAIN_PLAN,
    actAt: undefined,
    outcome: { kind: 'unavailable', cause: 'server_error' },
    attempts: 7,
    saidAt: at('13:00'),
    seenAt: at('13:00'),
    actedAt: at('13:00'),
    provenAt: undefined,
    ...changes,
  };
}

export function aRedactedFinding(changes: Partial<Finding> = {}): Finding {
  return aFinding({
    state: 'redacted',
    outcome: { kind: 'redacted', provenBy: 'answer' },
    provenAt: at('13:41'),
    ...changes,
  });
}

export function aCard(changes: Partial<ConversationCard> = {}): ConversationCard {
  return {
    kind: 'conversation',
    noticeId: anId('ntc_1'),
    workspaceId: anId('abc123'),
    conversationId: anId('4711'),
    region: 'us',
    findings: [aFinding()],
    approval: undefined,
    told: undefined,
    presses: { turn: 0, last: undefined, snoozed: undefined, hasApprovers: false },
    revision: 1,
    ...changes,
  };
}

export function aServiceCard(changes: Partial<ServiceCard> = {}): ServiceCard {
  return {
    kind: 'service',
    noticeId: anId('ntc_2'),
    problem: 'intercom_unauthorised',
    since: at('13:00'),
    until: undefined,
    waiting: 12,
    revision: 1,
    ...changes,
  };
}
