// POST /conversations/search: the query language, compiled to a predicate.

import type { Conversation } from '../state/conversation.ts';
import { type Answer, invalid, missing, type Refusal } from './answer.ts';
import { conversationPage, readPaging } from './pages.ts';
import { type ApiRequest, isObject } from './request.ts';
import { compileFilter, type Predicate } from './search-filter.ts';

/** Intercom docs: at most two levels of nesting, and 15 filters in a group. */
const MAX_DEPTH = 2;
const MAX_FILTERS = 15;

/** Intercom docs: "Search conversations". Every refusal's code and wording is inferred. */
export function searchConversations(request: ApiRequest): Answer {
  const { query, pagination } = request.body;
  if (query === undefined) return missing('query');
  const predicate = compile(query, 0);
  if (typeof predicate !== 'function') return predicate;
  const { per_page, starting_after } = isObject(pagination) ? pagination : {};
  const paging = readPaging(per_page, starting_after);
  return 'kind' in paging
    ? paging
    : conversationPage(request, paging, predicate, request.workspace.searchable());
}

function compile(query: unknown, depth: number): Predicate | Refusal {
  if (!isObject(query)) return invalid('query is not valid');
  const { operator, value } = query;
  if (operator !== 'AND' && operator !== 'OR') return compileFilter(query);
  if (!Array.isArray(value)) return invalid('value of an AND or OR group has to be a list');
  if (depth >= MAX_DEPTH) return invalid('query is nested too deeply');
  if (value.length > MAX_FILTERS) return invalid('query has too many filters');

  const predicates: Predicate[] = [];
  for (const entry of value) {
    const predicate = compile(entry, depth + 1);
    if (typeof predicate !== 'function') return predicate;
    predicates.push(predicate);
  }
  return operator === 'AND'
    ? (conversation: Conversation) => predicates.every((predicate) => predicate(conversation))
    : (conversation: Conversation) => predicates.some((predicate) => predicate(conversation));
}
