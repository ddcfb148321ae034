// Rule → what the scanner needs of it, or everything that is wrong with it.

import { RedactorError } from '../errors.ts';
import type { Rule } from '../rules/rule.ts';
import type { CompiledRule, Fault } from './compiled-rule.ts';
import { bounded, boundedDigits, compilePattern, INSIDE, type Pattern } from './pattern.ts';
import { findValidator, VALIDATOR_NAMES } from './validators/registry.ts';
import { compileWords, type Keyword, wordKeywords, writtenKeyword } from './words.ts';

/** Everything that is wrong with it; empty when it may be compiled. Builds every pattern, which takes its time. */
export function ruleFaults(rule: Rule): readonly Fault[] {
  const faults = [...patternFaults(rule), ...groupFaults(rule), ...rule.validators.flatMap(validatorFaults)];
  if (faults.length > 0) return faults;
  const { source, span } = sourceOf(rule);
  return compilePattern(source, span === 'groups').kind === 'faulty' ? [tooLarge] : [];
}

/**
 * Patterns are built when they are first needed: most rules never run on most days.
 * @throws RedactorError `rules_invalid`, here or at that time, for a rule with faults.
 */
export function compileRule(rule: Rule): CompiledRule {
  const { veto, context, allow } = rule;
  const { source, span } = sourceOf(rule);
  const validators = rule.validators.map((name) => ({
    name,
    validator: findValidator(name) ?? refuse(rule),
  }));
  const build = (text: string, withOffsets = false): Pattern => toPattern(text, withOffsets) ?? refuse(rule);
  const each = (sources: readonly string[] = [], anchor = (one: string): string => one) =>
    sources.map((one) => build(anchor(`(?:${one})`)));
  const pattern = once(() => build(source, span === 'groups'));
  const words = once(() => compileWords(context?.words ?? {}));
  const vetoWords = once(() => compileWords(veto?.words ?? {}));
  const precededBy = once(() => each(veto?.preceded_by, (one) => `${one}$`));
  const followedBy = once(() => each(veto?.followed_by, (one) => `^${one}`));
  const vetoPatterns = once(() => each(veto?.patterns));
  const allowed = once(() => each(allow?.patterns));
  return {
    rule,
    source,
    span,
    inside: INSIDE[rule.boundary],
    keywords: keywordsOf(rule),
    minDigits: Math.max(0, ...validators.map(({ validator }) => validator.minDigits)),
    validators,
    get pattern() {
      return pattern();
    },
    get context() {
      return words();
    },
    veto: {
      get words() {
        return vetoWords();
      },
      get precededBy() {
        return precededBy();
      },
      get followedBy() {
        return followedBy();
      },
      get patterns() {
        return vetoPatterns();
      },
    },
    get allowed() {
      return allowed();
    },
  };
}

/** RE2 finds groups many times slower than a whole match. */
function sourceOf({ boundary, pattern }: Rule): Pick<CompiledRule, 'source' | 'span'> {
  const span = boundary === 'digit' && !/\(\?P?<value>/.test(pattern) ? 'digits' : 'groups';
  return { span, source: span === 'digits' ? boundedDigits(pattern) : bounded(pattern, boundary) };
}

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}

function refuse({ id }: Rule): never {
  throw new RedactorError('rules_invalid', `The rule ${id} does not compile: \`rules check\` says why.`, {
    ruleId: id,
  });
}

/** Its own keywords, or the words that it requires around a match: without one of them there is none. */
function keywordsOf(rule: Rule): readonly Keyword[] {
  if (rule.keywords.length > 0) return rule.keywords.map(writtenKeyword);
  return rule.context?.effect === 'required' ? wordKeywords(rule.context.words) : [];
}

function toPattern(source: string, withOffsets: boolean): Pattern | undefined {
  const result = compilePattern(source, withOffsets);
  return result.kind === 'pattern' ? result.pattern : undefined;
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

/** A group of another name would say nothing, and the whole match would count as the value. */
function groupFaults({ pattern }: Rule): readonly Fault[] {
  const names = [...pattern.matchAll(/(?<!\\)\(\?P?<([A-Za-z]\w*)>/g)].map(([, name]) => name);
  const other = names.find((name) => name !== 'value');
  if (other === undefined) return [];
  return [
    {
      field: ['pattern'],
      problem: `there is a group \`${other}\`, which means nothing`,
      remedy: 'call it `value` if it is the data, else write `(?:…)`',
    },
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
