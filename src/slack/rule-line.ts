import type { RuleCount } from '../message.ts';
import { code, type Line } from './pieces.ts';
import { count } from './quantities.ts';

/** Rule ids with how often each matched, most often first: `payment_card.number ×3, email.address ×1`. */
export function ruleLine(rules: readonly RuleCount[], listed = 8): Line {
  const totals = new Map<string, number>();
  for (const rule of rules) totals.set(rule.ruleId, (totals.get(rule.ruleId) ?? 0) + rule.count);
  const sorted = [...totals].sort(([a, timesA], [b, timesB]) => timesB - timesA || a.localeCompare(b));
  const more = sorted.length - listed;
  const shown = sorted
    .slice(0, listed)
    .flatMap(([ruleId, times], index) => [index === 0 ? '' : ', ', code(ruleId), ` ×${times}`]);
  return more > 0 ? [...shown, ` and ${count(more, 'more rule')}`] : shown;
}
