import type { Match } from '../message.ts';

/** What is printed of a match. */
export interface PrintedFinding {
  readonly rule: string;
  readonly kind: string;
  readonly confidence: string;
  readonly start: number;
  readonly end: number;
  readonly value?: string;
}

export function printedFinding(match: Match, showValues: boolean): PrintedFinding {
  const { ruleId: rule, kind, confidence, start, end, value } = match;
  return showValues ? { rule, kind, confidence, start, end, value } : { rule, kind, confidence, start, end };
}
