import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Resource } from '../../src/message.ts';
import { NOT_REDACTABLE_REASONS, type Outcome, SCOPES, UNAVAILABLE_CAUSES } from '../../src/outcome.ts';
import { nextStep } from '../../src/slack/next-step.ts';
import { whyOpen } from '../../src/slack/why-open.ts';
import { aFinding } from './cards.ts';

const outcomes: readonly (Outcome | undefined)[] = [
  undefined,
  ...NOT_REDACTABLE_REASONS.map((reason) => ({ kind: 'not_redactable', reason }) as const),
  ...SCOPES.map((scope) => ({ kind: 'denied', scope }) as const),
  ...UNAVAILABLE_CAUSES.map((cause) => ({ kind: 'unavailable', cause }) as const),
  { kind: 'unauthorised' },
  { kind: 'other_workspace' },
  { kind: 'rate_limited', until: new Date(0) },
  { kind: 'rejected', status: 422, code: 'type_mismatch' },
];

describe('every outcome of an open finding', () => {
  for (const outcome of outcomes) {
    it(`has one plain reason and one next step: ${JSON.stringify(outcome)}`, () => {
      const why = whyOpen(outcome);
      const step = nextStep(aFinding({ state: 'failed', outcome }), true);

      assert.match(why, /^[A-Z].{10,140}[^.]$/);
      assert.match(step, /^[A-Z].{20,300}\.$/);
    });
  }

  it('has a reason of its own', () => {
    const reasons = outcomes.map(whyOpen);

    assert.equal(new Set(reasons).size, outcomes.length);
  });
});

describe('what stands outside a body', () => {
  const table: readonly (readonly [Resource, RegExp])[] = [
    ['title', /change the conversation's title/],
    ['ticket_attributes', /clear the ticket's fields/],
    ['subject', /have the conversation deleted/],
  ];
  for (const [resource, expected] of table) {
    it(`is removed in its own way: ${resource}`, () => {
      const outcome = { kind: 'not_redactable', reason: 'outside_body' } as const;

      assert.match(nextStep(aFinding({ resource, state: 'unredactable', outcome }), false), expected);
    });
  }
});

it('a waiting finding asks for patience only, a failed one for a hand', () => {
  const outcome = { kind: 'unavailable', cause: 'timeout' } as const;

  assert.match(nextStep(aFinding({ state: 'waiting', outcome }), false), /^Nothing to do yet/);
  assert.match(nextStep(aFinding({ state: 'failed', outcome }), false), /^Open it in Intercom and delete/);
  assert.match(
    nextStep(aFinding({ state: 'failed', outcome, resource: 'conversation' }), false),
    /look through it by hand/,
  );
});

it('with approvers the deletion is a button, without them it says who is missing', () => {
  const outcome = { kind: 'not_redactable', reason: 'refused' } as const;
  const finding = aFinding({ state: 'unredactable', outcome });

  assert.match(
    nextStep(finding, true),
    /an approver can delete the whole conversation with the button “Delete…”./,
  );
  assert.match(nextStep(finding, false), /nobody is named in SLACK_APPROVERS/);
});
