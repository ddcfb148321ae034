// The text of a YAML file → its value, the lines on which its fields stand, and what keeps it from being read.

import { type Document, isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import type { RuleProblem } from './problem.ts';
import { anchorFaults, yamlFaults } from './yaml-fault.ts';

/** A file's name and what stands in it. */
export interface FileText {
  readonly file: string;
  readonly text: string;
}

export type YamlFile =
  | { readonly kind: 'unreadable'; readonly problems: readonly RuleProblem[] }
  | {
      readonly kind: 'value';
      readonly value: unknown;
      /** What is wrong although it can be read: a field that stands twice. */
      readonly problems: readonly RuleProblem[];
      /** The line of a field, or of what stands nearest around it. */
      lineOf(field: readonly PropertyKey[]): number;
    };

export function readYaml({ file, text }: FileText): YamlFile {
  const lines = new LineCounter();
  // Read as UTF-8, what is none leaves this sign, and a tag with it would never match.
  const strange = text.indexOf('\uFFFD');
  if (strange >= 0) {
    const line = text.slice(0, strange).split('\n').length;
    return {
      kind: 'unreadable',
      problems: [problemAt(file, line, 'this is not UTF-8', 'save the file as UTF-8')],
    };
  }
  const document = parseDocument(text, { lineCounter: lines, merge: true, logLevel: 'error' });
  const value = toValue(document);
  const refused = yamlFaults(document, text);
  const faults = refused.length === 0 && value === undefined ? anchorFaults(document) : refused;
  const problems = faults.map(({ offset, problem, remedy }) =>
    problemAt(file, lines.linePos(offset).line, problem, remedy),
  );
  if (value === undefined || !canBeRead(document)) {
    const tooMany = problemAt(file, 1, 'its anchors are too many to resolve', 'write out what they name');
    return { kind: 'unreadable', problems: problems.length > 0 ? onePerLine(problems) : [tooMany] };
  }
  return { kind: 'value', value, problems, lineOf: (field) => lineIn(document.contents, field, lines) };
}

/** A field that stands twice is a fault, but hides no other. */
function canBeRead({ errors }: Document): boolean {
  return errors.every(({ code }) => code === 'DUPLICATE_KEY');
}

/** Resolves anchors too, which may go wrong by itself: then undefined. */
function toValue(document: Document): unknown {
  try {
    return document.toJS() ?? null;
  } catch {
    return undefined;
  }
}

/** One slip may make a parser stumble thrice. */
export function onePerLine(problems: readonly RuleProblem[]): readonly RuleProblem[] {
  return problems.filter(({ line }, index) => problems.findIndex((one) => one.line === line) === index);
}

function problemAt(file: string, line: number, problem: string, remedy: string): RuleProblem {
  return { file, line, ruleId: undefined, problem, remedy };
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
