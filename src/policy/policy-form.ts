// The form of the policy, as its author writes it. What is left out is as in the policy that comes with the product.

import * as z from 'zod';
import { CHANNELS } from '../circumstances.ts';
import { DURATION, toMs } from '../duration.ts';
import { AUTHOR_TYPES, CONFIDENCES, type Id, toId } from '../message.ts';
import { ACTIONS, NOTES, UNREDACTABLE } from './policy.ts';

/** Long enough for any conversation to end; whatever waits longer is forgotten by everybody. */
const LONGEST = '90d';

function isDelay(value: unknown): boolean {
  const ms = typeof value === 'string' ? toMs(value) : undefined;
  return ms !== undefined && ms <= (toMs(LONGEST) ?? 0);
}

/** What editors show beside a field; rules/README.md says more. */
const said = (description: string) => ({ description });

const NO_DELAY = `is no duration up to ${LONGEST}`;
const delay = DURATION.source;

const Whens = z
  .custom<string>((value) => value === 'now' || value === 'on_close' || isDelay(value), NO_DELAY)
  .meta({
    type: 'string',
    pattern: `^(now|on_close)$|${delay}`,
    ...said('now, on_close, or after a duration such as 5m, 2h or 3d'),
  });
const Delay = z.custom<string>(isDelay, NO_DELAY).meta({
  type: 'string',
  pattern: delay,
  ...said('With on_close: the longest that it may wait, such as 7d'),
});

const Action = z.enum(ACTIONS).meta(said('ignore, report (only recorded), redact or delete'));
const RetainMetrics = z
  .boolean()
  .meta(said("Of a deleted conversation the metrics stay in Intercom's reports"));
const Note = z
  .enum(NOTES)
  .meta(said('masked_copy leaves an internal note with the text, in which every match is masked'));
const Unredactable = z
  .enum(UNREDACTABLE)
  .meta(said('What follows where Intercom cannot redact: tell people, or ask them to approve a deletion'));
const Confidence = z.enum(CONFIDENCES);
const Text = z.string().regex(/\S/, 'is empty');
const Texts = z.array(Text).min(1).readonly();
const Glob = z.string().regex(/^[a-z0-9_*]+$/, 'is no kind');
const RuleGlob = z.string().regex(/^[a-z0-9_.*]+$/, 'is no rule id');
/** Source: Intercom docs, admins and teams: their ids are digits. Anything else, such as a name, would never match. */
function isNumeric(value: unknown): boolean {
  return /^\d+$/.test(toId(value) ?? '');
}

const Ids = z
  .array(
    z
      .custom<string | number>(isNumeric, 'is no id of Intercom')
      .transform((value) => toId(value) as Id)
      .meta({ type: ['string', 'integer'] }),
  )
  .min(1)
  .readonly();
const Count = z.number().int().min(0).max(10_000);

const MatchForm = z
  .strictObject({
    rule: z.array(RuleGlob).min(1).readonly().optional().meta(said('Rule ids; * stands for anything')),
    kind: z.array(Glob).min(1).readonly().optional().meta(said('Kinds; * stands for anything')),
    author: z.array(z.enum(AUTHOR_TYPES)).min(1).readonly().optional().meta(said('Who wrote the message')),
    team: Ids.optional().meta(said('Ids of teams that the conversation is assigned to')),
    admin: Ids.optional().meta(said('Ids of teammates that the conversation is assigned to')),
    tag: Texts.optional().meta(said('Names or ids of tags of the conversation')),
    channel: z.array(z.enum(CHANNELS)).min(1).readonly().optional().meta(said('How the conversation began')),
    confidence: Confidence.optional().meta(said('At least so sure')),
  })
  .readonly();

const EntryForm = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,59}$/, 'is no name in lower case')
      .meta(said('By which it is told of, such as agents-on-close')),
    match: MatchForm.meta(said('All of these must fit; of each list one')),
    action: Action.optional(),
    when: Whens.optional(),
    at_most: Delay.optional(),
    retain_metrics: RetainMetrics.optional(),
    note: Note.optional(),
    unredactable: Unredactable.optional(),
  })
  .readonly();
export type EntryForm = z.infer<typeof EntryForm>;

/** Contact data, and numbers of machines, are what support lives on: they are recorded, not wiped. */
export const REPORT_ONLY: readonly string[] = [
  'email',
  'phone',
  'postal_address',
  'ip_address',
  'mac_address',
  'imei',
  'vin',
  'licence_plate',
  'wallet_address',
];

const DefaultsForm = z
  .strictObject({
    action: Action.default('redact'),
    confidence: Confidence.default('likely').meta(said('What is less sure is reported only')),
    report_only: z
      .array(Glob)
      .readonly()
      .default([...REPORT_ONLY])
      .meta(said('Kinds that are reported only, unless an entry names an action')),
    when: Whens.default('now'),
    at_most: Delay.default('7d'),
    retain_metrics: RetainMetrics.default(true),
    note: Note.default('none'),
    unredactable: Unredactable.default('notify'),
  })
  .readonly();

export const PolicyForm = z
  .strictObject({
    legal_hold_tag: Text.default('legal-hold').meta(
      said('A tag, by name or id: on its conversations nothing is redacted or deleted'),
    ),
    deletions: z
      .strictObject({ per_hour: Count.default(5), per_day: Count.default(20) })
      .readonly()
      .prefault({})
      .meta(said('More deletions than these stop all further ones')),
    defaults: DefaultsForm.prefault({}).meta(
      said('What counts where no entry matches, or where it is silent'),
    ),
    entries: z.array(EntryForm).readonly().default([]).meta(said('The first that matches counts')),
  })
  .readonly();
export type PolicyForm = z.infer<typeof PolicyForm>;
