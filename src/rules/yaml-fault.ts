// What makes a text no YAML, or YAML that refers to nothing, in the words of someone who writes rules.

import { type Document, type ErrorCode, isAlias, isMap, isScalar, isSeq, type Pair, visit } from 'yaml';

export interface YamlFault {
  /** Where in the text, in UTF-16 units. */
  readonly offset: number;
  readonly problem: string;
  readonly remedy: string;
}

/** What the parser refuses. The rest can be read although a field stands twice. */
export function yamlFaults(document: Document, text: string): readonly YamlFault[] {
  return [...document.errors, ...document.warnings].map(({ code, pos: [offset] }) => {
    if (code === 'DUPLICATE_KEY') return { offset, ...twice(text.slice(offset)) };
    return { offset, ...(isIndentedByTab(text, offset) ? INDENTED : (FAULTS[code] ?? ANY)) };
  });
}

function isIndentedByTab(text: string, offset: number): boolean {
  return /^ *\t/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1));
}

type Said = Pick<YamlFault, 'problem' | 'remedy'>;

const ANY: Said = {
  problem: 'this is not YAML',
  remedy: 'look at indentation and quotes on this line and the one before',
};
const INDENTED: Said = {
  problem: 'this is not YAML: the line is indented wrongly, or a bracket before it is not closed',
  remedy: 'begin each field of a rule in the same column, with spaces, and close brackets',
};
const QUOTED: Said = {
  problem: 'this is not YAML: a value that begins or goes on like this needs quotes',
  remedy: "put the value in single quotes, or after `|-` on a line of its own; '' stands for a quote",
};
const OPEN: Said = {
  problem: 'this is not YAML: something is missing here, such as a closing quote, `- ` or `:`',
  remedy: 'look at quotes and indentation on this line and those before',
};
const ANCHOR: Said = {
  problem: 'this is not YAML: an anchor or tag stands where it cannot',
  remedy: 'write `&name` once, directly before what it names, and no `!tag`',
};

const FAULTS: Readonly<Partial<Record<ErrorCode, Said>>> = {
  ALIAS_PROPS: ANCHOR,
  BAD_ALIAS: ANCHOR,
  BAD_COLLECTION_TYPE: ANCHOR,
  BAD_DQ_ESCAPE: {
    problem: 'this is not YAML: double quotes know no such escape',
    remedy: 'put the value in single quotes, where `\\` stands for itself',
  },
  BAD_INDENT: INDENTED,
  BAD_PROP_ORDER: ANCHOR,
  BAD_SCALAR_START: QUOTED,
  BLOCK_AS_IMPLICIT_KEY: QUOTED,
  BLOCK_IN_FLOW: INDENTED,
  MISSING_CHAR: OPEN,
  MULTILINE_IMPLICIT_KEY: OPEN,
  MULTIPLE_ANCHORS: ANCHOR,
  MULTIPLE_DOCS: {
    problem: 'a second document begins here',
    remedy: 'take `---` out, or put these rules into a file of their own',
  },
  MULTIPLE_TAGS: ANCHOR,
  TAB_AS_INDENT: INDENTED,
  TAG_RESOLVE_FAILED: ANCHOR,
  UNEXPECTED_TOKEN: QUOTED,
};

function twice(from: string): Said {
  const name = /^[\w-]+/.exec(from)?.[0];
  const field = name === undefined ? 'this field' : `\`${name}\``;
  return { problem: `${field} stands twice in the same place`, remedy: 'keep one of them' };
}

/** Anchors that lead nowhere. Slow, so asked for only where they cannot be resolved. */
export function anchorFaults(document: Document): readonly YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      const problem = `no anchor \`&${alias.source}\` stands before this`;
      faults.push({
        offset: alias.range?.[0] ?? 0,
        problem,
        remedy: `write \`&${alias.source}\` where it is first used`,
      });
    },
    Pair(_key, pair) {
      if (!isScalar(pair.key) || pair.key.source !== '<<' || mergesFields(pair, document)) return;
      const remedy = 'name an anchor that has fields: `<<: *name`';
      faults.push({ offset: pair.key.range?.[0] ?? 0, problem: '`<<` takes in what has no fields', remedy });
    },
  });
  return faults;
}

function mergesFields({ value }: Pair, document: Document): boolean {
  const sources = isSeq(value) ? value.items : [value];
  return sources.every((source) => {
    if (!isAlias(source)) return isMap(source);
    const named = source.resolve(document);
    // An anchor that is not there is told by itself.
    return named === undefined || isMap(named);
  });
}
