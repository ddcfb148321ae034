import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../src/outcome.ts';
import { cardStanding, type Standing, type Trouble, worstTold } from '../../src/slack/card.ts';
import { conversationLink } from '../../src/slack/conversation-link.ts';
import { duration } from '../../src/slack/quantities.ts';
import { aFinding, anId, aRedactedFinding } from './cards.ts';

const failed = aFinding({ state: 'failed' });
const untried = aFinding({ outcome: undefined, attempts: 0 });
const unredactable = aFinding({
  state: 'unredactable',
  outcome: { kind: 'not_redactable', reason: 'refused' },
});
const parked = aFinding({ state: 'parked', outcome: { kind: 'denied', scope: 'plan' } });
const unscanned = aFinding({ resource: 'conversation', rules: [] });
const redacted = aRedactedFinding();
const gone = aFinding({ state: 'gone', outcome: { kind: 'gone' } });
const reported = aFinding({ state: 'reported', outcome: undefined });

describe('cardStanding', () => {
  const table: readonly (readonly [string, readonly Finding[], Standing])[] = [
    ['a failure outweighs all', [redacted, parked, unredactable, failed], 'failed'],
    ['waiting after an attempt is a failure', [redacted, aFinding()], 'failed'],
    ['what a person must do outweighs a permission', [parked, unredactable], 'unredactable'],
    ['a permission outweighs an unchecked conversation', [unscanned, parked], 'parked'],
    ['an unchecked conversation keeps a card open', [redacted, unscanned], 'unscanned'],
    ['an untried finding keeps a card open', [redacted, untried], 'pending'],
    ['a deletion ends all', [redacted, gone], 'gone'],
    ['redacted once all are', [redacted, redacted], 'redacted'],
    ['only watched', [reported], 'reported'],
  ];
  for (const [name, findings, expected] of table) {
    it(name, () => {
      assert.equal(cardStanding(findings), expected);
    });
  }
});

describe('worstTold', () => {
  const table: readonly (readonly [readonly Finding[], Trouble | undefined, Trouble | undefined])[] = [
    [[redacted], undefined, undefined],
    [[parked], undefined, 'parked'],
    [[failed], 'parked', 'failed'],
    [[parked], 'failed', 'failed'],
    [[redacted], 'unredactable', 'unredactable'],
  ];
  for (const [findings, told, expected] of table) {
    it(`${cardStanding(findings)} after ${told ?? 'nothing'} is ${expected ?? 'nothing'}`, () => {
      assert.equal(worstTold(findings, told), expected);
    });
  }
});

describe('conversationLink', () => {
  const table = [
    ['us', undefined, 'https://app.intercom.com/a/inbox/abc123/inbox/conversation/4711'],
    ['eu', undefined, 'https://app.eu.intercom.com/a/inbox/abc123/inbox/conversation/4711'],
    ['au', undefined, 'https://app.au.intercom.com/a/inbox/abc123/inbox/conversation/4711'],
    ['us', '99', 'https://app.intercom.com/a/inbox/abc123/inbox/conversation/4711#part_id=comment-4711-99'],
  ] as const;
  for (const [region, part, expected] of table) {
    it(`leads to ${region}, ${part === undefined ? 'the conversation' : 'a part'}`, () => {
      const partId = part === undefined ? undefined : anId(part);

      assert.equal(conversationLink(region, anId('abc123'), anId('4711'), partId), expected);
    });
  }
});

describe('duration', () => {
  const table = [
    [-5, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [41 * 60_000 + 1, '41 min'],
    [3_600_000, '1 h'],
    [5 * 3_600_000 + 12 * 60_000, '5 h 12 min'],
    [47 * 3_600_000, '47 h'],
    [72 * 3_600_000, '3 days'],
  ] as const;
  for (const [ms, expected] of table) {
    it(`${ms} ms is ${expected}`, () => {
      assert.equal(duration(ms), expected);
    });
  }
});
