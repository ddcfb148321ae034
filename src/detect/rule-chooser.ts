// Chooses the rules whose pattern matches a text at all, so that most rules never run on most texts. A rule's keyword
// and enough digits are necessary for that, and are looked for first.

import type { CompiledRule } from './compiled-rule.ts';
import { compileSet, finds, type PatternSet } from './pattern.ts';
import { createSurveyor } from './survey.ts';
import { createUtf8 } from './utf8.ts';

export interface RuleChooser {
  /** Undefined when the text must be folded first. */
  choose(text: string, isFolded: boolean): readonly CompiledRule[] | undefined;
}

const NONE: readonly CompiledRule[] = [];

/** RE2 takes memory as it needs it; what a set needs depends on its patterns and on the texts. */
export const SET_MEMORY_BYTES = 32 * 1024 * 1024;

export function createRuleChooser(
  rules: readonly CompiledRule[],
  setMemoryBytes = SET_MEMORY_BYTES,
): RuleChooser {
  const keyed = rules.filter((compiled) => compiled.keywords.length > 0);
  const unkeyed = rules.filter((compiled) => compiled.keywords.length === 0);
  const fewestDigits = Math.min(...unkeyed.map((compiled) => compiled.minDigits));
  const surveyor = createSurveyor(keyed.map((compiled) => compiled.keywords));
  const set = compileSet(
    unkeyed.map((compiled) => compiled.source),
    setMemoryBytes,
  );
  const utf8 = createUtf8();
  return {
    choose(text, isFolded) {
      const survey = surveyor.survey(text, isFolded);
      if (survey === undefined) return undefined;
      const { digits, digitsTogether, owners } = survey;
      const isSearched = unkeyed.length > 0 && digits >= fewestDigits;
      const named: CompiledRule[] = [];
      for (const owner of owners) {
        const compiled = keyed[owner];
        if (compiled === undefined) continue;
        if (compiled.minDigits <= (compiled.span === 'digits' ? digitsTogether : digits))
          named.push(compiled);
      }
      if (named.length === 0 && !isSearched) return NONE;
      const bytes = utf8(text);
      const searched = isSearched ? searchAll(unkeyed, set, bytes) : NONE;
      return [...searched, ...named.filter((compiled) => finds(compiled.pattern, bytes))];
    },
  };
}

/** Which patterns match at all: by the set, or one by one where there is none or it gave up. */
function searchAll(
  rules: readonly CompiledRule[],
  set: PatternSet | undefined,
  bytes: Uint8Array,
): readonly CompiledRule[] {
  const numbers = set?.match(bytes);
  if (numbers === undefined) return rules.filter((compiled) => finds(compiled.pattern, bytes));
  return numbers.flatMap((number) => rules[number] ?? []);
}
