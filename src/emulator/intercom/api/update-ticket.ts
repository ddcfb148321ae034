// PUT /tickets/{id}.

import { apiForm } from '../wire/form.ts';
import { ticketJson } from '../wire/ticket.ts';
import { type Answer, ok, TICKET_NOT_FOUND } from './answer.ts';
import { type ApiRequest, isObject } from './request.ts';

/**
 * Intercom docs: "Update a ticket"; of its fields `ticket_attributes`, `is_shared` and `open`. Each change of an
 * attribute leaves a part without a body, as in the docs' example. That this part names the attribute but not its value
 * is inferred.
 */
export function updateTicket(request: ApiRequest): Answer {
  const { body, workspace } = request;
  const record = workspace.ticket(request.id);
  if (!record?.ticket) return TICKET_NOT_FOUND;

  const author = workspace.people.admin;
  if (isObject(body.ticket_attributes)) {
    record.ticket.attributes = { ...record.ticket.attributes, ...body.ticket_attributes };
    for (const name of Object.keys(body.ticket_attributes)) {
      const eventDetails = { attribute: { name } };
      workspace.addPart(record, { author, partType: 'ticket_attribute_updated_by_admin', eventDetails });
    }
  }
  if (typeof body.is_shared === 'boolean') record.ticket.isShared = body.is_shared;
  if (typeof body.open === 'boolean') {
    const partType = body.open ? 'open' : 'close';
    if (body.open !== (record.state !== 'closed')) workspace.addPart(record, { author, partType });
  }
  return ok(ticketJson(record, record.ticket, apiForm(request.version, false)));
}
