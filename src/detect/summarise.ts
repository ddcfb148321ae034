import { CONFIDENCES, type Match, type RuleCount, type RuleId } from '../message.ts';

/** How often each rule matched, at its best confidence, in the order of the first match. */
export function summarise(matches: readonly Match[]): readonly RuleCount[] {
  const counts = new Map<RuleId, RuleCount>();
  for (const { ruleId, kind, confidence } of matches) {
    const before = counts.get(ruleId);
    const best = CONFIDENCES.find((one) => one === confidence || one === before?.confidence) ?? confidence;
    counts.set(ruleId, { ruleId, kind, confidence: best, count: (before?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
