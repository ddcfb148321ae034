// Every answer to a command: constant sentences that fit into a message and pass the last gate, under the shipped rules.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Approval } from '../../src/approval.ts';
import type { CommandAnswer, Mistake, ServiceStatus, StatusFigures } from '../../src/command.ts';
import { OPEN_STANDINGS } from '../../src/command.ts';
import { createScanner } from '../../src/detect/scanner.ts';
import type { Finding } from '../../src/outcome.ts';
import { PLAIN_PLAN } from '../../src/outcome.ts';
import { OWN_RULES_DIR } from '../../src/rule-set.ts';
import { loadRules } from '../../src/rules/load.ts';
import { commandLines } from '../../src/slack/command-text.ts';
import { withoutOwnMarks } from '../../src/slack/own-marks.ts';
import { toMrkdwn } from '../../src/slack/pieces.ts';
import { aFinding, anId, aRedactedFinding, aRule, at, NOW } from './cards.ts';

const scanner = createScanner(loadRules(OWN_RULES_DIR, 'form').rules, { passTestValues: false });

const PAUSE = {
  ruleId: aRule('payment_card.number').ruleId,
  by: anId('U0ANA'),
  from: at('12:00'),
  until: at('15:00'),
};
const WORKSPACE = anId('qz7k2m9x');
const CONVERSATION = anId('215480037214906');
const UUID = '3f0c9a52-7c1e-4a0b-9d53-8f2f6f1a7b10';

const QUIET: StatusFigures = { pauses: [], waiting: 0, open: {}, approvals: 0, storm: undefined };
const STATUS: ServiceStatus = {
  mode: 'enforce',
  checks: { intercom: { state: 'ok' }, store: { state: 'ok' }, slack: { state: 'ok' } },
  rules: 713,
  figures: QUIET,
};
const TROUBLED: ServiceStatus = {
  mode: 'monitor',
  checks: {
    intercom: { state: 'degraded', reason: 'unauthorised' },
    store: { state: 'down', reason: 'store_unavailable' },
    slack: { state: 'degraded', reason: 'socket: invalid_auth' },
  },
  rules: 1,
  figures: {
    pauses: Array.from({ length: 30 }, () => PAUSE),
    waiting: 4_812,
    open: Object.fromEntries(OPEN_STANDINGS.map((standing, index) => [standing, 100_000 + index])),
    approvals: 12,
    storm: { since: at('13:00'), conversations: 5_000 },
  },
};

function why(
  findings: readonly Finding[],
  more: Partial<Extract<CommandAnswer, { kind: 'why' }>> = {},
): CommandAnswer {
  return {
    kind: 'why',
    workspaceId: WORKSPACE,
    conversationId: CONVERSATION,
    findings,
    more: 0,
    approval: undefined,
    exceptions: [],
    paused: [],
    ...more,
  };
}

const OURS = { workspaceId: WORKSPACE, conversationId: CONVERSATION, messageId: anId('31077420019') };
const APPROVAL: Approval = {
  id: anId(UUID),
  workspaceId: WORKSPACE,
  conversationId: CONVERSATION,
  retainMetrics: true,
  askedBy: anId('policy'),
  state: 'open',
  goesWith: undefined,
  decidedBy: undefined,
  outcome: undefined,
  attempts: 0,
  askedAt: at('13:00'),
  expiresAt: at('23:00'),
  decidedAt: undefined,
  actedAt: undefined,
  provenAt: undefined,
};
const EXCEPTION = {
  id: anId(UUID),
  fingerprint: 'x' as never,
  covers: aRule('payment_card.number').kind,
  owner: anId('U0ANA'),
  reason: 'published',
  from: at('10:00'),
  until: at('20:00'),
} as const;
const MANY = [
  aRule('payment_card.number', 99),
  aRule('identity_document.netherlands_passport', 12),
  aRule('email.address'),
];

const MISTAKES: readonly Mistake[] = [
  'no_such_command',
  'too_many_words',
  'no_conversation',
  'no_rule',
  'wrong_length',
];
const TABLE: readonly (readonly [what: string, answer: CommandAnswer, first: RegExp])[] = [
  ['help', { kind: 'help' }, /What can be asked/],
  ...MISTAKES.map(
    (mistake) => [`the mistake ${mistake}`, { kind: 'wrong', mistake } as const, /\.$/] as const,
  ),
  ['all well', { kind: 'status', status: STATUS }, /All is well/],
  ['all wrong', { kind: 'status', status: TROUBLED }, /^:warning: .*not lost/],
  [
    'trouble',
    { kind: 'status', status: { ...STATUS, figures: { ...QUIET, open: { failed: 1, pending: 4 } } } },
    /1 conversation in trouble/,
  ],
  [
    'a store that does not answer',
    { kind: 'status', status: { ...STATUS, figures: undefined } },
    /Something is wrong with the service/,
  ],
  ['nothing open', { kind: 'open', oldest: [], more: 0, deletions: [] }, /Nothing is open/],
  [
    'only deletions that wait',
    {
      kind: 'open',
      oldest: [],
      more: 0,
      deletions: [{ workspaceId: WORKSPACE, conversationId: CONVERSATION, until: at('15:00') }],
    },
    /Deletions that wait for an approver/,
  ],
  [
    'many open',
    {
      kind: 'open',
      oldest: Array.from({ length: 10 }, (_, index) => ({
        workspaceId: WORKSPACE,
        conversationId: CONVERSATION,
        standing: OPEN_STANDINGS[index % OPEN_STANDINGS.length] ?? 'failed',
        saidAt: at('13:00'),
      })),
      more: 4_990,
      deletions: [],
    },
    /5000 conversations open/,
  ],
  [
    'why: failed',
    why([aFinding({ ...OURS, rules: MANY })]),
    /What is known of\* .*conversation 215480037214906/,
  ],
  [
    'why: everything',
    why(
      [
        ...Array.from({ length: 4 }, () => aFinding({ ...OURS, rules: MANY })),
        aRedactedFinding(OURS),
        aFinding({ ...OURS, state: 'reported', outcome: undefined }),
        aFinding({
          ...OURS,
          state: 'waiting',
          outcome: undefined,
          actAt: at('23:00'),
          plan: { ...PLAIN_PLAN, when: 'on_close' },
        }),
        aFinding({
          ...OURS,
          state: 'waiting',
          outcome: undefined,
          actAt: at('23:00'),
          plan: { ...PLAIN_PLAN, when: 'later' },
        }),
      ],
      {
        more: 300,
        approval: APPROVAL,
        exceptions: Array.from({ length: 3 }, () => EXCEPTION),
        paused: [PAUSE],
      },
    ),
    /What is known of/,
  ],
  ['why: only a request', why([], { approval: APPROVAL }), /What is known of/],
  ['an unknown conversation', { kind: 'unknown_conversation' }, /Nothing is known/],
  ['another workspace', { kind: 'other_workspace' }, /another workspace/],
  ['no workspace yet', { kind: 'no_workspace' }, /has not said yet/],
  ['an unknown rule', { kind: 'unknown_rule', near: undefined }, /No rule in use has this id\.$/],
  ['a near rule', { kind: 'unknown_rule', near: PAUSE.ruleId }, /Did you mean `payment_card\.number`\?/],
  ['no approver', { kind: 'not_approver', hasApprovers: true }, /you are not one/],
  ['no approvers', { kind: 'not_approver', hasApprovers: false }, /SLACK_APPROVERS/],
  ['a pause', { kind: 'paused', pause: PAUSE }, /paused until/],
  ['an end', { kind: 'resumed', pause: PAUSE }, /counts again/],
  ['no pause', { kind: 'not_paused', ruleId: PAUSE.ruleId }, /is not paused/],
];

describe('the answer to a command', () => {
  for (const [what, answer, first] of TABLE) {
    it(`says ${what} on its first line, fits and passes the gate`, () => {
      const lines = commandLines(answer, 'eu', NOW).map(toMrkdwn);

      assert.match(lines[0] ?? '', first);
      // Slack docs: a message's text may have 40,000 characters, of which 4,000 are wise.
      assert.ok(lines.join('\n').length < 4_000, `${lines.join('\n').length} characters`);
      assert.deepEqual(scanner.scan(withoutOwnMarks(lines.join('\n'))), []);
      assert.equal(/undefined|NaN|\[object/.test(lines.join('\n')), false);
    });
  }

  it('tells when and why a message stands as it does', () => {
    const text = commandLines(
      TABLE.find(([what]) => what === 'why: everything')?.[1] ?? { kind: 'help' },
      'us',
      NOW,
    )
      .map(toMrkdwn)
      .join('\n');

    assert.match(text, /Of 308 messages the newest 8\./);
    assert.match(text, /Intercom answers with server errors\./);
    assert.match(text, /when the conversation is closed, at the latest <!date/);
    assert.match(text, /The policy only watches it/);
    assert.match(text, /\*Deletion\* request 3f0c9a52-[\w-]+: .*waits for an approval/);
    assert.match(
      text,
      /Exception `3f0c9a52-[\w-]+` for a value in it, under `payment_card`, by <@U0ANA>, counts until/,
    );
  });
});
