// The text of a rule pack → rules, each with the lines on which it stands, and what is wrong with their form.

import { type Document, isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import { formFaults } from './form-fault.ts';
import type { RuleProblem } from './problem.ts';
import { Rule } from './rule.ts';
import { anchorFaults, yamlFaults } from './yaml-fault.ts';

/** A file's name and what stands in it. */
export interface PackSource {
  readonly file: string;
  readonly text: string;
}

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

export function readPack({ file, text }: PackSource): Pack {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, logLevel: 'error' });
  const values = toValues(document);
  const refused = yamlFaults(document, text);
  const faults = (refused.length === 0 && values === undefined ? anchorFaults(document) : refused).map(
    ({ offset, problem, remedy }) => problemOf(file, lines.linePos(offset).line, problem, remedy),
  );
  if (!Array.isArray(values)) {
    const fault =
      values === undefined
        ? problemOf(file, 1, 'its anchors are too many to resolve', 'write out what they name')
        : problemOf(file, 1, 'a pack is a list of rules', 'begin each rule with `- id:`');
    return { rules: [], problems: faults.length > 0 ? onePerLine(faults) : [fault] };
  }
  if (!canBeRead(document)) return { rules: [], problems: onePerLine(faults) };
  const packs = values.map((value: unknown, index) => {
    const lineOf = (field: readonly PropertyKey[]): number =>
      lineIn(document.contents, [index, ...field], lines);
    return readRule(file, value, lineOf);
  });
  return {
    rules: packs.flatMap((pack) => pack.rules),
    problems: [...faults, ...packs.flatMap((pack) => pack.problems)],
  };
}

/** A field that stands twice is a fault, but hides no other. */
function canBeRead({ errors }: Document): boolean {
  return errors.every(({ code }) => code === 'DUPLICATE_KEY');
}

/** Resolves anchors too, which may go wrong by itself: then undefined. */
function toValues(document: Document): unknown {
  try {
    return document.toJS() ?? null;
  } catch {
    return undefined;
  }
}

/** One slip may make a parser stumble thrice. */
function onePerLine(problems: readonly RuleProblem[]): readonly RuleProblem[] {
  return problems.filter(({ line }, index) => problems.findIndex((one) => one.line === line) === index);
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
  const faults = formFaults(value, parsed.error.issues);
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

/** The line of the deepest node on a path, counting a field from its name. */
function lineIn(contents: unknown, path: readonly PropertyKey[], lines: LineCounter): number {
  let offset = 0;
  let node = contents;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => String(key) === String(step)) : undefined;
    const item = isSeq(node) ? node.items[Number(step)] : undefined;
    const place = pair?.key ?? item;
    if (isNode(place) && place.range) offset = place.range[0];
    node = pair?.value ?? item;
  }
  return lines.linePos(offset).line;
}
