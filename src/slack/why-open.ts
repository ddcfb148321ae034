// Why a finding is still open, in constant sentences.

import { unreachable } from '../errors.ts';
import type { NotRedactableReason, Outcome, Scope, UnavailableCause } from '../outcome.ts';
import { permissionName } from './intercom-permission.ts';
import { count } from './quantities.ts';

/** One plain sentence without its full stop. */
export function whyOpen(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'It has not been tried yet';
  switch (outcome.kind) {
    case 'not_redactable':
      return whyNotRedactable(outcome.reason);
    case 'denied':
      return whyDenied(outcome.scope);
    case 'unauthorised':
      return 'Intercom refuses the access token';
    case 'other_workspace':
      return 'The access token belongs to another workspace than the message';
    case 'rate_limited':
      return 'Intercom asked to wait: too many requests';
    case 'unavailable':
      return whyUnavailable(outcome.cause);
    case 'rejected':
      return `Intercom refused with status ${outcome.status} (${outcome.code})`;
    case 'redacted':
      return outcome.attachmentsLeft
        ? `Its text is redacted, and Intercom still shows ${count(outcome.attachmentsLeft, 'attachment')} with it`
        : 'Intercom shows it as redacted';
    case 'already_redacted':
      return 'Intercom shows it as redacted';
    case 'scanned':
      return 'The conversation was checked';
    case 'gone':
      return 'The conversation is deleted';
    default:
      return unreachable(outcome);
  }
}

function whyNotRedactable(reason: NotRedactableReason): string {
  switch (reason) {
    case 'source_not_by_contact':
      return "It is the conversation's first message and no contact wrote it; Intercom redacts first messages by contacts only";
    case 'no_message_id':
      return 'Intercom gave the message no id, so that no request can name it';
    case 'outside_body':
      return "It stands in the subject, the title or a ticket's fields, which redaction does not reach";
    case 'refused':
      return 'Intercom refused to redact it, and the text is still there';
    case 'unverifiable':
      return 'Intercom refused, and the message is beyond the newest 500, where nobody can read it back';
    case 'legal_hold':
      return 'The conversation carries the tag of a legal hold, under which nothing is changed';
    case 'unseen_parts':
      return 'Intercom shows the newest 500 messages only, and this conversation has more';
    default:
      return unreachable(reason);
  }
}

function whyDenied(scope: Scope): string {
  switch (scope) {
    case 'plan':
      return "The workspace's Intercom plan does not allow it";
    case 'unknown':
      return 'Intercom refused for want of a permission, and did not say which';
    default:
      return `The permission “${permissionName(scope)}” is missing`;
  }
}

function whyUnavailable(cause: UnavailableCause): string {
  switch (cause) {
    case 'timeout':
      return 'Intercom did not answer in time';
    case 'network':
      return 'Intercom cannot be reached over the network';
    case 'server_error':
      return 'Intercom answers with server errors';
    case 'not_json':
      return 'Intercom answers with something that is not its API';
    case 'not_visible':
      return 'Intercom does not know the message yet';
    default:
      return unreachable(cause);
  }
}
