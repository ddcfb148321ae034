// One filter of a search: field, operator, value.

import type { Conversation, JsonObject } from '../state/conversation.ts';
import { toPlainText } from '../wire/plain-text.ts';
import { invalid, type Refusal } from './answer.ts';

export type Predicate = (conversation: Conversation) => boolean;

type Value = string | number | boolean | null;
/** A list where the conversation has several values: one that fits is enough. */
type Field = (conversation: Conversation) => Value | readonly Value[];

/** Intercom docs name more fields; parts' bodies are not among them. */
const FIELDS: Readonly<Record<string, Field>> = {
  id: (it) => it.id,
  created_at: (it) => it.createdAtS,
  updated_at: (it) => it.updatedAtS,
  waiting_since: (it) => it.waitingSinceS,
  open: (it) => it.state === 'open',
  read: (it) => it.read,
  state: (it) => it.state,
  title: (it) => it.title,
  tag_ids: (it) => it.tags.map(({ id }) => id),
  contact_ids: (it) => it.contact?.id ?? null,
  admin_assignee_id: (it) => it.adminAssigneeId,
  team_assignee_id: (it) => it.teamAssigneeId,
  'source.type': (it) => it.source?.type ?? null,
  'source.id': (it) => it.source?.id ?? null,
  'source.delivered_as': (it) => it.source?.deliveredAs ?? null,
  'source.subject': (it) => it.source?.subject ?? null,
  'source.url': (it) => it.source?.url ?? null,
  'source.author.id': (it) => it.source?.author.id ?? null,
  'source.author.type': (it) => it.source?.author.type ?? null,
  'source.author.email': (it) => it.source?.author.email ?? null,
  // Intercom docs: matched word by word, never as a phrase.
  'source.body': (it) => toPlainText(it.source?.body ?? '', false).split(/\s+/),
  'statistics.last_contact_reply_at': (it) => it.statistics.lastContactReplyAtS,
  'statistics.last_admin_reply_at': (it) => it.statistics.lastAdminReplyAtS,
  'statistics.last_close_at': (it) => it.statistics.lastCloseAtS,
  'statistics.count_conversation_parts': (it) => it.parts.length,
};

type Comparison = (actual: Value, wanted: Value) => boolean;

/** `>` is strict: docs say "greater (or equal)", and a reader has to work with either. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': (actual, wanted) => String(actual) === String(wanted),
  '>': (actual, wanted) => actual !== null && Number(actual) > Number(wanted),
  '<': (actual, wanted) => actual !== null && Number(actual) < Number(wanted),
  '~': (actual, wanted) => String(actual ?? '').includes(String(wanted)),
  '^': (actual, wanted) => String(actual ?? '').startsWith(String(wanted)),
  $: (actual, wanted) => String(actual ?? '').endsWith(String(wanted)),
};

const NEGATIONS: Readonly<Record<string, string>> = { '!=': '=', '!~': '~', NIN: 'IN' };

export function compileFilter({ field, operator, value }: JsonObject): Predicate | Refusal {
  const read = typeof field === 'string' ? FIELDS[field] : undefined;
  if (!read) return invalid(`${String(field)} is not a valid search field`);
  const name = String(operator);
  const positive = compileComparison(read, NEGATIONS[name] ?? name, value);
  if (typeof positive !== 'function' || !(name in NEGATIONS)) return positive;
  return (conversation) => !positive(conversation);
}

function compileComparison(read: Field, operator: string, value: unknown): Predicate | Refusal {
  const wanted = operator === 'IN' ? value : [value];
  if (!Array.isArray(wanted) || !wanted.every(isValue)) return invalid('value is not valid for the operator');
  const compare = COMPARISONS[operator === 'IN' ? '=' : operator];
  if (!compare) return invalid(`${operator} is not a valid operator`);
  if (
    (operator === '>' || operator === '<') &&
    !wanted.every((it) => Number.isFinite(Number(it ?? Number.NaN)))
  ) {
    return invalid('value has to be a number');
  }
  return (conversation) => {
    const found = read(conversation);
    const actuals: readonly Value[] = typeof found === 'object' && found !== null ? found : [found];
    return actuals.some((actual) => wanted.some((it) => compare(actual, it)));
  };
}

function isValue(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
