// The one thing that a person can do about an open finding. Constant sentences only.

import { unreachable } from '../errors.ts';
import type { Resource } from '../message.ts';
import type { Finding, NotRedactableReason, Scope } from '../outcome.ts';
import { permissionName } from './intercom-permission.ts';

const DELETE_BY_HAND =
  'Open it in Intercom and delete the message there (a teammate needs the permission to delete replies and notes).';
const DELETE_ALL =
  'If the inbox does not offer that, an approver can delete the whole conversation with the button “Delete…”.';
const DELETE_ALL_BY_API =
  'If the inbox does not offer that, have the conversation deleted through the API: nobody is named in SLACK_APPROVERS.';
/** Only the deletion of the whole conversation is left. */
const ONLY_DELETE: Readonly<Record<'yes' | 'no', string>> = {
  yes: 'an approver can delete the whole conversation with the button “Delete…”.',
  no: 'have the conversation deleted through the API: nobody is named in SLACK_APPROVERS.',
};
const LOOK_BY_HAND = 'Open it in Intercom and look through it by hand: what it holds was not checked.';
const LOOK_AT_FILES =
  'Open it in Intercom and look at the attachments. What holds personal data must be deleted there, with its message.';
const FIRST = 'Nothing to do yet: the first attempt comes next.';
const WAIT = 'Nothing to do yet: it is tried again by itself, for up to 72 hours.';
/** Steps that ask for patience only: left out where another step asks for more. */
export const PATIENCE: readonly string[] = [FIRST, WAIT];
const REPORT = 'Then pass the status and code on to whoever runs this service.';
const TICK = 'In the Intercom Developer Hub (your app, Configure, Authentication, Edit) tick';

/** What a person can do about an open finding. */
export function nextStep({ outcome, state, resource }: Finding, hasApprovers: boolean): string {
  const waiting = state === 'waiting';
  const deleteByHand = `${DELETE_BY_HAND} ${hasApprovers ? DELETE_ALL : DELETE_ALL_BY_API}`;
  const byHand = resource === 'conversation' ? LOOK_BY_HAND : deleteByHand;
  if (outcome === undefined) return waiting ? FIRST : byHand;
  switch (outcome.kind) {
    case 'not_redactable':
      return outcome.reason === 'outside_body'
        ? stepOutsideBody(resource, hasApprovers)
        : stepNotRedactable(outcome.reason, deleteByHand, hasApprovers);
    case 'denied':
      return stepDenied(outcome.scope);
    case 'unauthorised':
      return 'Put a valid access token into INTERCOM_ACCESS_TOKEN, check INTERCOM_REGION, and restart.';
    case 'other_workspace':
      return 'Put the access token of the workspace that sends the webhooks into INTERCOM_ACCESS_TOKEN, and restart.';
    case 'rejected':
      return waiting ? WAIT : `${byHand} ${REPORT}`;
    case 'redacted':
      return state === 'attachments' ? LOOK_AT_FILES : waiting ? WAIT : byHand;
    case 'rate_limited':
    case 'unavailable':
    case 'already_redacted':
    case 'scanned':
    case 'gone':
      return waiting ? WAIT : byHand;
    default:
      return unreachable(outcome);
  }
}

function stepNotRedactable(
  reason: Exclude<NotRedactableReason, 'outside_body'>,
  deleteByHand: string,
  hasApprovers: boolean,
): string {
  switch (reason) {
    case 'source_not_by_contact':
    case 'refused':
      return deleteByHand;
    case 'no_message_id':
      return `Open it in Intercom and look at the first message. If the data is there, ${ONLY_DELETE[hasApprovers ? 'yes' : 'no']}`;
    case 'unverifiable':
      return 'Open it in Intercom, scroll back to the message, and delete it there if the text still shows.';
    case 'legal_hold':
      return 'Nothing to do in Intercom while the hold lasts. When it ends, take the tag away and redact the message by hand.';
    case 'unseen_parts':
      return 'Open it in Intercom and look through the messages older than the newest 500.';
    default:
      return unreachable(reason);
  }
}

/** Intercom docs: titles and ticket attributes can be changed; a subject only goes with its conversation. */
function stepOutsideBody(resource: Resource, hasApprovers: boolean): string {
  switch (resource) {
    case 'title':
      return "Open it in Intercom and change the conversation's title.";
    case 'ticket_attributes':
      return "Open it in Intercom and clear the ticket's fields that hold the data.";
    case 'subject':
    case 'source':
    case 'conversation_part':
    case 'conversation':
      return `A subject cannot be changed: ${ONLY_DELETE[hasApprovers ? 'yes' : 'no']}`;
    default:
      return unreachable(resource);
  }
}

/** Intercom docs, OAuth scopes: permissions are ticked per app, in the Developer Hub. */
function stepDenied(scope: Scope): string {
  switch (scope) {
    case 'plan':
      return "Ask an Intercom admin to check the workspace's subscription, then restart.";
    case 'unknown':
      return `${TICK} “${permissionName('read_conversations')}” and “${permissionName('write_conversations')}”, then restart.`;
    default:
      return `${TICK} “${permissionName(scope)}”, then restart.`;
  }
}
