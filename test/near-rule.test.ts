import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isRuleId, type RuleId } from '../src/message.ts';
import { nearRule } from '../src/near-rule.ts';

const RULES = ['payment_card.number', 'payment_card.pin', 'bank.pin', 'email.address', 'iban.number'].filter(
  (id): id is RuleId => isRuleId(id),
);

const TABLE: readonly (readonly [asked: string, near: string | undefined])[] = [
  ['payment_card.nummer', 'payment_card.number'],
  ['paymentcard.number', 'payment_card.number'],
  ['email.adress', 'email.address'],
  ['address', 'email.address'],
  ['pin', undefined],
  ['telephone.number', undefined],
  ['', undefined],
  ['x'.repeat(900), undefined],
];
for (const [asked, near] of TABLE) {
  it(`takes “${asked.slice(0, 30)}” for ${near ?? 'none'}`, () => {
    assert.equal(nearRule(asked, RULES), near);
  });
}
