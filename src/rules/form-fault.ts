// What is wrong with the form of a rule or of the policy, in the words of someone who writes them.

import type * as z from 'zod';
import type { Rule } from './rule.ts';

export interface FormFault {
  /** Where it stands; the first step is a field of the rule. Empty when the rule as a whole is meant. */
  readonly field: readonly PropertyKey[];
  readonly problem: string;
  readonly remedy: string;
}

/** How the thing is called whose form is looked at. */
export interface FormWords {
  readonly whole: string;
  readonly noneOfIt: { readonly problem: string; readonly remedy: string };
  /** What is said of text in a wrong form, where the form does not say it itself. */
  readonly misformed?: Said;
  /** What belongs there; undefined where only the README says. */
  purpose(field: readonly PropertyKey[]): string | undefined;
}

const FIELDS: Readonly<Record<keyof Rule, string>> = {
  id: 'kind.name in lower case, such as `payment_card.number`',
  title: 'the short name that a card shows',
  why: 'a sentence on why this matters',
  kind: 'one lower-case word, the first part of the id',
  pattern: 'an RE2 pattern',
  boundary: 'digit, word, token or none',
  keywords: 'a list of literals',
  validators: 'a list of names from the table in rules/README.md',
  context: '`effect`, `before`, `after` and `words` by language',
  veto: '`words`, `preceded_by`, `followed_by` or `patterns`',
  confidence: 'certain, likely or possible',
  allow: '`values`, `patterns` or `domains`',
  examples: 'a list of three texts or more that hold a match',
  counter_examples: 'a list of three texts or more that hold none',
  references: 'a list of addresses that describe the format',
};

export const RULE_WORDS: FormWords = {
  whole: 'a rule',
  noneOfIt: { problem: 'this is no rule', remedy: 'begin each rule with `- id:`' },
  misformed: {
    problem: 'is no word',
    remedy: 'begin and end it with something other than a space; only its end may be `*`',
  },
  purpose: ([first, ...deeper]) =>
    deeper.length > 0 ? undefined : Object.entries(FIELDS).find(([field]) => field === first)?.[1],
};

export function formFaults(
  words: FormWords,
  given: unknown,
  issues: readonly z.core.$ZodIssue[],
): readonly FormFault[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? unknownFields(words, issue) : [fault(words, given, issue)],
  );
}

function unknownFields(
  words: FormWords,
  { path, keys }: z.core.$ZodIssueUnrecognizedKeys,
): readonly FormFault[] {
  const where = path.length === 0 ? words.whole : name(path);
  return keys.map((key) => ({
    field: [...path, key],
    problem: `${where} has no field \`${key}\``,
    remedy: 'see the table of fields in rules/README.md',
  }));
}

function fault(words: FormWords, given: unknown, issue: z.core.$ZodIssue): FormFault {
  const { path: field } = issue;
  if (field.length === 0) return { field, ...words.noneOfIt };
  const value = field.reduce(step, given);
  const { problem, remedy } = said(words, issue, value);
  return {
    field,
    problem: `${name(field)} ${problem}`,
    remedy: remedy ?? `give ${name(field)}${purpose(words, field)}`,
  };
}

interface Said {
  readonly problem: string;
  readonly remedy?: string;
}

function said(words: FormWords, issue: z.core.$ZodIssue, value: unknown): Said {
  if (value === undefined) return { problem: 'is missing' };
  if (value === null || value === '') return { problem: 'is empty' };
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, value);
    case 'invalid_value':
      return { problem: `is none of ${issue.values.join(', ')}` };
    case 'too_small':
      return { problem: issue.origin === 'number' ? `is less than ${issue.minimum}` : 'is empty' };
    case 'too_big':
      return { problem: `is more than ${issue.maximum}` };
    case 'invalid_key':
      return { problem: 'is no language', remedy: 'use a code such as `en` or `pt-BR`, or `any`' };
    case 'invalid_format':
      return words.misformed ?? { problem: issue.message };
    case 'custom':
      return { problem: issue.message };
    default:
      return { problem: 'is not right' };
  }
}

function wrongType(expected: string, value: unknown): Said {
  switch (expected) {
    case 'string':
      return typeof value === 'object'
        ? { problem: `is ${sortOf(value)}, where text belongs` }
        : { problem: `is ${sortOf(value)}, where text belongs`, remedy: 'put it in quotes' };
    case 'array': {
      const remedy = 'write each entry on a line of its own, after `- `';
      return { problem: `is ${sortOf(value)}, where a list belongs`, remedy };
    }
    case 'object':
    case 'record':
      return { problem: `is ${sortOf(value)}, where fields belong` };
    case 'boolean':
      return { problem: `is ${sortOf(value)}, where true or false belongs` };
    default:
      return { problem: `is ${sortOf(value)}, where a whole number belongs` };
  }
}

function sortOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'a group of fields';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    default:
      return 'text';
  }
}

function step(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function name(path: readonly PropertyKey[]): string {
  return `\`${path.join('.')}\``;
}

function purpose(words: FormWords, field: readonly PropertyKey[]): string {
  const form = words.purpose(field);
  return form === undefined ? ' as rules/README.md says' : `: ${form}`;
}
