// Rule → what the scanner needs of it, or everything that is wrong with it.

import type { Rule } from '../rules/rule.ts';
import type { CompiledRule, CompileResult, Fault, NamedValidator } from './compiled-rule.ts';
import { foldWord } from './fold.ts';
import { bounded, boundedDigits, compilePattern, INSIDE, type Pattern } from './pattern.ts';
import { findValidator, VALIDATOR_NAMES } from './validators/registry.ts';
import { compileWords, wordKeywords } from './words.ts';

export function compileRule(rule: Rule): CompileResult {
  const faults = [...patternFaults(rule), ...rule.validators.flatMap(validatorFaults)];
  // RE2 finds groups many times slower than a whole match.
  const span = rule.boundary === 'digit' && !/\(\?P?<value>/.test(rule.pattern) ? 'digits' : 'groups';
  const source = span === 'digits' ? boundedDigits(rule.pattern) : bounded(rule.pattern, rule.boundary);
  const pattern = faults.length === 0 ? toPattern(source, span === 'groups') : undefined;
  if (pattern === undefined) return { kind: 'faulty', faults: faults.length > 0 ? faults : [tooLarge] };
  const validators = rule.validators.flatMap(toValidator);
  const { veto, context, allow } = rule;
  const compiled: CompiledRule = {
    rule,
    source,
    pattern,
    span,
    inside: INSIDE[rule.boundary],
    keywords: keywordsOf(rule),
    minDigits: Math.max(0, ...validators.map(({ validator }) => validator.minDigits)),
    validators,
    context: compileWords(context?.words ?? {}),
    veto: {
      words: compileWords(veto?.words ?? {}),
      precededBy: anyOf(veto?.preceded_by ?? [], (any) => `${any}$`),
      followedBy: anyOf(veto?.followed_by ?? [], (any) => `^${any}`),
      patterns: anyOf(veto?.patterns ?? [], (any) => any),
    },
    allowed: anyOf(allow?.patterns ?? [], (any) => any),
  };
  return { kind: 'compiled', compiled };
}

/** Its own keywords, or the words that it requires around a match: without one of them there is none. */
function keywordsOf(rule: Rule): readonly string[] {
  if (rule.keywords.length > 0) return rule.keywords.map(foldWord);
  return rule.context?.effect === 'required' ? wordKeywords(rule.context.words) : [];
}

/** One pattern for several, so that each text is read once. */
function anyOf(sources: readonly string[], anchor: (any: string) => string): Pattern | undefined {
  if (sources.length === 0) return undefined;
  return toPattern(anchor(`(?:${sources.map((source) => `(?:${source})`).join('|')})`));
}

function toPattern(source: string, withOffsets = false): Pattern | undefined {
  const result = compilePattern(source, withOffsets);
  return result.kind === 'pattern' ? result.pattern : undefined;
}

function toValidator(name: string): readonly NamedValidator[] {
  const validator = findValidator(name);
  return validator === undefined ? [] : [{ name, validator }];
}

const tooLarge: Fault = {
  field: ['pattern'],
  problem: 'RE2 cannot read the pattern together with its boundary',
  remedy: 'make its repetitions smaller',
};

/** Each pattern is tried by itself, so that none can close a group of another. */
function patternFaults({ pattern, veto, allow }: Rule): readonly Fault[] {
  const sources: readonly (readonly [field: readonly string[], sources: readonly string[]])[] = [
    [['pattern'], [pattern]],
    [['veto', 'preceded_by'], veto?.preceded_by ?? []],
    [['veto', 'followed_by'], veto?.followed_by ?? []],
    [['veto', 'patterns'], veto?.patterns ?? []],
    [['allow', 'patterns'], allow?.patterns ?? []],
  ];
  return sources.flatMap(([field, all]) => all.flatMap((source) => sourceFaults(field, source)));
}

const RE2_REMEDY =
  'use RE2 syntax (https://github.com/google/re2/wiki/Syntax): no look-around, no back-reference; boundary, veto and validators do their work';

function sourceFaults(field: readonly string[], source: string): readonly Fault[] {
  const result = compilePattern(source);
  if (result.kind === 'faulty') {
    return [{ field, problem: `RE2 cannot read \`${source}\`: ${result.reason}`, remedy: RE2_REMEDY }];
  }
  if (!matchesNothing(result.pattern)) return [];
  return [
    { field, problem: 'the pattern matches the empty string', remedy: 'ask for at least one character' },
  ];
}

function matchesNothing(pattern: Pattern): boolean {
  return ['', 'a', ' ', '0', 'a 0\n'].some((text) => {
    pattern.lastIndex = 0;
    return pattern.exec(text)?.[0] === '';
  });
}

function validatorFaults(name: string): readonly Fault[] {
  if (findValidator(name) !== undefined) return [];
  const remedy = `use one of ${VALIDATOR_NAMES.join(', ')}, with an argument after a colon where it takes one`;
  return [{ field: ['validators'], problem: `there is no validator \`${name}\``, remedy }];
}
