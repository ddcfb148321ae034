// Chooses the rules that a text could concern, so that most rules never run on most texts. It may choose too many,
// never too few: a rule's keyword or enough digits are necessary, and its pattern's match in the set is.

import type { CompiledRule } from './compiled-rule.ts';
import { finds } from './judge.ts';
import { compileSet, type PatternSet } from './pattern.ts';
import { createSurveyor } from './survey.ts';

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
  return {
    choose(text, isFolded) {
      const survey = surveyor.survey(text, isFolded);
      if (survey === undefined) return undefined;
      const searched =
        unkeyed.length > 0 && survey.digits >= fewestDigits ? searchAll(unkeyed, set, text) : NONE;
      if (searched.length === 0 && survey.owners.length === 0) return NONE;
      const named = survey.owners.flatMap((owner) => keyed[owner] ?? []);
      return [...searched, ...named].filter(
        ({ minDigits, span }) => minDigits <= (span === 'digits' ? survey.digitsTogether : survey.digits),
      );
    },
  };
}

/** Which patterns match at all: by the set, or one by one where there is none or it gave up. */
function searchAll(
  rules: readonly CompiledRule[],
  set: PatternSet | undefined,
  text: string,
): readonly CompiledRule[] {
  const numbers = set?.match(text);
  if (numbers === undefined) return rules.filter((compiled) => finds(compiled.pattern, text));
  return numbers.flatMap((number) => rules[number] ?? []);
}
