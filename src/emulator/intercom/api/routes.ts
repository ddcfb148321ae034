// Every endpoint, in the order in which they are tried.

import type { Scope } from '../options.ts';
import type { Answer } from './answer.ts';
import { deleteConversation, deleteTicket, listDeleted } from './delete.ts';
import { manageConversation } from './manage.ts';
import { listAdmins, listTeams, readAdmin, readContact, readTeam } from './people.ts';
import { listConversations, me, readConversation, readTicket } from './read.ts';
import { redact } from './redact.ts';
import { replyToConversation, replyToTicket } from './reply.ts';
import type { ApiRequest } from './request.ts';
import { searchConversations } from './search.ts';
import { listSideConversations } from './side-conversations.ts';
import { createTag, listTags, tagConversation, untagConversation } from './tags.ts';
import { updateTicket } from './update-ticket.ts';
import { createConversation, updateConversation } from './write.ts';

export interface Route {
  readonly method: string;
  /** As Intercom docs write it, with `:id` for an id. */
  readonly template: string;
  readonly path: RegExp;
  /** Needed to call it at all. Intercom docs name none for redaction, deletion and replies, and few others: inferred. */
  readonly scope: Scope | undefined;
  /** First version that has it. Intercom docs: 2.2 for redaction, 2.13 for deletion; the answer before is inferred. */
  readonly since: `2.${number}`;
  readonly answer: (request: ApiRequest) => Answer;
}

export const ROUTES: readonly Route[] = [
  route('POST', '/conversations/redact', 'write_conversations', redact, '2.2'),
  route('POST', '/conversations/search', 'read_conversations', searchConversations),
  route('GET', '/conversations/deleted', 'read_conversations', listDeleted, '2.16'),
  route('GET', '/conversations/:id', 'read_conversations', readConversation),
  route('DELETE', '/conversations/:id', 'write_conversations', deleteConversation, '2.13'),
  route('PUT', '/conversations/:id', 'write_conversations', updateConversation),
  route('GET', '/conversations/:id/side_conversations', 'read_conversations', listSideConversations, '2.16'),
  route('POST', '/conversations/:id/parts', 'write_conversations', manageConversation),
  route('POST', '/conversations/:id/tags', 'write_tags', tagConversation),
  route('DELETE', '/conversations/:id/tags/:tag_id', 'write_tags', untagConversation),
  route('POST', '/conversations/:id/reply', 'write_conversations', replyToConversation),
  route('GET', '/conversations', 'read_conversations', listConversations),
  route('POST', '/conversations', 'write_conversations', createConversation),
  route('GET', '/tickets/:id', 'read_tickets', readTicket),
  route('PUT', '/tickets/:id', 'write_tickets', updateTicket),
  route('DELETE', '/tickets/:id', 'write_tickets', deleteTicket, '2.13'),
  route('POST', '/tickets/:id/reply', 'write_tickets', replyToTicket),
  route('GET', '/contacts/:id', 'read_users', readContact),
  route('GET', '/admins', 'read_admins', listAdmins),
  route('GET', '/admins/:id', 'read_admins', readAdmin),
  route('GET', '/teams', 'read_admins', listTeams),
  route('GET', '/teams/:id', 'read_admins', readTeam),
  route('GET', '/tags', 'read_tags', listTags),
  route('POST', '/tags', 'write_tags', createTag),
  route('GET', '/me', undefined, me),
];

function route(
  method: string,
  template: string,
  scope: Scope | undefined,
  answer: Route['answer'],
  since: Route['since'] = '2.0',
): Route {
  const pattern = new RegExp(`^${template.replaceAll(/:\w+/g, '([^/]+)')}$`);
  return { method, template, path: pattern, scope, since, answer };
}
