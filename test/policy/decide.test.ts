import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKind, type Kind } from '../../src/message.ts';
import { whyFutile } from '../../src/policy/futile.ts';
import { aNewFinding, aRuleCount, id } from '../support/builders.ts';
import { decide } from '../support/decide-as-shipped.ts';

function kind(name: string): Kind {
  if (!isKind(name)) throw new TypeError('not a kind');
  return name;
}

test('nothing matched: ignored', () => {
  assert.equal(decide([], 'enforce'), 'ignore');
});

test('a likely or certain card number: redacted', () => {
  assert.equal(decide([aRuleCount({ confidence: 'likely' })], 'enforce'), 'redact');
  assert.equal(decide([aRuleCount({ confidence: 'certain' })], 'enforce'), 'redact');
});

test('only a possible match: reported', () => {
  assert.equal(decide([aRuleCount({ confidence: 'possible' })], 'enforce'), 'report');
});

test('contact data: reported, and redacted beside a card number', () => {
  const email = aRuleCount({ kind: kind('email') });

  assert.equal(decide([email], 'enforce'), 'report');
  assert.equal(decide([email, aRuleCount()], 'enforce'), 'redact');
});

test('monitor mode: reported', () => {
  assert.equal(decide([aRuleCount()], 'monitor'), 'report');
});

test('calls that Intercom always refuses are known beforehand', () => {
  const cases = [
    [aNewFinding(), undefined],
    [aNewFinding({ authorType: 'admin' }), undefined],
    [aNewFinding({ authorType: 'bot' }), undefined],
    [aNewFinding({ resource: 'source' }), undefined],
    [aNewFinding({ resource: 'source', authorType: 'admin' }), 'source_not_by_contact'],
    [aNewFinding({ resource: 'source', authorType: 'bot' }), 'source_not_by_contact'],
    [aNewFinding({ resource: 'source', authorType: 'other' }), 'source_not_by_contact'],
    [aNewFinding({ resource: 'source', messageId: id('none') }), 'no_message_id'],
    [aNewFinding({ resource: 'subject' }), 'outside_body'],
    [aNewFinding({ resource: 'title' }), 'outside_body'],
    [aNewFinding({ resource: 'ticket_attributes' }), 'outside_body'],
  ] as const;

  for (const [finding, reason] of cases) {
    assert.equal(whyFutile(finding), reason, `${finding.resource} by ${finding.authorType}`);
  }
});
