// Proves rules: what one alone must be, and what no two may share. The same checks serve authors, users and tests.

import { ruleFaults } from '../detect/compile-rule.ts';
import { createScanner } from '../detect/scanner.ts';
import { type PlacedRule, readPack } from './pack.ts';
import { inOrder, type RuleProblem } from './problem.ts';
import type { Rule } from './rule.ts';
import type { FileText } from './yaml-file.ts';

export interface CheckedRules {
  readonly rules: readonly Rule[];
  /** Empty when the rules may be used. */
  readonly problems: readonly RuleProblem[];
}

const MIN_EXAMPLES = 3;

/** Fields that do not change what a rule matches. While any other is faulty, examples prove nothing. */
const BESIDE_MATCHING: ReadonlySet<string> = new Set([
  'id',
  'title',
  'why',
  'kind',
  'confidence',
  'examples',
  'counter_examples',
  'references',
]);

/**
 * How much is proven. `form`: fields, ids and names, for packs that are known to be right. `patterns`: also that each
 * pattern and validator can be used. `examples`: also that each example is found and no counter-example is.
 */
export type Proof = 'form' | 'patterns' | 'examples';

/** Reads and proves packs. A rule that is faulty in one field is proven in the others. */
export function checkRules(sources: readonly FileText[], proof: Proof = 'examples'): CheckedRules {
  const packs = sources.map(readPack);
  const placed = packs.flatMap((pack) => pack.rules);
  const problems = [
    ...packs.flatMap((pack) => pack.problems),
    ...repeatedIds(placed.filter(({ faulty }) => !faulty.has('id'))),
    ...repeatedRules(placed.filter(({ faulty }) => faulty.size === 0)),
    ...placed.flatMap((one) => [...kindProblems(one), ...compileProblems(one, proof), ...exampleCounts(one)]),
  ];
  const sound = placed.filter(({ faulty }) => faulty.size === 0);
  return { rules: sound.map(({ rule }) => rule), problems: inOrder(problems) };
}

function repeatedIds(placed: readonly PlacedRule[]): readonly RuleProblem[] {
  const first = new Map<string, PlacedRule>();
  return placed.flatMap((one) => {
    const earlier = first.get(one.rule.id);
    if (earlier === undefined) {
      first.set(one.rule.id, one);
      return [];
    }
    const problem = `the id stands already in ${earlier.file}:${earlier.lineOf(['id'])}`;
    return [problemAt(one, ['id'], problem, 'give each rule an id of its own, never used before')];
  });
}

/** Two rules that find the same would count, tell and be mended twice. */
function repeatedRules(placed: readonly PlacedRule[]): readonly RuleProblem[] {
  const first = new Map<string, PlacedRule>();
  return placed.flatMap((one) => {
    const { pattern, boundary, validators, context, veto } = one.rule;
    const finds = JSON.stringify([pattern, boundary, validators, context, veto]);
    const earlier = first.get(finds);
    if (earlier === undefined || earlier.rule.id === one.rule.id) {
      first.set(finds, earlier ?? one);
      return [];
    }
    const problem = `it finds just what \`${earlier.rule.id}\` finds (${earlier.file}:${earlier.lineOf(['id'])})`;
    return [problemAt(one, ['pattern'], problem, 'keep one of the two, or say what parts them')];
  });
}

function kindProblems(placed: PlacedRule): readonly RuleProblem[] {
  const { rule, faulty } = placed;
  if (faulty.has('id') || faulty.has('kind') || rule.id.startsWith(`${rule.kind}.`)) return [];
  return [
    problemAt(
      placed,
      ['kind'],
      `the id does not begin with the kind \`${rule.kind}\``,
      `write \`id: ${rule.kind}.<name>\``,
    ),
  ];
}

function compileProblems(placed: PlacedRule, proof: Proof): readonly RuleProblem[] {
  if (proof === 'form') return [];
  const faults = ruleFaults(placed.rule);
  if (faults.length > 0) {
    return faults.map(({ field, problem, remedy }) => problemAt(placed, field, problem, remedy));
  }
  const isProvable = [...placed.faulty].every((field) => BESIDE_MATCHING.has(field));
  return proof === 'examples' && isProvable ? exampleProblems(placed) : [];
}

function exampleCounts(placed: PlacedRule): readonly RuleProblem[] {
  return (['examples', 'counter_examples'] as const)
    .filter((field) => !placed.faulty.has(field) && new Set(placed.rule[field]).size < MIN_EXAMPLES)
    .map((field) =>
      problemAt(
        placed,
        [field],
        `fewer than ${MIN_EXAMPLES} different ${field}`,
        'add invented ones, a near miss among them',
      ),
    );
}

function exampleProblems(placed: PlacedRule): readonly RuleProblem[] {
  const { rule } = placed;
  const scanner = createScanner([rule]);
  const missed = rule.examples.flatMap((example, index) =>
    scanner.scan(example).length > 0
      ? []
      : [
          problemAt(
            placed,
            ['examples', index],
            'this example is not found',
            'see why with `npm run -s redactor -- rules test`',
          ),
        ],
  );
  const found = rule.counter_examples.flatMap((example, index) =>
    scanner.scan(example).length === 0
      ? []
      : [
          problemAt(
            placed,
            ['counter_examples', index],
            'this counter-example is found',
            'narrow the pattern, or add a validator, a veto or a required context',
          ),
        ],
  );
  return [...missed, ...found];
}

function problemAt(
  { ruleId, file, lineOf }: PlacedRule,
  field: readonly PropertyKey[],
  problem: string,
  remedy: string,
): RuleProblem {
  return { file, line: lineOf(field), ruleId, problem, remedy };
}
