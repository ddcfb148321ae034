// The form of a rule, as its author writes it. Values may be left out where a default stands.

import * as z from 'zod';
import { CONFIDENCES, isKind, isRuleId, KIND, type Kind, RULE_ID, type RuleId } from '../message.ts';

/** What may not stand next to a match: see rules/README.md. */
const BOUNDARIES = ['digit', 'word', 'token', 'none'] as const;
export type Boundary = (typeof BOUNDARIES)[number];

const Text = z.string().min(1);
const Texts = z.array(Text).readonly();
const Distance = z.number().int().min(0).max(1000);

/** A trailing `*` admits endings. */
const Word = z.string().regex(/^[^\s*](?:[^*]*[^\s*])?\*?$/);

/** Words by language: `en`, `pt-BR`; `any` for those of no language. */
const Words = z
  .record(z.string().regex(/^(?:any|[a-z]{2,3}(?:-[A-Za-z]{2,4})?)$/), z.array(Word).min(1).readonly())
  .readonly();
export type Words = z.infer<typeof Words>;

/** Long patterns may be written on several lines: line breaks and the spaces around them do not count. */
const Pattern = Text.transform((text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join(''),
);

const Context = z
  .strictObject({
    /** `required`: no match without such a word. `raises`: one makes the confidence one step higher. */
    effect: z.enum(['required', 'raises']),
    /** How far from the match a word may stand, in characters. */
    before: Distance,
    after: Distance.default(0),
    words: Words,
  })
  .readonly();
const Veto = z
  .strictObject({
    before: Distance.default(0),
    after: Distance.default(0),
    /** Words within that distance. */
    words: Words.default({}),
    /** What directly precedes or follows the match. */
    preceded_by: Texts.default([]),
    followed_by: Texts.default([]),
    /** What the match itself looks like. */
    patterns: Texts.default([]),
  })
  .readonly();
const Allow = z
  .strictObject({
    /** Values, as written or normalised. */
    values: Texts.default([]),
    patterns: Texts.default([]),
    /** Domains of addresses, their subdomains included. */
    domains: Texts.default([]),
  })
  .readonly();
/** What editors show beside a field; rules/README.md says more. */
const said = (description: string) => ({ description });

export const Rule = z
  .strictObject({
    id: z
      .custom<RuleId>(
        (value) => typeof value === 'string' && isRuleId(value),
        'is not kind.name in lower case',
      )
      .meta({ type: 'string', pattern: RULE_ID.source, ...said('kind.name, never used before or again') }),
    title: Text.meta(said('What a support lead reads on a card')),
    why: Text.meta(said('Why it matters, in a sentence')),
    kind: z
      .custom<Kind>((value) => typeof value === 'string' && isKind(value), 'is not a lower-case word')
      .meta({ type: 'string', pattern: KIND.source, ...said('The sort of data, for the policy') }),
    pattern: Pattern.meta(
      said('RE2. Case counts unless it says (?i); (?P<value>…) marks what of it is the data'),
    ),
    boundary: z.enum(BOUNDARIES).meta(said('What may not stand beside the match')),
    keywords: Texts.default([]).meta(said('A text without one of them, in any case, is not searched')),
    validators: Texts.default([]).meta(
      said('Checks by name, in order: luhn, iban, entropy:3.5, stdnum:BR.cpf …'),
    ),
    context: Context.optional().meta(said('Words near the match that are required or raise the confidence')),
    veto: Veto.optional().meta(said('What makes the match something else')),
    confidence: z.enum(CONFIDENCES).meta(said('possible is only recorded; likely and certain are redacted')),
    allow: Allow.optional().meta(said('What is no finding all the same')),
    examples: Texts.meta(said('Three at least, invented, valid by checksum: each must be found')),
    counter_examples: Texts.meta(said('Three at least, one a near miss: none may be found')),
    references: Texts.default([]).meta(said('Where the format is described')),
  })
  .readonly();
export type Rule = z.infer<typeof Rule>;
