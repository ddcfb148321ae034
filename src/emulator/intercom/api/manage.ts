// POST /conversations/{id}/parts: state and assignment.

import type { PartSeed } from '../state/seeds.ts';
import { conversationWithParts } from '../wire/conversation.ts';
import { apiForm } from '../wire/form.ts';
import {
  ADMIN_NOT_FOUND,
  type Answer,
  invalid,
  missing,
  missingScope,
  NOT_FOUND,
  ok,
  type Refusal,
} from './answer.ts';
import { type ApiRequest, idIn, textIn } from './request.ts';

/** Intercom docs: "Manage a conversation"; a close may carry a body. The time of a snooze is not kept. */
export function manageConversation(request: ApiRequest): Answer {
  const conversation = request.workspace.conversation(request.id);
  if (!conversation) return NOT_FOUND;
  if (conversation.ticket && !request.scopes.has('write_tickets')) return missingScope('write_tickets');
  const part = readChange(request);
  if ('kind' in part) return part;

  request.workspace.addPart(conversation, part);
  return ok(conversationWithParts(conversation, apiForm(request.version, false)));
}

function readChange({ body, workspace }: ApiRequest): PartSeed | Refusal {
  const partType = textIn(body, 'message_type');
  if (partType === undefined) return missing('message_type');
  if (!['close', 'open', 'snoozed', 'assignment'].includes(partType))
    return invalid('message_type is invalid');
  const author = workspace.teammate(idIn(body, 'admin_id') ?? '');
  if (!author) return ADMIN_NOT_FOUND;
  if (partType === 'close') return { author, partType, body: textIn(body, 'body') ?? null };
  if (partType !== 'assignment') return { author, partType };

  const id = idIn(body, 'assignee_id');
  if (id === undefined) return missing('assignee_id');
  const type = body.type === 'team' ? 'team' : 'admin';
  return { author, partType, body: textIn(body, 'body') ?? null, assignedTo: { type, id } };
}
