// Which entry of the policy counts for one rule in one message, and what it asks for.

import type { Circumstances } from '../circumstances.ts';
import { CONFIDENCES, type Confidence, type RuleCount } from '../message.ts';
import { matchesGlob } from './glob.ts';
import { isTag } from './held.ts';
import type { Criteria, Entry, Policy, Settings } from './policy.ts';

type Judged = Pick<RuleCount, 'ruleId' | 'kind' | 'confidence'>;

export interface Ruling {
  /** Undefined: the defaults. */
  readonly entry: Entry | undefined;
  readonly settings: Settings;
  /** Why it is reported only, although an action stands there: of the defaults, or the entry's own. */
  readonly weakenedBy: 'report_only' | 'confidence' | undefined;
}

export function rulingOf(policy: Policy, rule: Judged, circumstances: Circumstances): Ruling {
  const { defaults, entries } = policy;
  const entry = entries.find(({ match }) => mismatch(match, rule, circumstances) === undefined);
  const { action, when, retainMetrics, note, unredactable } = {
    ...(entry?.settings ?? defaults),
    action: entry?.action ?? defaults.action,
  };
  const weakenedBy =
    action === 'redact' || action === 'delete' ? weaknessOf(entry, rule, defaults) : undefined;
  const settings = {
    action: weakenedBy ? 'report' : action,
    when,
    retainMetrics,
    note,
    unredactable,
  } as const;
  return { entry, settings, weakenedBy };
}

/** An entry that names no action or no confidence leaves both to the defaults. */
function weaknessOf(
  entry: Entry | undefined,
  { kind, confidence }: Judged,
  defaults: Policy['defaults'],
): Ruling['weakenedBy'] {
  const isReportOnly =
    entry?.action === undefined && defaults.reportOnly.some((glob) => matchesGlob(glob, kind));
  if (isReportOnly) return 'report_only';
  const isSureEnough = entry?.match.confidence !== undefined || isAtLeast(confidence, defaults.confidence);
  return isSureEnough ? undefined : 'confidence';
}

/** The first criterion that does not fit; undefined when all do. What is not told fits nothing. */
export function mismatch(
  match: Criteria,
  { ruleId, kind, confidence }: Judged,
  { authorType, teamId, adminId, tags, channel }: Circumstances,
): keyof Criteria | undefined {
  const fits: Readonly<Record<keyof Criteria, boolean>> = {
    rule: match.rule?.some((glob) => matchesGlob(glob, ruleId)) ?? true,
    kind: match.kind?.some((glob) => matchesGlob(glob, kind)) ?? true,
    author: match.author?.includes(authorType) ?? true,
    team: match.team?.some((one) => one === teamId) ?? true,
    admin: match.admin?.some((one) => one === adminId) ?? true,
    tag: match.tag?.some((one) => tags?.some((tag) => isTag(one, tag))) ?? true,
    channel: match.channel?.some((one) => one === channel) ?? true,
    confidence: match.confidence === undefined || isAtLeast(confidence, match.confidence),
  };
  return CRITERIA.find((criterion) => !fits[criterion]);
}

export const CRITERIA = ['rule', 'kind', 'author', 'team', 'admin', 'tag', 'channel', 'confidence'] as const;

export function isAtLeast(confidence: Confidence, floor: Confidence): boolean {
  return CONFIDENCES.indexOf(confidence) <= CONFIDENCES.indexOf(floor);
}
