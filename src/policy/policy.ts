// What people decided beforehand about messages with personal data, and what follows from it for one message.

import type { Channel, Circumstances } from '../circumstances.ts';
import { unreachable } from '../errors.ts';
import type { AuthorType, Confidence, Id, RuleCount, RuleId } from '../message.ts';
import { isHeld } from './held.ts';
import { rulingOf } from './ruling.ts';

/** From the weakest to the strongest. */
export const ACTIONS = ['ignore', 'report', 'redact', 'delete'] as const;
export type Action = (typeof ACTIONS)[number];

/** `on_close`: when the conversation is closed, but no later than `longestMs` after the message was seen. */
export type When =
  | { readonly kind: 'now' }
  | { readonly kind: 'after'; readonly delayMs: number }
  | { readonly kind: 'on_close'; readonly longestMs: number };

export const NOTES = ['none', 'masked_copy'] as const;
export const UNREDACTABLE = ['notify', 'request_delete'] as const;

export interface Settings {
  readonly action: Action;
  readonly when: When;
  /** Of a deleted conversation the metrics stay in Intercom's reports. */
  readonly retainMetrics: boolean;
  readonly note: (typeof NOTES)[number];
  /** What follows when Intercom cannot redact the message. */
  readonly unredactable: (typeof UNREDACTABLE)[number];
}

/** What an entry looks at. Within a list one must fit; every list that is there must fit. `*` stands for anything. */
export interface Criteria {
  readonly rule?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly author?: readonly AuthorType[] | undefined;
  readonly team?: readonly Id[] | undefined;
  readonly admin?: readonly Id[] | undefined;
  /** Names or ids, in any case. */
  readonly tag?: readonly string[] | undefined;
  readonly channel?: readonly Channel[] | undefined;
  /** At least so sure. */
  readonly confidence?: Confidence | undefined;
}

export interface Entry {
  readonly name: string;
  readonly match: Criteria;
  /** Undefined: as the defaults say for the rule. */
  readonly action: Action | undefined;
  /** With what the entry leaves to the defaults filled in. */
  readonly settings: Omit<Settings, 'action'>;
}

export interface Policy {
  /** On a conversation with this tag, by name or id, nothing is redacted or deleted. */
  readonly legalHoldTag: string;
  /** More than so many deletions stop all further ones. */
  readonly deletions: { readonly perHour: number; readonly perDay: number };
  readonly defaults: Settings & {
    /** What is less sure is reported only. */
    readonly confidence: Confidence;
    /** Globs of kinds that are reported only. */
    readonly reportOnly: readonly string[];
  };
  /** The first that matches counts. */
  readonly entries: readonly Entry[];
}

export interface Decision extends Settings {
  /** The legal hold alone keeps the message from being redacted or deleted: people are told, and nothing else is done. */
  readonly held: boolean;
}

const NONE: ReadonlySet<RuleId> = new Set();

/**
 * What to do with a message in which rules matched. Each rule is ruled on by itself; of several the strongest action
 * counts and, among the rules that ask for redaction or deletion, the earliest time, a masked copy if one wants it, a
 * request to delete if one wants it, and metrics go if one says so. In the mode `monitor` everything is reported, and
 * so is at most what a paused rule finds.
 */
export function decide(
  policy: Policy,
  rules: readonly RuleCount[],
  circumstances: Circumstances,
  mode: 'enforce' | 'monitor',
  paused: ReadonlySet<RuleId> = NONE,
): Decision {
  if (rules.length === 0) return only('ignore');
  if (mode === 'monitor') return only('report');
  const all = rules.map((rule) => {
    const { settings } = rulingOf(policy, rule, circumstances);
    return paused.has(rule.ruleId) ? atMostReported(settings) : settings;
  });
  const acting = all.filter(({ action }) => action === 'redact' || action === 'delete');
  const action = ACTIONS.findLast((one) => all.some((settings) => settings.action === one)) ?? 'report';
  if (acting.length === 0) return only(action);
  if (isHeld(policy, circumstances)) return { ...only('report'), held: true };
  return {
    action,
    when: earliest(
      acting.map(({ when }) => when),
      circumstances.isClosed,
    ),
    retainMetrics: acting.every(({ retainMetrics }) => retainMetrics),
    note: acting.some(({ note }) => note === 'masked_copy') ? 'masked_copy' : 'none',
    unredactable: acting.some(({ unredactable }) => unredactable === 'request_delete')
      ? 'request_delete'
      : 'notify',
    held: false,
  };
}

function atMostReported(settings: Settings): Settings {
  return settings.action === 'ignore' ? settings : { ...settings, action: 'report' };
}

/** When it is to be done at the latest; on closing it is done before that. */
export function dueAt(when: When, seenAt: Date): Date {
  switch (when.kind) {
    case 'now':
      return seenAt;
    case 'after':
      return new Date(seenAt.getTime() + when.delayMs);
    case 'on_close':
      return new Date(seenAt.getTime() + when.longestMs);
    default:
      return unreachable(when);
  }
}

function only(action: Action): Decision {
  return {
    action,
    when: { kind: 'now' },
    retainMetrics: true,
    note: 'none',
    unredactable: 'notify',
    held: false,
  };
}

/** Of a time and a closing, whichever comes first: so the closing counts, and the shortest delay is its longest. */
function earliest(all: readonly When[], isClosed: boolean): When {
  const onClose = all.some(({ kind }) => kind === 'on_close');
  if (all.some(({ kind }) => kind === 'now') || (onClose && isClosed)) return { kind: 'now' };
  const start = new Date(0);
  const shortestMs = Math.min(...all.map((when) => dueAt(when, start).getTime()));
  return onClose ? { kind: 'on_close', longestMs: shortestMs } : { kind: 'after', delayMs: shortestMs };
}
