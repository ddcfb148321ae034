// Tags: GET and POST /tags, POST /conversations/{id}/tags, DELETE /conversations/{id}/tags/{tag_id}.

import type { JsonObject, Tag } from '../state/conversation.ts';
import { ADMIN_NOT_FOUND, type Answer, missing, missingScope, NOT_FOUND, ok } from './answer.ts';
import { type ApiRequest, idIn, textIn } from './request.ts';

export function listTags({ workspace }: ApiRequest): Answer {
  return ok({ type: 'list', data: [...workspace.tags()].map(tagJson) });
}

/** Intercom docs: "Create or update a tag"; a name that is there gives the tag that has it. */
export function createTag({ workspace, body }: ApiRequest): Answer {
  const name = textIn(body, 'name');
  return name === undefined ? missing('name') : ok(tagJson(workspace.tagNamed(name)));
}

/** Intercom docs: "Add tag to a conversation". Which topic it is told under is not documented: none. */
export function tagConversation(request: ApiRequest): Answer {
  const { body, workspace } = request;
  const tagId = idIn(body, 'id');
  if (tagId === undefined) return missing('id');
  return changeTags(request, tagId, (tags, tag) => [...tags.filter(({ id }) => id !== tag.id), tag], {
    applied_at: workspace.nowS(),
    applied_by: { type: 'admin', id: idIn(body, 'admin_id') ?? null },
  });
}

export function untagConversation(request: ApiRequest): Answer {
  return changeTags(request, request.otherId, (tags, tag) => tags.filter(({ id }) => id !== tag.id));
}

function changeTags(
  request: ApiRequest,
  tagId: string,
  change: (tags: readonly Tag[], tag: Tag) => readonly Tag[],
  said: JsonObject = {},
): Answer {
  const { body, workspace } = request;
  const adminId = idIn(body, 'admin_id');
  if (adminId === undefined) return missing('admin_id');
  const conversation = workspace.conversation(request.id);
  const tag = workspace.tag(tagId);
  if (!conversation || !tag) return NOT_FOUND;
  if (conversation.ticket && !request.scopes.has('write_tickets')) return missingScope('write_tickets');
  if (!workspace.teammate(adminId)) return ADMIN_NOT_FOUND;

  workspace.change(conversation, { tags: change(conversation.tags, tag) });
  return ok({ ...tagJson(tag), ...said });
}

function tagJson({ id, name }: Tag): JsonObject {
  return { type: 'tag', id, name };
}
