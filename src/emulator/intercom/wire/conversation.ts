// A conversation as Intercom's JSON. The order of keys is that of recorded answers.

import type { Conversation, JsonObject, Part, Source, Statistics } from '../state/conversation.ts';
import type { Form } from './form.ts';
import { authorJson, contactsJson, partJson } from './part.ts';

/** Intercom docs: at most 500 parts are returned, the newest ones. */
export const PARTS_SHOWN = 500;

/** As in a list: without parts. */
export function conversationJson(conversation: Conversation, form: Form): JsonObject {
  const { source, ticket } = conversation;
  const noOne = form.since2_16 ? 0 : null;
  return {
    type: 'conversation',
    id: conversation.id,
    created_at: conversation.createdAtS,
    updated_at: conversation.updatedAtS,
    waiting_since: conversation.waitingSinceS,
    snoozed_until: null,
    source: source === null ? null : sourceJson(source, form),
    contacts: contactsJson(conversation.contact),
    first_contact_reply: firstContactReply(conversation),
    admin_assignee_id: conversation.adminAssigneeId ?? noOne,
    team_assignee_id: conversation.teamAssigneeId ?? noOne,
    open: conversation.state === 'open',
    state: conversation.state,
    read: conversation.read,
    tags: {
      type: 'tag.list',
      tags: conversation.tags.map(({ id, name }) => ({ type: 'tag', id, name })),
    },
    priority: form.since2_16 ? 'none' : 'not_priority',
    sla_applied: null,
    statistics: statisticsJson(conversation.statistics, conversation.parts.length, form),
    conversation_rating: ratingJson(conversation),
    teammates: { type: 'admin.list', admins: [] },
    title: conversation.title,
    custom_attributes: conversation.customAttributes,
    topics: { type: 'topic.list', topics: [], total_count: 0 },
    // What stands here for a ticket is not documented: inferred.
    ticket: ticket === null ? null : { type: 'ticket', id: conversation.id },
    linked_objects: linkedObjects(conversation.linkedTickets),
    ai_agent: null,
    ai_agent_participated: false,
  };
}

/** With the newest 500 parts and the true number of all of them. */
export function conversationWithParts(conversation: Conversation, form: Form): JsonObject {
  const { parts } = conversation;
  return withParts(conversation, form, parts.slice(-PARTS_SHOWN), parts.length);
}

/** With just these parts, as in notifications. */
export function withParts(
  conversation: Conversation,
  form: Form,
  parts: readonly Part[],
  totalCount = parts.length,
): JsonObject {
  return {
    ...conversationJson(conversation, form),
    conversation_parts: {
      type: 'conversation_part.list',
      conversation_parts: parts.map((part) => partJson(part, form)),
      total_count: totalCount,
    },
  };
}

export function linkedObjects(tickets: readonly Conversation[]): JsonObject {
  const linked = tickets.map(({ id, ticket }) => ({
    type: 'ticket',
    id,
    category: ticket?.category ?? null,
  }));
  return { type: 'list', data: linked, total_count: linked.length, has_more: false };
}

function sourceJson(source: Source, form: Form): JsonObject {
  return {
    type: source.type,
    id: source.id,
    delivered_as: source.deliveredAs,
    subject: form.subject(source.subject),
    body: source.body === null ? null : form.body(source.body),
    author: authorJson(source.author),
    attachments: source.attachments,
    url: source.url,
    redacted: source.redacted,
  };
}

function ratingJson({ rating, contact, adminAssigneeId }: Conversation): JsonObject | null {
  if (rating === null) return null;
  return {
    rating: rating.rating,
    remark: rating.remark,
    created_at: rating.createdAtS,
    contact: contact === null ? null : { type: 'contact', id: contact.id, external_id: contact.externalId },
    teammate: adminAssigneeId === null ? null : { type: 'admin', id: adminAssigneeId },
  };
}

function firstContactReply(conversation: Conversation): JsonObject | null {
  const at = conversation.statistics.firstContactReplyAtS;
  return at === null ? null : { created_at: at, type: 'conversation', url: conversation.source?.url ?? null };
}

function statisticsJson(statistics: Statistics, partCount: number, form: Form): JsonObject {
  const time = form.isoStatistics ? isoTime : unixTime;
  return {
    type: 'conversation_statistics',
    time_to_assignment: null,
    time_to_admin_reply: null,
    time_to_first_close: null,
    time_to_last_close: null,
    median_time_to_reply: null,
    first_contact_reply_at: time(statistics.firstContactReplyAtS),
    first_assignment_at: null,
    first_admin_reply_at: time(statistics.firstAdminReplyAtS),
    first_close_at: time(statistics.firstCloseAtS),
    last_assignment_at: null,
    last_assignment_admin_reply_at: null,
    last_contact_reply_at: time(statistics.lastContactReplyAtS),
    last_admin_reply_at: time(statistics.lastAdminReplyAtS),
    last_close_at: time(statistics.lastCloseAtS),
    last_closed_by_id: null,
    count_reopens: statistics.countReopens,
    count_assignments: statistics.countAssignments,
    count_conversation_parts: partCount,
  };
}

function unixTime(seconds: number | null): number | null {
  return seconds;
}

function isoTime(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString().replace('Z', '+00:00');
}
