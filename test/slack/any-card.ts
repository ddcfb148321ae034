// Any card that the types allow, for properties.

import fc from 'fast-check';
import { APPROVAL_STATES, type Approval, type ApprovalOutcome } from '../../src/approval.ts';
import { AUTHOR_TYPES, CONFIDENCES, ORIGINS, RESOURCES, type RuleCount } from '../../src/message.ts';
import {
  FINDING_STATES,
  type Finding,
  INTERCOM_ERROR_CODES,
  NOT_REDACTABLE_REASONS,
  type Outcome,
  PLAIN_PLAN,
  SCOPES,
  SERVICE_PROBLEMS,
  UNAVAILABLE_CAUSES,
} from '../../src/outcome.ts';
import { PRESS_ACTIONS } from '../../src/press.ts';
import { type Card, TROUBLES } from '../../src/slack/card.ts';
import { anId, aRule } from './cards.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'];
const SMALL = [...'abcdefghijklmnopqrstuvwxyz0123456789_'];

const id = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 64 }).map(anId);
const word = (longest: number) => fc.string({ unit: fc.constantFrom(...SMALL), maxLength: longest });
const time = fc.date({ min: new Date('2011-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const maybeTime = fc.option(time, { nil: undefined });

const rule: fc.Arbitrary<RuleCount> = fc
  .record({ kind: word(39), name: word(59), count: fc.nat(), confidence: fc.constantFrom(...CONFIDENCES) })
  .map(({ kind, name, count, confidence }) => ({ ...aRule(`k${kind}.n${name}`, count), confidence }));

export const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constant('redacted' as const), provenBy: fc.constantFrom('answer', 'read_back') }),
  fc.record({
    kind: fc.constantFrom('already_redacted', 'scanned', 'gone', 'unauthorised', 'other_workspace'),
  }),
  fc.record({
    kind: fc.constant('not_redactable' as const),
    reason: fc.constantFrom(...NOT_REDACTABLE_REASONS),
  }),
  fc.record({ kind: fc.constant('denied' as const), scope: fc.constantFrom(...SCOPES) }),
  fc.record({ kind: fc.constant('rate_limited' as const), until: time }),
  fc.record({ kind: fc.constant('unavailable' as const), cause: fc.constantFrom(...UNAVAILABLE_CAUSES) }),
  fc.record({
    kind: fc.constant('rejected' as const),
    status: fc.integer({ min: 100, max: 599 }),
    code: fc.constantFrom(...INTERCOM_ERROR_CODES),
  }),
);

const anyApprovalOutcome: fc.Arbitrary<ApprovalOutcome> = fc.oneof(
  fc.record({ kind: fc.constantFrom('held', 'used_up', 'other_workspace', 'unauthorised') }),
  fc.record({
    kind: fc.constant('deleted' as const),
    provenBy: fc.constantFrom('answer', 'read_back'),
    metrics: fc.constantFrom('retained', 'removed', 'unknown'),
  }),
  fc.record({ kind: fc.constant('denied' as const), scope: fc.constantFrom(...SCOPES) }),
  fc.record({
    kind: fc.constant('rejected' as const),
    status: fc.integer({ min: 100, max: 599 }),
    code: fc.constantFrom(...INTERCOM_ERROR_CODES),
  }),
);

export const anyFinding: fc.Arbitrary<Finding> = fc.record({
  id,
  workspaceId: id,
  conversationId: id,
  resource: fc.constantFrom(...RESOURCES),
  messageId: id,
  authorType: fc.constantFrom(...AUTHOR_TYPES),
  origin: fc.constantFrom(...ORIGINS),
  rules: fc.array(rule, { maxLength: 20 }),
  state: fc.constantFrom(...FINDING_STATES),
  plan: fc.constant(PLAIN_PLAN),
  actAt: maybeTime,
  outcome: fc.option(anyOutcome, { nil: undefined }),
  attempts: fc.nat(),
  saidAt: time,
  seenAt: time,
  actedAt: maybeTime,
  provenAt: maybeTime,
});

const anyApproval: fc.Arbitrary<Approval> = fc.record({
  id,
  workspaceId: id,
  conversationId: id,
  retainMetrics: fc.boolean(),
  askedBy: id,
  state: fc.constantFrom(...APPROVAL_STATES),
  goesWith: fc.option(
    fc.record({
      parts: fc.nat(),
      sideConversations: fc.option(fc.nat(), { nil: undefined }),
      backOfficeTickets: fc.option(fc.nat(), { nil: undefined }),
    }),
    { nil: undefined },
  ),
  decidedBy: fc.option(id, { nil: undefined }),
  outcome: fc.option(anyApprovalOutcome, { nil: undefined }),
  attempts: fc.nat(),
  askedAt: time,
  expiresAt: time,
  decidedAt: maybeTime,
  actedAt: maybeTime,
  provenAt: maybeTime,
});

const anyPresses = fc.record({
  turn: fc.nat({ max: 10_000 }),
  last: fc.option(
    fc.record({
      noticeId: id,
      turn: fc.nat({ max: 10_000 }),
      action: fc.constantFrom(...PRESS_ACTIONS),
      by: id,
      at: time,
    }),
    { nil: undefined },
  ),
  snoozed: fc.option(fc.record({ until: time, by: id }), { nil: undefined }),
  hasApprovers: fc.boolean(),
});

const region = fc.constantFrom('us' as const, 'eu' as const, 'au' as const);
const anyOpen = fc.record({
  workspaceId: id,
  conversationId: id,
  standing: fc.constantFrom(...TROUBLES),
  saidAt: time,
});

const anyStorm = fc.record({
  kind: fc.constant('storm' as const),
  noticeId: id,
  region,
  revision: fc.nat(),
  turn: fc.nat({ max: 10_000 }),
  since: time,
  until: maybeTime,
  standings: fc.record({
    failed: fc.nat(),
    unredactable: fc.nat(),
    parked: fc.nat(),
    unscanned: fc.nat(),
    redacted: fc.nat(),
  }),
  reasons: fc.array(fc.record({ outcome: fc.option(anyOutcome, { nil: undefined }), count: fc.nat() }), {
    maxLength: 20,
  }),
  oldest: maybeTime,
  open: fc.array(anyOpen, { maxLength: 40 }),
});

const anyDigest = fc.record({
  kind: fc.constant('digest' as const),
  noticeId: id,
  revision: fc.nat(),
  region,
  period: fc.constantFrom('day' as const, 'week' as const),
  from: time,
  to: time,
  redacted: fc.nat(),
  waiting: fc.nat(),
  forPeople: fc.nat(),
  doneByHand: fc.nat(),
  dismissed: fc.nat(),
  repaired: fc.nat(),
  deletions: fc.record({ deleted: fc.nat(), kept: fc.nat() }),
  exposure: fc.option(fc.record({ medianMs: fc.nat(), worstMs: fc.nat() }), { nil: undefined }),
  rules: fc.array(
    fc.record({ ruleId: rule.map(({ ruleId }) => ruleId), found: fc.nat(), dismissed: fc.nat() }),
    { maxLength: 20 },
  ),
  oldestOpen: fc.array(anyOpen, { maxLength: 10 }),
});

export const anyCard: fc.Arbitrary<Card> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('conversation' as const),
      noticeId: id,
      workspaceId: id,
      conversationId: id,
      region: fc.constantFrom('us' as const, 'eu' as const, 'au' as const),
      approval: fc.option(anyApproval, { nil: undefined }),
      findings: fc.array(anyFinding, { maxLength: 40 }),
      told: fc.option(fc.constantFrom(...TROUBLES), { nil: undefined }),
      presses: anyPresses,
      revision: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: anyStorm },
  { weight: 1, arbitrary: anyDigest },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('service' as const),
      noticeId: id,
      problem: fc.constantFrom(...SERVICE_PROBLEMS),
      since: time,
      until: maybeTime,
      waiting: fc.nat(),
      revision: fc.nat(),
    }),
  },
);
