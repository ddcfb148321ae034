// The text of a rule pack → rules, each with the lines on which it stands, and what is wrong with their form.

import { formFaults, RULE_WORDS } from './form-fault.ts';
import type { RuleProblem } from './problem.ts';
import { Rule } from './rule.ts';
import { type FileText, onePerLine, readYaml } from './yaml-file.ts';

export interface PlacedRule {
  /** Where a field is faulty, something harmless stands instead. */
  readonly rule: Rule;
  readonly ruleId: string | undefined;
  readonly file: string;
  /** Fields whose form is wrong, and fields that no rule has. Empty when the rule may be used. */
  readonly faulty: ReadonlySet<string>;
  /** The line of a field, or of what stands nearest around it. */
  lineOf(field: readonly PropertyKey[]): number;
}

export interface Pack {
  readonly rules: readonly PlacedRule[];
  readonly problems: readonly RuleProblem[];
}

export function readPack(source: FileText): Pack {
  const { file } = source;
  const yaml = readYaml(source);
  if (yaml.kind === 'unreadable') return { rules: [], problems: yaml.problems };
  const { value: values, problems: faults } = yaml;
  if (!Array.isArray(values)) {
    const fault = problemOf(file, 1, 'a pack is a list of rules', 'begin each rule with `- id:`');
    return { rules: [], problems: faults.length > 0 ? onePerLine(faults) : [fault] };
  }
  const packs = values.map((value: unknown, index) =>
    readRule(file, value, (field) => yaml.lineOf([index, ...field])),
  );
  return {
    rules: packs.flatMap((pack) => pack.rules),
    problems: [...faults, ...packs.flatMap((pack) => pack.problems)],
  };
}

function problemOf(file: string, line: number, problem: string, remedy: string): RuleProblem {
  return { file, line, ruleId: undefined, problem, remedy };
}

const STAND_IN = {
  id: 'stand_in.rule',
  title: '-',
  why: '-',
  kind: 'stand_in',
  pattern: '-',
  boundary: 'none',
  confidence: 'possible',
  examples: [],
  counter_examples: [],
};

function readRule(file: string, value: unknown, lineOf: PlacedRule['lineOf']): Pack {
  const parsed = Rule.safeParse(value);
  const ruleId = isRecord(value) && typeof value.id === 'string' ? value.id : undefined;
  const placed = { ruleId, file, lineOf };
  if (parsed.success) return { rules: [{ ...placed, rule: parsed.data, faulty: new Set() }], problems: [] };
  const faults = formFaults(RULE_WORDS, value, parsed.error.issues);
  const problems = faults.map(({ field, problem, remedy }) => ({
    ...problemOf(file, lineOf(field), problem, remedy),
    ruleId,
  }));
  const faulty = new Set(faults.map(({ field: [first] }) => String(first)));
  const sound = isRecord(value) ? Object.entries(value).filter(([field]) => !faulty.has(field)) : [];
  const rest = Rule.safeParse({ ...STAND_IN, ...Object.fromEntries(sound) });
  return { rules: isRecord(value) && rest.success ? [{ ...placed, rule: rest.data, faulty }] : [], problems };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
