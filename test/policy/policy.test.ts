// What a policy decides about the matches in one message.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Circumstances } from '../../src/circumstances.ts';
import { type Decision, decide, dueAt } from '../../src/policy/policy.ts';
import { id } from '../support/builders.ts';
import { aPolicy, around, matched } from './a-policy.ts';

const card = matched('payment_card.number');
const iban = matched('iban.any');
const email = matched('email.address');
const DAY_MS = 86_400_000;
const REPORTED = {
  action: 'report',
  when: { kind: 'now' },
  retainMetrics: true,
  note: 'none',
  unredactable: 'notify',
  held: false,
};

function decided(
  entries: readonly object[],
  rules: readonly (typeof card)[],
  circumstances: Partial<Circumstances> = {},
  form: object = {},
): Decision {
  return decide(aPolicy(entries, form), rules, around(circumstances), 'enforce');
}

describe('an entry is chosen by what it looks at', () => {
  const fits: readonly [match: object, circumstances: Partial<Circumstances>, fits: boolean][] = [
    [{ kind: ['payment_card'] }, {}, true],
    [{ kind: ['iban'] }, {}, false],
    [{ kind: ['iban', 'payment_*'] }, {}, true],
    [{ kind: ['*_card'] }, {}, true],
    [{ rule: ['payment_card.number'] }, {}, true],
    [{ rule: ['*.number'] }, {}, true],
    [{ rule: ['payment_card.dashed'] }, {}, false],
    [{ author: ['admin', 'bot'] }, { authorType: 'admin' }, true],
    [{ author: ['admin', 'bot'] }, { authorType: 'contact' }, false],
    [{ team: [12] }, { teamId: id('12') }, true],
    [{ team: ['12'] }, { teamId: id('12') }, true],
    [{ team: [12] }, { teamId: null }, false],
    [{ team: [12] }, { teamId: undefined }, false],
    [{ admin: [7] }, { adminId: id('7') }, true],
    [{ admin: [7] }, {}, false],
    [{ tag: ['VIP'] }, { tags: ['other', 'vip'] }, true],
    [{ tag: ['4711'] }, { tags: ['vip', '4711'] }, true],
    [{ tag: ['vip'] }, { tags: [] }, false],
    [{ tag: ['vip'] }, { tags: undefined }, false],
    [{ channel: ['email'] }, { channel: 'email' }, true],
    [{ channel: ['email'] }, { channel: 'other' }, false],
    [{ channel: ['email'] }, { channel: undefined }, false],
    [{ confidence: 'likely' }, {}, true],
    [{ kind: ['payment_card'], author: ['admin'] }, { authorType: 'contact' }, false],
    [{ kind: ['payment_card'], author: ['contact'], channel: ['conversation'] }, {}, true],
  ];
  for (const [match, circumstances, isFitting] of fits) {
    it(`${JSON.stringify(match)} with ${JSON.stringify(circumstances)}: ${isFitting}`, () => {
      const { action } = decided([{ name: 'one', match, action: 'ignore' }], [card], circumstances);

      assert.equal(action, isFitting ? 'ignore' : 'redact');
    });
  }

  it('the first that matches counts, and leaves the rest to the defaults', () => {
    const entries = [
      { name: 'agents', match: { author: ['admin'] }, when: '2h' },
      { name: 'cards', match: { kind: ['payment_card'] }, note: 'masked_copy' },
    ];
    const defaults = { defaults: { unredactable: 'request_delete', report_only: ['email'] } };

    const ofAdmin = decide(aPolicy(entries, defaults), [card], around({ authorType: 'admin' }), 'enforce');
    const ofContact = decide(aPolicy(entries, defaults), [card], around(), 'enforce');

    assert.deepEqual(
      [ofAdmin.when, ofAdmin.note, ofAdmin.unredactable],
      [{ kind: 'after', delayMs: 7_200_000 }, 'none', 'request_delete'],
    );
    assert.deepEqual([ofContact.when, ofContact.note], [{ kind: 'now' }, 'masked_copy']);
  });
});

describe('what is reported only', () => {
  const TABLE: readonly [what: string, entry: object, rule: typeof card, action: Decision['action']][] = [
    [
      'contact data, where an entry is silent about the action',
      { match: { author: ['contact'] } },
      email,
      'report',
    ],
    [
      'contact data, where an entry names an action',
      { match: { kind: ['email'] }, action: 'redact' },
      email,
      'redact',
    ],
    [
      'what is less sure than the defaults ask',
      { match: { kind: ['iban'] } },
      matched('payment_card.number', 'possible'),
      'report',
    ],
    [
      'what is less sure, where an entry names an action but no confidence',
      { match: { kind: ['payment_card'] }, action: 'redact' },
      matched('payment_card.number', 'possible'),
      'report',
    ],
    [
      'what is less sure, where an entry names that confidence',
      { match: { kind: ['payment_card'], confidence: 'possible' }, action: 'redact' },
      matched('payment_card.number', 'possible'),
      'redact',
    ],
    [
      'what is less sure than an entry asks: the next one counts',
      { match: { kind: ['payment_card'], confidence: 'certain' }, action: 'ignore' },
      matched('payment_card.number', 'likely'),
      'redact',
    ],
    [
      'what is to be ignored stays ignored, however unsure',
      { match: { kind: ['payment_card'] }, action: 'ignore' },
      matched('payment_card.number', 'possible'),
      'ignore',
    ],
  ];
  for (const [what, entry, rule, action] of TABLE) {
    it(what, () => {
      assert.equal(decided([{ name: 'one', ...entry }], [rule]).action, action);
    });
  }
});

describe('several rules in one message', () => {
  const of = (action: string, more: object = {}) => [
    { name: 'ibans', match: { kind: ['iban'] }, action, ...more },
  ];

  it('the strongest action counts', () => {
    const TABLE = [
      ['ignore', 'redact'],
      ['report', 'redact'],
      ['redact', 'redact'],
      ['delete', 'delete'],
    ] as const;
    for (const [action, strongest] of TABLE) {
      assert.equal(decided(of(action), [iban, card]).action, strongest, action);
      assert.equal(decided(of(action), [card, iban]).action, strongest, action);
    }
    assert.equal(decided(of('ignore'), [iban, email]).action, 'report');
    assert.equal(decided(of('ignore'), [iban]).action, 'ignore');
  });

  it('the earliest time counts, of those rules that act', () => {
    const TABLE: readonly [ofIban: object, ofCard: object, when: object][] = [
      [{ when: '2h' }, { when: 'now' }, { kind: 'now' }],
      [{ when: '2h' }, { when: '30m' }, { kind: 'after', delayMs: 1_800_000 }],
      [{ when: 'on_close', at_most: '3d' }, { when: 'now' }, { kind: 'now' }],
      [{ when: 'on_close' }, { when: 'on_close', at_most: '1d' }, { kind: 'on_close', longestMs: DAY_MS }],
      // Whichever comes first.
      [{ when: 'on_close', at_most: '3d' }, { when: '1d' }, { kind: 'on_close', longestMs: DAY_MS }],
      [{ action: 'report' }, { when: '1d' }, { kind: 'after', delayMs: DAY_MS }],
    ];
    for (const [ofIban, ofCard, when] of TABLE) {
      const entries = [
        { name: 'ibans', match: { kind: ['iban'] }, ...ofIban },
        { name: 'cards', match: { kind: ['payment_card'] }, ...ofCard },
      ];

      assert.deepEqual(decided(entries, [iban, card]).when, when, JSON.stringify([ofIban, ofCard]));
    }
  });

  it('a masked copy, a request to delete and the loss of metrics hold if one rule that acts asks for them', () => {
    const asking = { note: 'masked_copy', unredactable: 'request_delete', retain_metrics: false };

    const both = decided(of('redact', asking), [card, iban]);
    const one = decided(of('redact', asking), [card]);
    const tooUnsure = decided(of('redact', asking), [card, matched('iban.any', 'possible')]);

    const settings = ({ note, unredactable, retainMetrics }: Decision) => [note, unredactable, retainMetrics];
    assert.deepEqual(settings(both), ['masked_copy', 'request_delete', false]);
    assert.deepEqual(settings(one), ['none', 'notify', true]);
    assert.deepEqual(settings(tooUnsure), ['none', 'notify', true]);
  });
});

describe('when it is done', () => {
  it('on close: at once in a conversation that is closed', () => {
    const entries = [{ name: 'all', match: { kind: ['*'] }, when: 'on_close', at_most: '3d' }];

    assert.deepEqual(decided(entries, [card]).when, { kind: 'on_close', longestMs: 3 * DAY_MS });
    assert.deepEqual(decided(entries, [card], { isClosed: true }).when, { kind: 'now' });
  });

  it('after a duration: not sooner in a conversation that is closed', () => {
    const entries = [{ name: 'all', match: { kind: ['*'] }, when: '2h' }];

    assert.deepEqual(decided(entries, [card], { isClosed: true }).when, {
      kind: 'after',
      delayMs: 7_200_000,
    });
  });

  it('is due at the latest when the delay is over', () => {
    const seenAt = new Date('2026-08-18T09:00:00Z');

    assert.deepEqual(dueAt({ kind: 'now' }, seenAt), seenAt);
    assert.deepEqual(dueAt({ kind: 'after', delayMs: 60_000 }, seenAt), new Date('2026-08-18T09:01:00Z'));
    assert.deepEqual(
      dueAt({ kind: 'on_close', longestMs: DAY_MS }, seenAt),
      new Date('2026-08-19T09:00:00Z'),
    );
  });
});

describe('the legal hold', () => {
  const deleting = [
    { name: 'all', match: { kind: ['*'] }, action: 'delete', unredactable: 'request_delete' },
  ];

  it('leaves a card and nothing else of redaction and deletion', () => {
    for (const tags of [['legal-hold'], ['vip', 'Legal-Hold '], ['LEGAL-HOLD']]) {
      assert.deepEqual(decided(deleting, [card], { tags }), { ...REPORTED, held: true }, tags.join());
      assert.deepEqual(decided([], [card, email], { tags }), { ...REPORTED, held: true }, tags.join());
    }
  });

  it('is known by the id of its tag too', () => {
    const { held } = decided([], [card], { tags: ['vip', '880'] }, { legal_hold_tag: '880' });

    assert.equal(held, true);
  });

  it('changes nothing where nothing would be redacted or deleted', () => {
    assert.deepEqual(decided([], [email], { tags: ['legal-hold'] }), REPORTED);
  });

  it('is not in other tags', () => {
    assert.equal(decided([], [card], { tags: ['legal', 'no-legal-hold'] }).held, false);
  });
});

describe('the mode monitor', () => {
  it('reports everything', () => {
    const policy = aPolicy([
      { name: 'ibans', match: { kind: ['iban'] }, action: 'delete' },
      { name: 'mails', match: { kind: ['email'] }, action: 'ignore' },
    ]);

    for (const rule of [card, iban, email]) {
      assert.deepEqual(decide(policy, [rule], around({ tags: ['legal-hold'] }), 'monitor'), REPORTED);
    }
    assert.equal(decide(policy, [], around(), 'monitor').action, 'ignore');
  });
});

describe('a paused rule', () => {
  const paused = new Set([card.ruleId]);
  const ask = (entries: Parameters<typeof aPolicy>[0], rules: Parameters<typeof decide>[1]) =>
    decide(aPolicy(entries), rules, around(), 'enforce', paused);

  it('is at most reported', () => {
    assert.deepEqual(ask([], [card]), REPORTED);
    assert.deepEqual(
      ask([{ name: 'cards', match: { kind: ['payment_card'] }, action: 'delete' }], [card]),
      REPORTED,
    );
  });

  it('is still ignored where the policy ignores it', () => {
    const ignoring = [{ name: 'cards', match: { kind: ['payment_card'] }, action: 'ignore' }];

    assert.equal(ask(ignoring, [card]).action, 'ignore');
  });

  it('keeps no other rule from being acted on', () => {
    assert.equal(ask([], [card, iban]).action, 'redact');
  });

  it('changes nothing under a legal hold: there is nothing to tell', () => {
    const held = around({ tags: ['legal-hold'] });

    assert.equal(decide(aPolicy([]), [card], held, 'enforce', paused).held, false);
    assert.equal(decide(aPolicy([]), [card, iban], held, 'enforce', paused).held, true);
  });
});
