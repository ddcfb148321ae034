import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { rulesCommand } from '../../src/cli/rules.ts';
import { aPack, aRule } from '../rules/a-rule.ts';
import { memoryIo } from './memory-io.ts';

const directory = mkdtempSync(join(tmpdir(), 'rules-'));
after(() => rmSync(directory, { recursive: true }));

function rulesIn(name: string, ...rules: readonly Record<string, unknown>[]): string {
  const path = mkdtempSync(join(directory, `${name}-`));
  writeFileSync(join(path, 'badges.yaml'), aPack(...rules).text);
  return path;
}

describe('redactor rules check', () => {
  it('counts what is right', async () => {
    const io = memoryIo();

    assert.equal(await rulesCommand(['check', rulesIn('right', aRule())], io), 0);
    assert.equal(io.out(), '1 rules and 6 examples are right.\n');
  });

  it('finds the shipped rules right', async () => {
    const io = memoryIo();

    assert.equal(await rulesCommand(['check'], io), 0);
    assert.equal(io.err(), '');
  });

  it('names each problem with file, line and rule, and exits with 2', async () => {
    const io = memoryIo();
    const wrong = rulesIn(
      'wrong',
      aRule({ pattern: '(' }),
      aRule({ id: 'badge.other', validators: ['lune'] }),
    );

    assert.equal(await rulesCommand(['check', wrong], io), 2);
    assert.match(
      io.err(),
      /^badges\.yaml:5 badge\.number: RE2 cannot read .*\nbadges\.yaml:31 badge\.other: there is no validator `lune`.*\n$/,
    );
  });

  it('prints problems as JSON', async () => {
    const io = memoryIo();

    assert.equal(
      await rulesCommand(['check', '--json', '--rules', rulesIn('wrong', aRule({ why: '' }))], io),
      2,
    );
    const { rules, problems } = JSON.parse(io.out());
    assert.equal(rules, 0);
    assert.deepEqual(
      [problems[0].file, problems[0].line, problems[0].ruleId],
      ['badges.yaml', 3, 'badge.number'],
    );
  });
});

describe('redactor rules list', () => {
  it('prints one line for each rule', async () => {
    const io = memoryIo();

    assert.equal(await rulesCommand(['list', '--rules', rulesIn('list', aRule())], io), 0);
    assert.equal(io.out(), 'badge.number  likely    Badge\n');
  });

  it('prints JSON', async () => {
    const io = memoryIo('', { RULES_DIR: rulesIn('list', aRule()) });

    assert.equal(await rulesCommand(['list', '--json'], io), 0);
    assert.deepEqual(JSON.parse(io.out()), {
      rules: [
        { id: 'badge.number', kind: 'badge', confidence: 'likely', title: 'Badge', why: 'It opens doors.' },
      ],
    });
  });
});

describe('redactor rules test', () => {
  const rules = rulesIn(
    'test',
    aRule({
      keywords: ['B'],
      validators: ['groups:1', 'entropy:2'],
      context: { effect: 'required', before: 10, words: { en: ['door'] } },
      veto: { preceded_by: ['#'] },
      allow: { values: ['B0102'] },
      examples: ['door B1234', 'door B2345', 'door B3456'],
    }),
  );
  const TABLE: readonly (readonly [text: string, lines: readonly string[]])[] = [
    ['hello', ['No rule came close: no keyword and no pattern was found.']],
    ['a B here', ['badge.number: no match', '  yes  keyword "b"', '  no   pattern: nothing found']],
    [
      'AB1234',
      ['badge.number: no match  1-6 "B1234"', '  yes  keyword "b"', '  yes  pattern', '  no   boundary word'],
    ],
    [
      'B1111',
      [
        'badge.number: no match  0-5 "B1111"',
        '  yes  keyword "b"',
        '  yes  pattern',
        '  yes  boundary word',
        '  yes  validator groups:1',
        '  no   validator entropy:2',
      ],
    ],
    [
      '#B1234',
      [
        'badge.number: no match  1-6 "B1234"',
        '  yes  keyword "b"',
        '  yes  pattern',
        '  yes  boundary word',
        '  yes  validator groups:1',
        '  yes  validator entropy:2',
        '  no   veto: preceded by "#"',
      ],
    ],
    [
      '<b>B</b>1234',
      [
        'badge.number: no match  3-12 "B</b>1234"',
        '  yes  keyword "b"',
        '  yes  pattern',
        '  yes  boundary word',
        '  yes  validator groups:1',
        '  yes  validator entropy:2',
        '  yes  veto: none',
        '  no   context (required): no word found',
      ],
    ],
    [
      'door B1234',
      [
        'badge.number: match, likely  5-10 "B1234"',
        '  yes  keyword "b"',
        '  yes  pattern',
        '  yes  boundary word',
        '  yes  validator groups:1',
        '  yes  validator entropy:2',
        '  yes  veto: none',
        '  yes  context (required): a word found',
      ],
    ],
  ];
  for (const [text, lines] of TABLE) {
    it(`explains ${JSON.stringify(text)}`, async () => {
      const io = memoryIo();

      assert.equal(await rulesCommand(['test', text, '--rules', rules], io), 0);
      assert.deepEqual(io.out().trimEnd().split('\n'), lines);
    });
  }

  it('says that only the keyword is missing where the pattern matches', async () => {
    const keyed = rulesIn(
      'keyed',
      aRule({ keywords: ['door'], examples: ['door B1234', 'door B1 234', 'the door: B1234'] }),
    );
    const io = memoryIo();

    assert.equal(await rulesCommand(['test', 'gate B1234', '--rules', keyed], io), 0);
    assert.match(
      io.out(),
      /badge\.number: no match.*"B1234"\n {2}no {3}keyword: none of them stands in the text\n {2}yes {2}pattern\n/,
    );
  });

  it('reads standard input and prints JSON', async () => {
    const io = memoryIo('door B1234');

    assert.equal(await rulesCommand(['test', '-', '--json', '--rules', rules], io), 0);
    const [explained] = JSON.parse(io.out()).rules;
    assert.deepEqual(
      [explained.rule, explained.decision, explained.confidence, explained.start],
      ['badge.number', 'match', 'likely', 5],
    );
  });
});

describe('redactor rules', () => {
  it('explains itself with an example', async () => {
    const io = memoryIo();

    assert.equal(await rulesCommand(['--help'], io), 0);
    assert.match(io.out(), /Example:\n/);
  });

  it('refuses what it does not know with exit code 2', async () => {
    for (const args of [
      [],
      ['mend'],
      ['test'],
      ['test', 'a', 'b'],
      ['list', 'x'],
      ['check', 'a', 'b'],
      ['check', 'a', '--rules', 'b'],
      ['--colour'],
    ]) {
      const io = memoryIo();
      assert.equal(await rulesCommand(args, io), 2, args.join(' '));
      assert.match(io.err(), /npm run -s redactor -- rules check/);
    }
  });
});
