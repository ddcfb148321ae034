import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPack } from '../../src/rules/pack.ts';
import { aPack, aRule } from './a-rule.ts';

const words = { en: ['door'] };
const TABLE: readonly [change: Record<string, unknown>, problem: string, remedy: RegExp][] = [
  [{ why: undefined }, '`why` is missing', /a sentence on why this matters/],
  [{ why: null }, '`why` is empty', /a sentence/],
  [{ why: '' }, '`why` is empty', /a sentence/],
  [{ why: 4111 }, '`why` is a number, where text belongs', /in quotes/],
  [{ why: ['a'] }, '`why` is a list, where text belongs', /a sentence/],
  [{ title: true }, '`title` is true or false, where text belongs', /in quotes/],
  [{ examples: ['B1', 4111, 'B2'] }, '`examples.1` is a number, where text belongs', /in quotes/],
  [{ examples: 'B1234' }, '`examples` is text, where a list belongs', /after `- `/],
  [{ id: 7 }, '`id` is not kind.name in lower case', /payment_card\.number/],
  [{ kind: 'Badge' }, '`kind` is not a lower-case word', /first part of the id/],
  [{ boundary: 'line' }, '`boundary` is none of digit, word, token, none', /digit, word/],
  [{ veto: 'x' }, '`veto` is text, where fields belong', /`preceded_by`/],
  [{ context: { effect: 'raises', before: -1, words } }, '`context.before` is less than 0', /README/],
  [{ context: { effect: 'raises', before: 2000, words } }, '`context.before` is more than 1000', /README/],
  [
    { context: { effect: 'raises', before: 1.5, words } },
    '`context.before` is a number, where a whole number belongs',
    /README/,
  ],
  [
    { context: { effect: 'raises', before: 'x', words } },
    '`context.before` is text, where a whole number belongs',
    /README/,
  ],
  [
    { context: { effect: 'raises', before: 9, words: { EN: ['door'] } } },
    '`context.words.EN` is no language',
    /`en`/,
  ],
  [{ context: { effect: 'raises', before: 9, words: { en: [] } } }, '`context.words.en` is empty', /README/],
  [
    { context: { effect: 'raises', before: 9, words: ['door'] } },
    '`context.words` is a list, where fields belong',
    /README/,
  ],
  [{ context: { effect: 'raises', before: 9 } }, '`context.words` is missing', /README/],
  [{ veto: { words: { en: ['*x'] } } }, '`veto.words.en.0` is no word', /only its end/],
  [{ validator: ['luhn'] }, 'a rule has no field `validator`', /table of fields/],
];

describe('a fault of form', () => {
  for (const [change, problem, remedy] of TABLE) {
    it(`is told in our words: ${JSON.stringify(change)}`, () => {
      const [told, ...more] = readPack(aPack({ ...aRule(), ...change })).problems;

      assert.equal(told?.problem, problem);
      assert.match(told.remedy, remedy);
      assert.deepEqual(more, []);
    });
  }

  it('is told for each unknown field, at its own line', () => {
    const { problems } = readPack({ ...aPack(aRule({ first: 1, second: 2 })) });

    assert.deepEqual(
      problems.map(({ line, problem }) => [line, problem]),
      [
        [16, 'a rule has no field `first`'],
        [17, 'a rule has no field `second`'],
      ],
    );
  });

  it('may be that an entry is no rule at all', () => {
    const { problems } = readPack({ file: 'a.yaml', text: '- a\n-\n- []\n' });

    assert.deepEqual(
      problems.map(({ line, problem }) => [line, problem]),
      [1, 2, 3].map((line) => [line, 'this is no rule']),
    );
  });
});
