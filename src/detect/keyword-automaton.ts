// An Aho–Corasick automaton: finds every one of many words in one pass over a text, whatever their number.
// Characters share 64 classes, so that its table stays small; a class may stand for several characters beyond ASCII,
// so a hit means "perhaps", and its lack "surely not".

import { caselessTable } from './letter-case.ts';

const CLASS_BITS = 6;
const CLASSES = 1 << CLASS_BITS;

export interface KeywordAutomaton {
  /** The class of each UTF-16 unit, upper and lower case alike; 0 for what no keyword holds. */
  readonly classOf: Uint8Array;
  /** The state after `state` on a class: `next[(state << 6) | class]`. It starts at 0. */
  readonly next: Uint32Array;
  /** States from here on end at least one keyword. */
  readonly firstEnd: number;
  /** For each of those states, counted from `firstEnd`: the numbers of the keywords that end there. */
  readonly ends: readonly (readonly number[])[];
}

interface Node {
  readonly children: Map<number, Node>;
  ends: readonly number[];
  fallback: Node | undefined;
  state: number;
}

/** Keywords come folded and caseless. */
export function buildAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const classOf = classify(keywords);
  const root = newNode();
  keywords.forEach((keyword, number) => {
    let node = root;
    for (let at = 0; at < keyword.length; at += 1) {
      const unit = classOf[keyword.charCodeAt(at)] ?? 0;
      const child = node.children.get(unit) ?? newNode();
      node.children.set(unit, child);
      node = child;
    }
    node.ends = [...node.ends, number];
  });
  const nodes = link(root);
  const firstEnd = nodes.findIndex((node) => node.ends.length > 0);
  return {
    classOf,
    next: table(nodes, root),
    firstEnd: firstEnd === -1 ? nodes.length : firstEnd,
    ends: firstEnd === -1 ? [] : nodes.slice(firstEnd).map((node) => node.ends),
  };
}

function newNode(): Node {
  return { children: new Map(), ends: [], fallback: undefined, state: 0 };
}

/** Gives each ASCII character that a keyword holds its own class, and spreads the others over the rest. */
function classify(keywords: readonly string[]): Uint8Array {
  const classOf = new Uint8Array(0x10000);
  const units = [...new Set(keywords.flatMap((keyword) => keyword.split('')))];
  const ascii = units.filter((unit) => unit < '\x80');
  const others = units.filter((unit) => unit >= '\x80');
  const firstShared = Math.min(1 + ascii.length, CLASSES - 1);
  ascii.forEach((unit, index) => {
    classOf[unit.charCodeAt(0)] = Math.min(1 + index, CLASSES - 1);
  });
  others.forEach((unit, index) => {
    classOf[unit.charCodeAt(0)] = firstShared + (index % (CLASSES - firstShared));
  });
  const forms = caselessTable();
  return classOf.map((_, unit) => classOf[forms[unit] ?? 0] ?? 0);
}

/** Gives every node its fallback, in breadth first order, and returns all: those that end no keyword first. */
function link(root: Node): readonly Node[] {
  const order: Node[] = [root];
  for (const node of order) {
    for (const [unit, child] of node.children) {
      let fallback = node.fallback;
      while (fallback !== undefined && !fallback.children.has(unit)) fallback = fallback.fallback;
      child.fallback = fallback?.children.get(unit) ?? root;
      child.ends = [...child.ends, ...child.fallback.ends];
      order.push(child);
    }
  }
  const inside = order.filter((node) => node.ends.length === 0);
  const nodes = [...inside, ...order.filter((node) => node.ends.length > 0)];
  nodes.forEach((node, state) => {
    node.state = state;
  });
  return nodes;
}

function table(nodes: readonly Node[], root: Node): Uint32Array {
  const next = new Uint32Array(nodes.length << CLASS_BITS);
  const byDepth: Node[] = [root];
  for (const node of byDepth) {
    const row = node.state << CLASS_BITS;
    const fallbackRow = (node.fallback?.state ?? 0) << CLASS_BITS;
    // A fallback is less deep, so its row is complete.
    if (node !== root) next.copyWithin(row, fallbackRow, fallbackRow + CLASSES);
    for (const [unit, child] of node.children) {
      next[row | unit] = child.state;
      byDepth.push(child);
    }
  }
  return next;
}
