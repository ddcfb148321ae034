// Things with defaults, so that a test says only what it is about.

import { type Id, isKind, isRuleId, type MessageName, type RuleCount, toId } from '../../src/message.ts';
import { PLAIN_PLAN } from '../../src/outcome.ts';
import type { NewFinding } from '../../src/store/finding-rows.ts';

export function id(text: string): Id {
  const given = toId(text);
  if (!given) throw new TypeError('not an id');
  return given;
}

export function aPartName(messageId: string): MessageName {
  return { resource: 'conversation_part', messageId: id(messageId) };
}

export function aRuleCount(overrides: Partial<RuleCount> = {}): RuleCount {
  const ruleId = 'payment_card.number';
  const kind = 'payment_card';
  if (!isRuleId(ruleId) || !isKind(kind)) throw new TypeError('not a rule');
  return { ruleId, kind, confidence: 'certain', count: 1, ...overrides };
}

export const SEEN_AT = new Date('2026-08-18T09:12:31.000Z');

export function aNewFinding(overrides: Partial<NewFinding> = {}): NewFinding {
  return {
    workspaceId: id('qz7k2m9x'),
    conversationId: id('215480037214906'),
    resource: 'conversation_part',
    messageId: id('31077420019'),
    authorType: 'contact',
    origin: 'webhook',
    rules: [aRuleCount()],
    fingerprints: [],
    state: 'waiting',
    plan: PLAIN_PLAN,
    actAt: undefined,
    saidAt: SEEN_AT,
    seenAt: SEEN_AT,
    ...overrides,
  };
}
