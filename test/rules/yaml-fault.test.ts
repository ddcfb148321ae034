import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPack } from '../../src/rules/pack.ts';
import { describeProblem } from '../../src/rules/problem.ts';
import { aPack, aRule } from './a-rule.ts';

const TABLE: readonly [text: string, says: RegExp][] = [
  [
    '- id: a.b\n  title: "x\n',
    /^a\.yaml:3: this is not YAML: something is missing here, such as a closing quote/,
  ],
  ['- id: a.b\n title: x\n', /^a\.yaml:2: this is not YAML: something is missing/],
  ['- id: a.b\n\ttitle: x\n', /^a\.yaml:2: this is not YAML: the line is indented wrongly.* with spaces/],
  ['- examples: [a, b\n', /^a\.yaml:2: .*a bracket before it is not closed/],
  ['- title: a: b\n', /^a\.yaml:1: .*needs quotes.*single quotes/],
  ['- title: @x\n', /^a\.yaml:1: .*needs quotes/],
  ['- pattern: [a-z]+\n', /^a\.yaml:1: .*needs quotes/],
  ['- pattern: "\\d"\n', /^a\.yaml:1: .*double quotes know no such escape.*single quotes/],
  ['- id: a.b\n---\n- id: a.c\n', /^a\.yaml:2: a second document begins here.*`---`/],
  ['- words: *doors\n', /^a\.yaml:1: no anchor `&doors` stands before this.*`&doors`/],
  ['- <<: 3\n', /^a\.yaml:1: `<<` takes in what has no fields/],
  ['- &a [x]\n- <<: *a\n', /^a\.yaml:2: `<<` takes in what has no fields/],
  ['- &a &b x\n', /^a\.yaml:1: this is not YAML: an anchor or tag stands where it cannot/],
  ['', /^a\.yaml:1: a pack is a list of rules/],
];

describe('a fault in YAML', () => {
  for (const [text, says] of TABLE) {
    it(`is told in our words, once, with its line: ${JSON.stringify(text)}`, () => {
      const told = readPack({ file: 'a.yaml', text }).problems.map(describeProblem);

      assert.equal(told.length, 1, told.join('\n'));
      assert.match(told[0] ?? '', says);
    });
  }

  it('is a field that stands twice, which hides no other fault', () => {
    const { file, text } = aPack(aRule({ boundary: 'line' }));

    const { problems } = readPack({ file, text: `${text}  why: Again.\n` });

    assert.deepEqual(
      problems.map(({ line, problem }) => [line, problem]),
      [
        [16, '`why` stands twice in the same place'],
        [6, '`boundary` is none of digit, word, token, none'],
      ],
    );
  });

  it('is a pile of anchors that would never end', () => {
    const rows = ['a', 'b', 'c', 'd'].map(
      (name, index, all) =>
        `- &${name} [${Array(10)
          .fill(index === 0 ? 'x' : `*${all[index - 1]}`)
          .join(', ')}]`,
    );

    const [problem] = readPack({ file: 'a.yaml', text: rows.join('\n') }).problems;

    assert.equal(problem?.problem, 'its anchors are too many to resolve');
  });
});
