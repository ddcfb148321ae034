// A ticket as Intercom's JSON: whole in answers, shorter in notifications (inferred from third parties' reports).

import type { Conversation, JsonObject, TicketFields } from '../state/conversation.ts';
import { linkedObjects, PARTS_SHOWN } from './conversation.ts';
import type { Form } from './form.ts';
import { contactsJson, ticketPartJson } from './part.ts';

export function ticketJson(record: Conversation, ticket: TicketFields, form: Form): JsonObject {
  const noOne = form.since2_16 ? 0 : null;
  return {
    ...briefTicketJson(record, ticket),
    ticket_state: {
      type: 'ticket_state',
      id: '7493',
      category: record.state === 'closed' ? 'resolved' : 'submitted',
    },
    ticket_type: {
      type: 'ticket_type',
      id: '53',
      name: 'Request',
      category: ticket.category,
      archived: false,
    },
    admin_assignee_id: record.adminAssigneeId ?? noOne,
    team_assignee_id: record.teamAssigneeId ?? noOne,
    snoozed_until: null,
    linked_objects: linkedObjects(record.linkedTickets),
    ticket_parts: {
      type: 'ticket_part.list',
      ticket_parts: record.parts.slice(-PARTS_SHOWN).map((part) => ticketPartJson(part, form)),
      total_count: record.parts.length,
    },
  };
}

export function briefTicketJson(record: Conversation, ticket: TicketFields): JsonObject {
  return {
    type: 'ticket',
    id: record.id,
    ticket_id: ticket.ticketId,
    category: ticket.category,
    ticket_attributes: ticket.attributes,
    contacts: contactsJson(record.contact),
    created_at: record.createdAtS,
    updated_at: record.updatedAtS,
    open: record.state !== 'closed',
    is_shared: ticket.isShared,
  };
}
