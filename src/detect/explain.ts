// Tells for one text, step by step, why a rule matches or does not. For authors of rules; not for live messages.

import type { Confidence } from '../message.ts';
import type { Rule } from '../rules/rule.ts';
import { createBodyReader } from './body-reader.ts';
import { compileRule } from './compile-rule.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { fold, withoutStress } from './fold.ts';
import type { Verdict } from './judge.ts';
import { type Judged, judgeAll } from './judge-all.ts';
import { chain } from './offset-map.ts';
import { compilePattern, finds } from './pattern.ts';

/** One thing that a rule looked at, and whether it passed. */
interface Step {
  readonly passed: boolean;
  readonly what: string;
}

/** How one rule came to its decision about one stretch of the body. */
export interface Explanation {
  readonly rule: Rule;
  /** Offsets into the body; undefined when the rule's pattern found nothing. */
  readonly span: { readonly start: number; readonly end: number } | undefined;
  readonly steps: readonly Step[];
  readonly decision: 'match' | 'no match';
  /** Of a match. */
  readonly confidence: Confidence | undefined;
}

/** Explains every rule that came close: one of its keywords stands in the text, or its pattern, boundary aside, matches. */
export function explainRules(rules: readonly Rule[], body: string): readonly Explanation[] {
  const segments = createBodyReader()
    .read(body)
    .map((segment) => {
      const folded = fold(segment.text);
      const unstressed = withoutStress(folded.text);
      return { text: unstressed.text, map: chain(unstressed.map, chain(folded.map, segment.map)) };
    });
  return rules.map(compileRule).flatMap((compiled) =>
    segments.flatMap(({ text, map }) =>
      explainRule(compiled, text).map(({ span, ...explanation }) => ({
        ...explanation,
        span: span && { start: map.startOf(span.start), end: map.endOf(span.end) },
      })),
    ),
  );
}

function explainRule(compiled: CompiledRule, text: string): readonly Explanation[] {
  const keyword = keywordStep(compiled, text);
  if (keyword?.passed === false) return explainWithoutKeyword(compiled, text, keyword);
  const judged = [...judgeAll(compiled, text)].map((one) => fromJudged(compiled, one, keyword));
  if (judged.length > 0) return judged;
  const unbounded = firstUnbounded(compiled.rule, text);
  if (unbounded === undefined && keyword === undefined) return [];
  const steps: readonly Step[] = [
    ...(keyword === undefined ? [] : [keyword]),
    { passed: unbounded !== undefined, what: unbounded === undefined ? 'pattern: nothing found' : 'pattern' },
    ...(unbounded === undefined ? [] : [{ passed: false, what: `boundary ${compiled.rule.boundary}` }]),
  ];
  return [{ rule: compiled.rule, span: unbounded, steps, decision: 'no match', confidence: undefined }];
}

/** A pattern that matches without a keyword is what the author of a rule asks about most. */
function explainWithoutKeyword(compiled: CompiledRule, text: string, keyword: Step): readonly Explanation[] {
  if (!finds(compiled.pattern, text)) return [];
  const [first] = judgeAll(compiled, text);
  const span = first && { start: first.candidate.start, end: first.candidate.end };
  const steps = [keyword, { passed: true, what: 'pattern' }];
  return [{ rule: compiled.rule, span, steps, decision: 'no match', confidence: undefined }];
}

function keywordStep({ keywords }: CompiledRule, text: string): Step | undefined {
  if (keywords.length === 0) return undefined;
  const lower = text.toLowerCase();
  const found = keywords.find(({ literal }) => lower.includes(literal))?.literal;
  return {
    passed: found !== undefined,
    what: found === undefined ? 'keyword: none of them stands in the text' : `keyword "${found}"`,
  };
}

function firstUnbounded(
  rule: Rule,
  text: string,
): { readonly start: number; readonly end: number } | undefined {
  const result = compilePattern(rule.pattern);
  const found = result.kind === 'pattern' ? result.pattern.exec(text) : null;
  return found === null ? undefined : { start: found.index, end: found.index + found[0].length };
}

function fromJudged(
  compiled: CompiledRule,
  { candidate, verdict }: Judged,
  keyword: Step | undefined,
): Explanation {
  const { rule } = compiled;
  return {
    rule,
    span: { start: candidate.start, end: candidate.end },
    steps: [
      ...(keyword === undefined ? [] : [keyword]),
      { passed: true, what: 'pattern' },
      { passed: true, what: `boundary ${rule.boundary}` },
      ...verdictSteps(compiled, verdict),
    ],
    decision: verdict.kind === 'match' ? 'match' : 'no match',
    confidence: verdict.kind === 'match' ? verdict.confidence : undefined,
  };
}

/** The steps in the order in which `judge` takes them, as far as it came. */
function verdictSteps({ rule, validators }: CompiledRule, verdict: Verdict): readonly Step[] {
  const steps: Step[] = [];
  const failed = verdict.kind === 'refused' ? verdict : undefined;
  for (const { name } of validators) {
    const passed = !(failed?.by === 'validator' && failed.what === name);
    steps.push({ passed, what: `validator ${name}` });
    if (!passed) return steps;
  }
  if (failed?.by === 'veto') return [...steps, { passed: false, what: `veto: ${failed.what}` }];
  if (rule.veto !== undefined) steps.push({ passed: true, what: 'veto: none' });
  if (failed?.by === 'allow') return [...steps, { passed: false, what: 'allow: this value is allowed' }];
  if (rule.context === undefined) return steps;
  const hasContext = verdict.kind === 'match' && verdict.hasContext;
  const found = hasContext ? 'a word found' : 'no word found';
  const passed = hasContext || rule.context.effect === 'raises';
  return [...steps, { passed, what: `context (${rule.context.effect}): ${found}` }];
}
