// What the author of a policy wrote → the policy, with every entry's gaps filled in.

import { toMs } from '../duration.ts';
import type { Entry, Policy, When } from './policy.ts';
import { PolicyForm } from './policy-form.ts';

export function toPolicy({ legal_hold_tag, deletions, defaults, entries }: PolicyForm): Policy {
  return {
    legalHoldTag: legal_hold_tag,
    deletions: { perHour: deletions.per_hour, perDay: deletions.per_day },
    defaults: {
      action: defaults.action,
      ...settingsOf(defaults),
      confidence: defaults.confidence,
      reportOnly: defaults.report_only,
    },
    entries: entries.map((entry) => ({
      name: entry.name,
      match: entry.match,
      action: entry.action,
      settings: settingsOf({
        when: entry.when ?? defaults.when,
        at_most: entry.at_most ?? defaults.at_most,
        retain_metrics: entry.retain_metrics ?? defaults.retain_metrics,
        note: entry.note ?? defaults.note,
        unredactable: entry.unredactable ?? defaults.unredactable,
      }),
    })),
  };
}

/** The same as rules/policy.yaml says. */
export const DEFAULT_POLICY: Policy = toPolicy(PolicyForm.parse({}));

type Written = Omit<PolicyForm['defaults'], 'action' | 'confidence' | 'report_only'>;

function settingsOf({ when, at_most, retain_metrics, note, unredactable }: Written): Entry['settings'] {
  return { when: toWhen(when, at_most), retainMetrics: retain_metrics, note, unredactable };
}

function toWhen(when: string, longest: string): When {
  if (when === 'now') return { kind: 'now' };
  if (when === 'on_close') return { kind: 'on_close', longestMs: toMs(longest) ?? 0 };
  return { kind: 'after', delayMs: toMs(when) ?? 0 };
}
