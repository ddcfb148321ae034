// Small rules that Block Kit's rules are made of.

import type { Json } from './slack-state.ts';

/** Undefined: fine. */
export type Verdict = string | undefined;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function first(...verdicts: readonly Verdict[]): Verdict {
  return verdicts.find((verdict) => verdict !== undefined);
}

export function textObject(given: unknown, longest: number, types = ['plain_text', 'mrkdwn']): Verdict {
  if (!isJson(given) || typeof given.type !== 'string' || !types.includes(given.type))
    return 'invalid text object';
  if (typeof given.text !== 'string' || given.text === '') return 'must be more than 0 characters';
  return given.text.length > longest ? `must be less than ${longest + 1} characters` : undefined;
}

export function plainText(given: unknown, longest: number): Verdict {
  return textObject(given, longest, ['plain_text']);
}

/** Fine when it is not there. */
export function ifGiven(given: unknown, rule: (given: unknown) => Verdict): Verdict {
  return given === undefined ? undefined : rule(given);
}

export function atMost(given: unknown, longest: number, name: string): Verdict {
  if (given === undefined) return undefined;
  if (typeof given !== 'string') return `${name} must be a string`;
  return given.length > longest ? `${name} must be at most ${longest} characters` : undefined;
}

export function each(list: unknown, most: number, rule: (item: unknown) => Verdict): Verdict {
  if (!Array.isArray(list) || list.length === 0) return 'must have at least 1 item';
  if (list.length > most) return `no more than ${most} items allowed`;
  return first(...list.map(rule));
}

export function unique(list: unknown, key: string): Verdict {
  if (!Array.isArray(list)) return undefined;
  const ids = list.flatMap((item) => (isJson(item) && typeof item[key] === 'string' ? [item[key]] : []));
  return new Set(ids).size === ids.length ? undefined : `${key} must be unique`;
}

export function onlyFields(given: Json, known: readonly string[]): Verdict {
  const other = Object.keys(given).find((name) => !known.includes(name));
  return other === undefined ? undefined : `no more fields allowed: ${other}`;
}
