// The text of a rule pack → rules, each with the lines on which it stands, or what is wrong with them.

import { type Document, isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import type { RuleProblem } from './problem.ts';
import { Rule } from './rule.ts';

/** A file's name and what stands in it. */
export interface PackSource {
  readonly file: string;
  readonly text: string;
}

export interface PlacedRule {
  readonly rule: Rule;
  readonly file: string;
  /** The line of a field, or of what stands nearest around it. */
  lineOf(field: readonly PropertyKey[]): number;
}

export interface Pack {
  readonly rules: readonly PlacedRule[];
  readonly problems: readonly RuleProblem[];
}

export function readPack({ file, text }: PackSource): Pack {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const problems = faults.map((fault) =>
      yamlProblem(file, lines.linePos(fault.pos[0]).line, fault.message),
    );
    return { rules: [], problems };
  }
  const values = toValues(document);
  if (values instanceof Error) return { rules: [], problems: [yamlProblem(file, 1, values.message)] };
  if (!Array.isArray(values)) {
    const problem = 'a pack is a list of rules';
    return {
      rules: [],
      problems: [{ file, line: 1, ruleId: undefined, problem, remedy: 'begin each rule with `- id:`' }],
    };
  }
  const packs = values.map((value: unknown, index) => {
    const lineOf = (field: readonly PropertyKey[]): number =>
      lineIn(document.contents, [index, ...field], lines);
    return readRule(file, value, lineOf);
  });
  return { rules: packs.flatMap((pack) => pack.rules), problems: packs.flatMap((pack) => pack.problems) };
}

/** Resolves anchors too, which may go wrong by itself. */
function toValues(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    return error instanceof Error ? error : new Error('its anchors cannot be resolved');
  }
}

function yamlProblem(file: string, line: number, message: string): RuleProblem {
  const said = (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
  const remedy = 'look at indentation, quotes and anchors on this line and the one before';
  return { file, line, ruleId: undefined, problem: `this is not YAML: ${said}`, remedy };
}

function readRule(file: string, value: unknown, lineOf: PlacedRule['lineOf']): Pack {
  const parsed = Rule.safeParse(value);
  if (parsed.success) return { rules: [{ rule: parsed.data, file, lineOf }], problems: [] };
  const ruleId = isRecord(value) && typeof value.id === 'string' ? value.id : undefined;
  const problems = parsed.error.issues.map((issue) => ({
    file,
    line: lineOf(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path),
    ruleId,
    ...explain(issue),
  }));
  return { rules: [], problems };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
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

function explain(issue: z.core.$ZodIssue): Pick<RuleProblem, 'problem' | 'remedy'> {
  const field = issue.path.length > 0 ? `\`${issue.path.join('.')}\`` : 'a rule';
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `\`${key}\``).join(', ');
    return { problem: `${field} has no field ${keys}`, remedy: 'see the table of fields in rules/README.md' };
  }
  const said = issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  return { problem: `${field}: ${said}`, remedy: `give ${field} as rules/README.md says` };
}
