// Every endpoint, in the order in which they are tried.

import type { Scope } from '../options.ts';
import type { Answer } from './answer.ts';
import { deleteConversation } from './delete.ts';
import { listConversations, me, readConversation, readTicket } from './read.ts';
import { redact } from './redact.ts';
import type { ApiRequest } from './request.ts';
import { searchConversations } from './search.ts';
import { createConversation, replyToConversation } from './write.ts';

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** Needed to call it at all. Intercom docs name none for redaction, deletion and replies: inferred. */
  readonly scope: Scope | undefined;
  /** First version that has it. Intercom docs: 2.2 for redaction, 2.13 for deletion; the answer before is inferred. */
  readonly since: `2.${number}`;
  readonly answer: (request: ApiRequest) => Answer;
}

export const ROUTES: readonly Route[] = [
  route('POST', '/conversations/redact', 'write_conversations', redact, '2.2'),
  route('POST', '/conversations/search', 'read_conversations', searchConversations),
  route('GET', '/conversations/:id', 'read_conversations', readConversation),
  route('DELETE', '/conversations/:id', 'write_conversations', deleteConversation, '2.13'),
  route('POST', '/conversations/:id/reply', 'write_conversations', replyToConversation),
  route('GET', '/conversations', 'read_conversations', listConversations),
  route('POST', '/conversations', 'write_conversations', createConversation),
  route('GET', '/tickets/:id', 'read_tickets', readTicket),
  route('GET', '/me', undefined, me),
];

function route(
  method: string,
  path: string,
  scope: Scope | undefined,
  answer: Route['answer'],
  since: Route['since'] = '2.0',
): Route {
  return { method, path: new RegExp(`^${path.replace(':id', '([^/]+)')}$`), scope, since, answer };
}
