// What is wrong with a policy, and on which line.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stringify } from 'yaml';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { RULES, readForm } from './a-policy.ts';

const KINDS = { match: { kind: ['iban'] } };

describe('a fault in the policy', () => {
  const TABLE: readonly [what: string, form: object, problem: RegExp, remedy: RegExp][] = [
    ['an unknown field', { legal_hold: 'x' }, /^the policy has no field `legal_hold`$/, /README/],
    ['an unknown setting', { defaults: { whn: 'now' } }, /^`defaults` has no field `whn`$/, /README/],
    [
      'an unknown criterion',
      { entries: [{ name: 'a', match: { teams: ['1'] } }] },
      /^`entries\.0\.match` has no field `teams`$/,
      /README/,
    ],
    [
      'no such action',
      { defaults: { action: 'wipe' } },
      /^`defaults\.action` is none of ignore, report, redact, delete$/,
      /redact/,
    ],
    [
      'no duration',
      { defaults: { when: '2 hours' } },
      /^`defaults\.when` is no duration up to 90d$/,
      /on_close/,
    ],
    ['no duration: nothing', { defaults: { when: '0s' } }, /is no duration/, /30m/],
    ['too long a duration', { defaults: { when: '91d' } }, /is no duration up to 90d/, /30m/],
    [
      'no longest delay',
      { defaults: { at_most: 'now' } },
      /^`defaults\.at_most` is no duration/,
      /12h or 7d/,
    ],
    [
      'metrics by word',
      { defaults: { retain_metrics: 'yes' } },
      /is text, where true or false belongs/,
      /true or false/,
    ],
    ['no number', { deletions: { per_day: 'many' } }, /is text, where a whole number belongs/, /in a day/],
    ['a negative number', { deletions: { per_hour: -1 } }, /is less than 0/, /in an hour/],
    ['an empty list of entries', { entries: null }, /^`entries` is empty$/, /`\[\]` where there are none/],
    ['an entry without a name', { entries: [KINDS] }, /^`entries\.0\.name` is missing$/, /agents-on-close/],
    [
      'a name that is a sentence',
      { entries: [{ name: 'On close', ...KINDS }] },
      /is no name in lower case/,
      /agents/,
    ],
    [
      'a team by a name without spaces',
      { entries: [{ name: 'a', match: { team: ['support'] } }] },
      /is no id of Intercom/,
      /814860/,
    ],
    [
      'an author that is none',
      { entries: [{ name: 'a', match: { author: ['user'] } }] },
      /is none of contact, admin/,
      /contact, admin/,
    ],
    [
      'a channel that is none',
      { entries: [{ name: 'a', match: { channel: ['messenger'] } }] },
      /is none of conversation, email/,
      /the Messenger is/,
    ],
    [
      'a team by name',
      { entries: [{ name: 'a', match: { team: ['Tier 1'] } }] },
      /is no id of Intercom/,
      /814860/,
    ],
    [
      'a list written as text',
      { entries: [{ name: 'a', match: { kind: 'iban' } }] },
      /is text, where a list belongs/,
      /after `- `/,
    ],
    [
      'a kind with a name of a rule',
      { entries: [{ name: 'a', match: { kind: ['iban.any'] } }] },
      /is no kind/,
      /bank_\*/,
    ],
    ['an empty tag', { legal_hold_tag: ' ' }, /^`legal_hold_tag` is empty$/, /tag/],
    [
      'a kind that is none',
      { entries: [{ name: 'a', match: { kind: ['ibans'] } }] },
      /^`ibans` matches no kind$/,
      /rules list/,
    ],
    [
      'a glob of rules that matches none',
      { entries: [{ name: 'a', match: { rule: ['payment.*'] } }] },
      /^`payment\.\*` matches no rule$/,
      /rules list/,
    ],
    [
      'a kind reported only that is none',
      { defaults: { report_only: ['mail'] } },
      /^`mail` matches no kind$/,
      /take it out/,
    ],
    [
      'a rule and a kind that no rule has both',
      { entries: [{ name: 'a', match: { rule: ['iban.*'], kind: ['email'] } }] },
      /no rule is of both/,
      /keep one/,
    ],
    [
      'an entry for everything',
      { entries: [{ name: 'a', match: {} }] },
      /matches everything/,
      /under `defaults`/,
    ],
    [
      'a name twice',
      {
        entries: [
          { name: 'a', ...KINDS },
          { name: 'a', match: { kind: ['email'] } },
        ],
      },
      /another entry has the name/,
      /of its own/,
    ],
    [
      'a time for what is reported',
      { entries: [{ name: 'a', ...KINDS, action: 'report', when: '2h' }] },
      /^`when` has no effect/,
      /take it out/,
    ],
    [
      'a longest delay without closing',
      { entries: [{ name: 'a', ...KINDS, at_most: '2h' }] },
      /^`at_most` has no effect/,
      /write both/,
    ],
    [
      'metrics without a deletion',
      { entries: [{ name: 'a', ...KINDS, retain_metrics: false }] },
      /^`retain_metrics` has no effect/,
      /ask for a deletion/,
    ],
    [
      'a note that is deleted',
      { entries: [{ name: 'a', ...KINDS, action: 'delete', note: 'masked_copy' }] },
      /^`note` has no effect/,
      /redact/,
    ],
    [
      'fewer deletions a day than an hour',
      { deletions: { per_hour: 5, per_day: 4 } },
      /^4 deletions a day are fewer than 5 an hour$/,
      /at least/,
    ],
    [
      'a deletion where none is allowed',
      { deletions: { per_hour: 0 }, entries: [{ name: 'a', ...KINDS, action: 'delete' }] },
      /`deletions` allows none/,
      /raise/,
    ],
  ];
  for (const [what, form, problem, remedy] of TABLE) {
    it(`${what} is told with its remedy`, () => {
      const { problems } = readForm(form);

      assert.equal(problems.length, 1, JSON.stringify(problems));
      assert.match(problems[0]?.problem ?? '', problem);
      assert.match(problems[0]?.remedy ?? '', remedy);
      assert.ok((problems[0]?.line ?? 0) >= 1);
    });
  }

  it('stands on the line of its field', () => {
    const text = [
      'defaults:',
      '  report_only: [email, mail]',
      'entries:',
      '  - name: a',
      '    match:',
      '      kind:',
      '        - iban',
      '        - ibans',
      '    action: redact',
      '    when: 2h',
      '    at_most: 3h',
      '',
    ].join('\n');

    const { problems } = readPolicy({ file: 'policy.yaml', text }, { rules: RULES, hasApprovers: true });

    assert.deepEqual(
      problems.map(({ file, line }) => `${file}:${line}`),
      ['policy.yaml:2', 'policy.yaml:8', 'policy.yaml:11'],
    );
  });

  it('is what keeps the file from being read, and a field that stands twice', () => {
    const read = (text: string) =>
      readPolicy({ file: 'policy.yaml', text }, { rules: RULES, hasApprovers: true }).problems;

    assert.match(read('a: [')[0]?.problem ?? '', /this is not YAML/);
    assert.match(read('')[0]?.problem ?? '', /this is no policy/);
    assert.match(read('- a\n')[0]?.problem ?? '', /this is no policy/);
    const twice = 'defaults: { report_only: [] }\nlegal_hold_tag: a\nlegal_hold_tag: b\n';
    assert.deepEqual(
      read(twice).map(({ line, problem }) => [line, problem]),
      [[3, '`legal_hold_tag` stands twice in the same place']],
    );
  });
});

describe('an entry behind another one', () => {
  const TABLE: readonly [first: object, second: object, isReached: boolean][] = [
    [{ kind: ['payment_card'] }, { kind: ['payment_card'], author: ['admin'] }, false],
    [{ kind: ['payment_card'], author: ['admin'] }, { kind: ['payment_card'] }, true],
    [{ kind: ['payment_*'] }, { rule: ['payment_card.number'] }, false],
    [{ rule: ['payment_card.*'] }, { kind: ['payment_card'] }, false],
    [{ rule: ['payment_card.number'] }, { kind: ['payment_card'] }, true],
    [{ kind: ['payment_card', 'iban'] }, { kind: ['iban'] }, false],
    [{ team: [1, 2] }, { team: ['2'] }, false],
    [{ team: [1] }, { team: [1, 2] }, true],
    [{ tag: ['VIP'] }, { tag: ['vip'], kind: ['iban'] }, false],
    [{ channel: ['email'] }, { kind: ['iban'] }, true],
    [{ confidence: 'likely' }, { confidence: 'certain' }, false],
    [{ confidence: 'certain' }, { confidence: 'likely' }, true],
    [{ confidence: 'likely' }, { kind: ['iban'] }, true],
    [{ confidence: 'possible' }, { kind: ['iban'] }, false],
    [{ author: ['admin', 'contact', 'bot', 'other'] }, { kind: ['iban'] }, false],
  ];
  for (const [first, second, isReached] of TABLE) {
    it(`${JSON.stringify(second)} behind ${JSON.stringify(first)}: ${isReached ? 'reached' : 'never reached'}`, () => {
      const { problems } = readForm({
        entries: [
          { name: 'first', match: first },
          { name: 'second', match: second },
        ],
      });

      const expected = isReached
        ? []
        : ['`second` is never reached: `first` before it matches all that it matches'];
      assert.deepEqual(
        problems.map(({ problem }) => problem),
        expected,
      );
    });
  }
});

describe('a deletion that nobody may approve', () => {
  const asking = [
    { entries: [{ name: 'a', ...KINDS, action: 'delete' }] },
    { entries: [{ name: 'a', ...KINDS, unredactable: 'request_delete' }] },
    { defaults: { action: 'delete' } },
    { defaults: { unredactable: 'request_delete' } },
  ];
  it('is told where that is known', () => {
    for (const form of asking) {
      assert.match(readForm(form, false).problems[0]?.problem ?? '', /nobody may approve one/);
      assert.deepEqual(readForm(form, true).problems, []);
      assert.deepEqual(readForm(form, undefined).problems, []);
    }
  });

  it('is none where nothing is deleted', () => {
    const reporting = { defaults: { action: 'report', unredactable: 'request_delete' } };

    assert.deepEqual(readForm(reporting, false).problems, []);
  });
});

it('with rules that are not known nothing is said about globs', () => {
  const text = stringify({ entries: [{ name: 'a', match: { kind: ['ibans'] } }] });

  assert.deepEqual(
    readPolicy({ file: 'policy.yaml', text }, { rules: undefined, hasApprovers: true }).problems,
    [],
  );
});
