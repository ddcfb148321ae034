import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkRules } from '../../src/rules/check.ts';
import { describeProblem } from '../../src/rules/problem.ts';
import { aPack, aRule } from './a-rule.ts';

interface Case {
  readonly name: string;
  readonly rules: readonly Record<string, unknown>[];
  readonly line: number;
  readonly says: RegExp;
}

const CASES: readonly Case[] = [
  { name: 'an unknown field', rules: [aRule({ patern: 'x' })], line: 16, says: /no field `patern`/ },
  {
    name: 'an unknown field of the context',
    rules: [aRule({ context: { effect: 'raises', before: 9, words: { en: ['badge'] }, window: 3 } })],
    line: 22,
    says: /`context` has no field `window`/,
  },
  {
    name: 'a group of an unknown name',
    rules: [aRule({ pattern: 'B(?P<wert>\\d{4})' })],
    line: 5,
    says: /group `wert`, which means nothing.*call it `value`/,
  },
  { name: 'a missing field', rules: [{ ...aRule(), why: undefined }], line: 1, says: /`why` is missing\./ },
  {
    name: 'an id that is none',
    rules: [aRule({ id: 'Badge' })],
    line: 1,
    says: /`id` is not kind.name in lower case\./,
  },
  {
    name: 'an id of another kind',
    rules: [aRule({ kind: 'door' })],
    line: 4,
    says: /does not begin with the kind `door`.*`id: door\.<name>`/,
  },
  {
    name: 'the same id twice',
    rules: [aRule(), aRule()],
    line: 16,
    says: /stands already in badges\.yaml:1/,
  },
  {
    name: 'two rules that find the same',
    rules: [aRule(), aRule({ id: 'badge.other' })],
    line: 20,
    says: /it finds just what `badge.number` finds/,
  },
  {
    name: 'a look-ahead',
    rules: [aRule({ pattern: 'B(?=\\d)' })],
    line: 5,
    says: /RE2 cannot read.*no look-around/,
  },
  {
    name: 'a pattern that its boundary would close',
    rules: [aRule({ pattern: 'B\\d{4})(' })],
    line: 5,
    says: /RE2 cannot read/,
  },
  {
    name: 'a pattern that matches nothing',
    rules: [aRule({ pattern: '\\d*' })],
    line: 5,
    says: /matches the empty string/,
  },
  {
    name: 'a pattern that matches nothing at a word',
    rules: [aRule({ pattern: '\\b' })],
    line: 5,
    says: /matches the empty string/,
  },
  {
    name: 'a veto that RE2 cannot read',
    rules: [aRule({ veto: { preceded_by: ['('] } })],
    line: 17,
    says: /RE2 cannot read/,
  },
  {
    name: 'an unknown validator',
    rules: [aRule({ validators: ['lune'] })],
    line: 16,
    says: /no validator `lune`.*use one of luhn/,
  },
  {
    name: 'an argument that a validator does not take',
    rules: [aRule({ validators: ['luhn:2'] })],
    line: 16,
    says: /no validator `luhn:2`/,
  },
  {
    name: 'a validator without its argument',
    rules: [aRule({ validators: ['entropy'] })],
    line: 16,
    says: /no validator `entropy`/,
  },
  {
    name: 'two examples',
    rules: [aRule({ examples: ['B1234', 'B1235'] })],
    line: 8,
    says: /fewer than 3 different examples/,
  },
  {
    name: 'the same counter-example thrice',
    rules: [aRule({ counter_examples: ['B1', 'B1', 'B1'] })],
    line: 12,
    says: /fewer than 3 different counter_examples/,
  },
  {
    name: 'an example that is not found',
    rules: [aRule({ examples: ['B1234', 'C1234', 'B4321'] })],
    line: 10,
    says: /this example is not found/,
  },
  {
    name: 'an example without its keyword',
    rules: [aRule({ keywords: ['door'] })],
    line: 9,
    says: /this example is not found/,
  },
  {
    name: 'a counter-example that is found',
    rules: [aRule({ counter_examples: ['B1', 'B2', 'B1234'] })],
    line: 15,
    says: /this counter-example is found/,
  },
  {
    name: 'a word of spaces',
    rules: [aRule({ context: { effect: 'raises', before: 9, words: { en: [' '] } } })],
    line: 21,
    says: /`context\.words\.en\.0` is no word\./,
  },
  {
    name: 'a boundary that is none',
    rules: [aRule({ boundary: 'line' })],
    line: 6,
    says: /`boundary` is none of digit, word, token, none\./,
  },
];

describe('checkRules', () => {
  it('finds nothing wrong with a right rule', () => {
    const { rules, problems } = checkRules([aPack(aRule())]);

    assert.deepEqual(problems, []);
    assert.equal(rules.length, 1);
  });

  for (const { name, rules, line, says } of CASES) {
    it(`names file, line, rule and remedy for ${name}`, () => {
      const [problem] = checkRules([aPack(...rules)]).problems;

      assert.ok(problem);
      assert.equal(problem.line, line);
      const said = describeProblem(problem);
      assert.match(
        said,
        new RegExp(`^badges\\.yaml:${line} (?:badge\\.number|badge\\.other|Badge): .*To mend it: .+\\.$`),
      );
      assert.match(said, says);
    });
  }

  it('refuses a pack that is no list', () => {
    const [problem] = checkRules([{ file: 'a.yaml', text: 'id: a.b\n' }]).problems;

    assert.match(describeProblem(problem ?? assert.fail()), /a pack is a list of rules.*`- id:`/);
  });

  it('refuses the same id in two files', () => {
    const { problems } = checkRules([aPack(aRule()), { ...aPack(aRule()), file: 'more.yaml' }]);

    assert.deepEqual(
      problems.map(({ file }) => file),
      ['more.yaml'],
    );
  });

  it('tells what is wrong with every rule in one run, in the order of the lines', () => {
    const { rules, problems } = checkRules([
      aPack(
        aRule({ examples: ['B1234', 'C1234', 'B4321'] }),
        aRule({ id: 'badge.other', why: 5, counter_examples: ['B1', 'B2', 'B1234'] }),
        aRule({ pattern: '(', examples: ['B1234'] }),
      ),
    ]);

    assert.deepEqual(rules.length, 2);
    assert.deepEqual(
      problems.map(({ line, ruleId, problem }) => [line, ruleId, problem]),
      [
        [10, 'badge.number', 'this example is not found'],
        [18, 'badge.other', '`why` is a number, where text belongs'],
        [30, 'badge.other', 'this counter-example is found'],
        [31, 'badge.number', 'the id stands already in badges.yaml:1'],
        [35, 'badge.number', 'RE2 cannot read `(`: missing ): ('],
        [38, 'badge.number', 'fewer than 3 different examples'],
      ],
    );
  });

  it('proves no examples while a field that they need is faulty, but counts them', () => {
    const faulty = [{ pattern: 5 }, { boundary: 'line' }, { validator: ['luhn'] }, { veto: { words: [] } }];

    for (const change of faulty) {
      const { problems } = checkRules([aPack(aRule({ ...change, examples: ['C1234'] }))]);

      assert.equal(problems.length, 2, JSON.stringify(change));
      assert.ok(problems.some(({ problem }) => problem === 'fewer than 3 different examples'));
    }
  });

  it('goes file by file, in the order of their names', () => {
    const wrong = aPack(aRule({ why: '' }));

    const { problems } = checkRules([
      { ...wrong, file: 'b.yaml' },
      { ...aPack(aRule({ id: 'badge.other', examples: [] })), file: 'a.yaml' },
    ]);

    assert.deepEqual(
      problems.map(({ file, problem }) => [file, problem]),
      [
        ['a.yaml', 'fewer than 3 different examples'],
        ['b.yaml', '`why` is empty'],
      ],
    );
  });

  it('lets long patterns stand on several lines', () => {
    const { rules, problems } = checkRules([aPack(aRule({ pattern: 'B\n  \\d{2}\n  \\d{2}\n' }))]);

    assert.deepEqual(problems, []);
    assert.equal(rules[0]?.pattern, 'B\\d{2}\\d{2}');
  });

  it('resolves anchors and merge keys', () => {
    const pack = aPack(aRule({ context: { effect: 'raises', before: 5, words: { en: ['door'] } } }));
    const text = `${pack.text.replace('context:', 'context: &doors')}${aPack(aRule({ id: 'badge.other', pattern: 'B[0-9]{4}' })).text}  context:\n    <<: *doors\n    effect: raises\n`;

    const { rules, problems } = checkRules([{ file: 'a.yaml', text }]);

    assert.deepEqual(problems, []);
    assert.deepEqual(rules[1]?.context?.words, { en: ['door'] });
  });
});
