// The way from a body to matches, top to bottom.

import type { Match } from '../message.ts';
import type { Rule } from '../rules/rule.ts';
import { createBodyReader } from './body-reader.ts';
import { compileRule } from './compile-rule.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { fold, withoutStress } from './fold.ts';
import { judgeAll } from './judge-all.ts';
import { chain, type Segment } from './offset-map.ts';
import { resolveOverlaps } from './overlap.ts';
import { createRuleChooser, SET_MEMORY_BYTES } from './rule-chooser.ts';
import { isTestValue } from './test-values.ts';

export interface Scanner {
  /** Matches in the order of the body, with offsets into it. Pure, and linear in the body. */
  scan(body: string): readonly Match[];
}

export interface ScannerOptions {
  /** What RE2 may take for the set of patterns; with too little the scanner runs them one by one. */
  readonly setMemoryBytes?: number;
  /** Values that manuals publish for trying things out are no findings. */
  readonly passTestValues?: boolean;
}

const NO_MATCHES: readonly Match[] = [];

/** @throws RedactorError `rules_invalid`, now or while scanning, for a rule with faults: check them first. */
export function createScanner(
  rules: readonly Rule[],
  { setMemoryBytes = SET_MEMORY_BYTES, passTestValues = false }: ScannerOptions = {},
): Scanner {
  const chooser = createRuleChooser(rules.map(compileRule), setMemoryBytes);
  const reader = createBodyReader();

  /** Folding costs time and needs a map, so text that is pure ASCII goes without. */
  const scanSegment = ({ text, map }: Segment): readonly Match[] => {
    const plain = withoutStress(text);
    const chosen = chooser.choose(plain.text, false);
    if (chosen !== undefined) return matchAll(chosen, { text: plain.text, map: chain(plain.map, map) });
    const folded = fold(text);
    const unstressed = withoutStress(folded.text);
    const chosenFolded = chooser.choose(unstressed.text, true) ?? [];
    const back = chain(unstressed.map, chain(folded.map, map));
    return matchAll(chosenFolded, { text: unstressed.text, map: back });
  };

  return {
    scan(body) {
      const [text, ...links] = reader.read(body).map(scanSegment);
      if (text === undefined) return NO_MATCHES;
      const all = links.length === 0 ? text : [...text, ...onlyInLinks(links.flat(), text)];
      return resolveOverlaps(passTestValues ? all.filter((match) => !isTestValue(match)) : all);
    },
  };
}

function matchAll(rules: readonly CompiledRule[], { text, map }: Segment): readonly Match[] {
  if (rules.length === 0) return NO_MATCHES;
  const matches: Match[] = [];
  for (const compiled of rules) {
    const { id, kind } = compiled.rule;
    for (const { candidate, verdict } of judgeAll(compiled, text)) {
      if (verdict.kind !== 'match') continue;
      const start = map.startOf(candidate.start);
      const end = map.endOf(candidate.end);
      matches.push({ ruleId: id, kind, confidence: verdict.confidence, start, end, value: verdict.value });
    }
  }
  return matches;
}

/** Most links repeat in their target what their text shows: that is one finding, not two. */
function onlyInLinks(links: readonly Match[], text: readonly Match[]): readonly Match[] {
  const shown = new Set(text.map(({ kind, value }) => `${kind} ${value}`));
  return links.filter(({ kind, value }) => !shown.has(`${kind} ${value}`));
}
