// How `rules explain` prints what the policy says.

import { writeDuration } from '../duration.ts';
import { unreachable } from '../errors.ts';
import type { RuleCount } from '../message.ts';
import type { PolicyExplanation } from '../policy/explain-policy.ts';
import type { Criteria, Decision, Policy, When } from '../policy/policy.ts';

/** For all rules about which the same is said: what is done, by which entry, and why by no earlier one. */
export function policyLines(
  explanations: readonly PolicyExplanation[],
  all: readonly Omit<RuleCount, 'count'>[],
  policy: Policy,
  mode: 'enforce' | 'monitor',
): readonly string[] {
  return explanations.flatMap((one) => [
    `${rulesSaid(one, all)}, ${one.confidence}: ${decisionSaid(one.decision)}`,
    `  by ${one.by === 'defaults' ? 'the defaults' : `the entry ${one.by}`}${whyWeaker(one, policy, mode)}`,
    ...one.passedOver.map(
      ({ entry, because }) =>
        `  not by the entry ${entry}: ${because} is not ${askedFor(policy, entry, because)}`,
    ),
  ]);
}

const MOST_NAMED = 3;

/** A kind whose rules are all alike is named by itself. */
function rulesSaid(
  { rules, confidence }: PolicyExplanation,
  all: readonly Omit<RuleCount, 'count'>[],
): string {
  const kinds = [...new Set(all.filter(({ ruleId }) => rules.includes(ruleId)).map(({ kind }) => kind))];
  const isWhole = all.every(
    (one) => rules.includes(one.ruleId) || !kinds.includes(one.kind) || one.confidence !== confidence,
  );
  if (rules.length <= MOST_NAMED) return rules.join(', ');
  if (isWhole) return `${kinds.join(', ')} (${rules.length} rules)`;
  return `${rules.slice(0, MOST_NAMED).join(', ')} and ${rules.length - MOST_NAMED} more`;
}

function decisionSaid({ action, when, held, note, unredactable, retainMetrics }: Decision): string {
  if (held) return 'report, held by the legal-hold tag';
  if (action === 'ignore' || action === 'report') return action;
  return [
    `${action === 'delete' ? 'ask to delete the conversation' : 'redact'} ${whenSaid(when)}`,
    ...(note === 'masked_copy' ? ['leave a masked copy'] : []),
    ...(action === 'redact' && unredactable === 'request_delete'
      ? ['ask to delete the conversation where it cannot be redacted']
      : []),
    ...(retainMetrics ? [] : ['metrics go with a deletion']),
  ].join('; ');
}

function whenSaid(when: When): string {
  switch (when.kind) {
    case 'now':
      return 'now';
    case 'after':
      return `after ${writeDuration(when.delayMs)}`;
    case 'on_close':
      return `on close, after ${writeDuration(when.longestMs)} at most`;
    default:
      return unreachable(when);
  }
}

function whyWeaker({ weakenedBy }: PolicyExplanation, policy: Policy, mode: 'enforce' | 'monitor'): string {
  if (mode === 'monitor') return ', were it not for MODE=monitor';
  if (weakenedBy === 'report_only') return ': its kind is in `report_only`';
  if (weakenedBy === 'confidence') return `: it is less sure than ${policy.defaults.confidence}`;
  return '';
}

function askedFor(policy: Policy, entry: string, criterion: keyof Criteria): string {
  const asked = policy.entries.find(({ name }) => name === entry)?.match[criterion];
  const said = Array.isArray(asked) ? asked.join(' or ') : String(asked);
  return criterion === 'confidence' ? `${said} or surer` : said;
}
