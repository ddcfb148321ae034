// One rule over one text: candidates from its pattern, each judged.

import type { CompiledRule } from './compiled-rule.ts';
import { type Candidate, judge, type Verdict } from './judge.ts';

export interface Judged {
  readonly candidate: Candidate;
  readonly verdict: Verdict;
}

/** Every candidate that a rule finds in a folded text, with its verdict, in order. */
export function* judgeAll(compiled: CompiledRule, text: string): Generator<Judged> {
  let from = 0;
  let matchedUntil = 0;
  while (from <= text.length) {
    const candidate = nextCandidate(compiled, text, from);
    if (candidate === undefined) return;
    const verdict = judge(compiled, text, candidate, matchedUntil);
    yield { candidate, verdict };
    if (verdict.kind === 'match') {
      matchedUntil = candidate.end;
      // What the pattern asks for after its value may stand before the next.
      from = Math.max(candidate.end, from + 1);
    } else {
      from = passOver(compiled.inside, text, candidate.wholeStart);
    }
  }
}

function nextCandidate({ pattern, span }: CompiledRule, text: string, from: number): Candidate | undefined {
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  if (found === null) return undefined;
  if (span === 'digits') return digitSpan(text, found.index, found.index + found[0].length);
  const whole = found.indices?.[1];
  if (whole === undefined) return undefined;
  const value = found.indices?.groups?.value ?? whole;
  return { start: value[0], end: value[1], wholeStart: whole[0], wholeEnd: whole[1] };
}

function digitSpan(text: string, from: number, until: number): Candidate {
  let start = from;
  let end = until;
  while (start < end && !isDigit(text, start)) start += 1;
  while (end > start && !isDigit(text, end - 1)) end -= 1;
  return { start, end, wholeStart: start, wholeEnd: end };
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x30 && unit <= 0x39;
}

/** Where the next candidate can begin after a refused one: not inside the same number or word. */
function passOver(inside: RegExp, text: string, start: number): number {
  inside.lastIndex = start;
  return inside.test(text) ? inside.lastIndex : start + 1;
}
