// Decides about one candidate: what its pattern found, is it what the rule means?

import type { Confidence } from '../message.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { finds, firstToFind, type Pattern } from './pattern.ts';
import { textAfter, textBefore } from './window.ts';

/** What a rule's pattern found in a text: offsets of the value, and of the whole match around it. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly wholeStart: number;
  readonly wholeEnd: number;
}

export type Verdict =
  | {
      readonly kind: 'match';
      readonly confidence: Confidence;
      readonly value: string;
      readonly hasContext: boolean;
    }
  | { readonly kind: 'refused'; readonly by: Refusal; readonly what: string };

type Refusal = 'validator' | 'veto' | 'allow' | 'context';

/** How far `preceded_by` and `followed_by` see. */
const NEIGHBOURHOOD = 80;

/**
 * `matchedUntil` is where this rule's last match ended: what precedes a candidate is looked at no further back, so
 * that a match does not speak against the next.
 */
export function judge(
  compiled: CompiledRule,
  text: string,
  candidate: Candidate,
  matchedUntil: number,
): Verdict {
  const { rule } = compiled;
  const written = text.slice(candidate.start, candidate.end);
  let value = written;
  for (const { name, validator } of compiled.validators) {
    const checked = validator.check(value);
    if (checked === undefined) return refused('validator', name);
    value = checked;
  }
  const veto = vetoAgainst(compiled, text, candidate, matchedUntil);
  if (veto !== undefined) return refused('veto', veto);
  if (isAllowed(compiled, written, value)) return refused('allow', 'allowed');
  const { before = 0, after = 0, effect } = rule.context ?? {};
  const hasContext = around(compiled.context, text, candidate, before, after);
  if (effect === 'required' && !hasContext) return refused('context', 'no word found');
  const isRaised = effect === 'raises' && hasContext;
  return {
    kind: 'match',
    confidence: isRaised ? raised(rule.confidence) : rule.confidence,
    value,
    hasContext,
  };
}

function refused(by: Refusal, what: string): Verdict {
  return { kind: 'refused', by, what };
}

function raised(confidence: Confidence): Confidence {
  return confidence === 'possible' ? 'likely' : 'certain';
}

/** What speaks against a candidate; undefined when nothing does. */
function vetoAgainst(
  { veto, rule }: CompiledRule,
  text: string,
  candidate: Candidate,
  matchedUntil: number,
): string | undefined {
  const { start, end, wholeStart, wholeEnd } = candidate;
  const preceding = found(veto.precededBy, text, Math.max(matchedUntil, start - NEIGHBOURHOOD), start);
  if (preceding !== undefined) return `preceded by "${preceding}"`;
  const following = found(veto.followedBy, text, end, end + NEIGHBOURHOOD);
  if (following !== undefined) return `followed by "${following}"`;
  const alike = found(veto.patterns, text, wholeStart, wholeEnd);
  if (alike !== undefined) return `"${alike}" looks like something else`;
  const { before = 0, after = 0 } = rule.veto ?? {};
  return around(veto.words, text, candidate, before, after) ? 'a word beside it' : undefined;
}

/** What the first of the patterns to match finds. */
function found(patterns: readonly Pattern[], text: string, start: number, end: number): string | undefined {
  if (patterns.length === 0) return undefined;
  const part = text.slice(start, end);
  const pattern = firstToFind(patterns, part);
  if (pattern === undefined) return undefined;
  pattern.lastIndex = 0;
  return pattern.exec(part)?.[0] ?? '';
}

function around(
  words: Pattern | undefined,
  text: string,
  candidate: Candidate,
  before: number,
  after: number,
): boolean {
  if (words === undefined) return false;
  return (
    finds(words, textBefore(text, candidate.wholeStart, before)) ||
    (after > 0 && finds(words, textAfter(text, candidate.wholeEnd, after)))
  );
}

function isAllowed({ allowed, rule }: CompiledRule, written: string, value: string): boolean {
  const { allow } = rule;
  if (allow === undefined) return false;
  if (allow.values.includes(written) || allow.values.includes(value)) return true;
  if (firstToFind(allowed, written) !== undefined) return true;
  const domain = value.slice(value.lastIndexOf('@') + 1);
  return allow.domains.some((one) => domain === one || domain.endsWith(`.${one}`));
}
