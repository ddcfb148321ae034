// What can become of a message that holds personal data. Expected results are values; only bugs are thrown.

import type { AuthorType, Id, MessageRef, Origin, RuleCount } from './message.ts';

/** Why Intercom cannot redact a message. Each has one next step for a person. */
export const NOT_REDACTABLE_REASONS = [
  /** A source that no contact wrote: Intercom redacts sources by contacts only. */
  'source_not_by_contact',
  /** Intercom gave the source no id, so that it cannot be named in a request. */
  'no_message_id',
  /** The text stands in the subject, the title or a ticket's attributes, which redaction does not reach. */
  'outside_body',
  /** Intercom refused, and reading the conversation back shows the text still there. */
  'refused',
  /** Intercom refused, and the message is beyond the newest 500 parts, so that nobody can read it back. */
  'unverifiable',
  /** The conversation has more than the newest 500 parts, which is all that Intercom shows: the rest is not scanned. */
  'unseen_parts',
  /** The conversation carries the tag of a legal hold: nothing is done to it. */
  'legal_hold',
] as const;
export type NotRedactableReason = (typeof NOT_REDACTABLE_REASONS)[number];

export const UNAVAILABLE_CAUSES = [
  'timeout',
  'network',
  'server_error',
  'not_json',
  /** Intercom's own copies lag: a message that it does not know yet, or a redaction that does not show yet. */
  'not_visible',
] as const;
export type UnavailableCause = (typeof UNAVAILABLE_CAUSES)[number];

/** The result of one attempt at redacting a message, or at scanning a conversation. */
export type Outcome =
  /** `attachmentsLeft`: files that Intercom still shows with the redacted message; nobody scanned them. */
  | {
      readonly kind: 'redacted';
      readonly provenBy: 'answer' | 'read_back' | 'webhook';
      readonly attachmentsLeft?: number;
    }
  /** It was redacted before this product's first attempt, by a person or by another run. */
  | { readonly kind: 'already_redacted' }
  /** The conversation was fetched and scanned to its end. */
  | { readonly kind: 'scanned' }
  /** The conversation was deleted. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'not_redactable'; readonly reason: NotRedactableReason }
  /** 403. `scope` is the permission that Intercom named; `plan` when the plan forbids it. */
  | { readonly kind: 'denied'; readonly scope: Scope }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'rate_limited'; readonly until: Date }
  | { readonly kind: 'unavailable'; readonly cause: UnavailableCause }
  /** Any other refusal. `code` is one of Intercom's published codes, else `unknown`. */
  | { readonly kind: 'rejected'; readonly status: number; readonly code: IntercomErrorCode }
  /** The token belongs to another workspace than the message. */
  | { readonly kind: 'other_workspace' };

/** What became of a conversation's reporting metrics. `unknown`: Intercom does not say, or not yet. */
export type Metrics = 'retained' | 'removed' | 'unknown';

/** The result of one attempt at deleting a conversation. */
export type DeletionOutcome =
  /** `read_back`: it cannot be read any more. `answer`: Intercom said so, and it could not be read back. */
  | { readonly kind: 'deleted'; readonly provenBy: 'answer' | 'read_back'; readonly metrics: Metrics }
  /** It was deleted before the first attempt, by a person or by another run. */
  | { readonly kind: 'gone'; readonly metrics: Metrics }
  | Extract<Outcome, { kind: 'denied' | 'unauthorised' | 'rate_limited' | 'unavailable' | 'rejected' }>;

export const SCOPES = [
  'write_conversations',
  'read_conversations',
  'write_tickets',
  'read_tickets',
  'delete_conversations_and_metrics',
  'plan',
  'unknown',
] as const;
export type Scope = (typeof SCOPES)[number];

export const INTERCOM_ERROR_CODES = [
  'parameter_not_found',
  'parameter_invalid',
  'type_mismatch',
  'intercom_version_invalid',
  'conversation_part_not_redactable',
  'conversation_part_or_message_not_found',
  'not_found',
  'ticket_not_found',
  'admin_not_found',
  'token_unauthorized',
  'action_forbidden',
  'unsupported',
  'bad_request',
  'unknown',
] as const;
export type IntercomErrorCode = (typeof INTERCOM_ERROR_CODES)[number];

/** What the policy decided for a message beyond redacting it now, kept with the finding. */
export interface Plan {
  /** `on_close`: when the conversation is closed, at the latest after a while; `later`: after a set time. */
  readonly when: 'now' | 'on_close' | 'later';
  readonly note: 'none' | 'masked_copy';
  /** What follows when Intercom cannot redact it. */
  readonly unredactable: 'notify' | 'request_delete';
  /** `request`: the conversation's deletion is asked for in any case. */
  readonly deletion: 'none' | 'request';
  /** Whether reports still count the conversation after a deletion. */
  readonly retainMetrics: boolean;
  /** The event did not tell the conversation's tags, of which one may be a legal hold: they are looked at before acting. */
  readonly tagsUntold: boolean;
}

export const PLAIN_PLAN: Plan = {
  when: 'now',
  note: 'none',
  unredactable: 'notify',
  deletion: 'none',
  retainMetrics: true,
  tagsUntold: false,
};

/** Where a finding stands. */
export const FINDING_STATES = [
  /** A job will try, or try again. */
  'waiting',
  /** Proven redacted. */
  'redacted',
  /** Its text is proven redacted, and Intercom still shows files with it: a person must look at them. */
  'attachments',
  /** A conversation whose text an event did not bring: all of it was scanned. */
  'scanned',
  /** The conversation is deleted. */
  'gone',
  /** Intercom cannot redact it: a person must. */
  'unredactable',
  /** A permission is missing; taken up again at the next start. */
  'parked',
  /** Given up: refused for another reason, or unavailable for 72 h. */
  'failed',
  /** Seen and left alone, because the policy only monitors it. */
  'reported',
  /** A person says that they removed it in Intercom. */
  'by_hand',
  /** A person says that it is no personal data. */
  'dismissed',
] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/**
 * One message that holds personal data, as it is kept: ids, rules, counts and times, never text. With the resource
 * `conversation` and no rules: a conversation that must still be fetched and scanned.
 */
export interface Finding extends MessageRef {
  readonly id: Id;
  readonly authorType: AuthorType;
  readonly origin: Origin;
  readonly rules: readonly RuleCount[];
  readonly state: FindingState;
  readonly plan: Plan;
  /** Not to be acted on before this time. */
  readonly actAt: Date | undefined;
  /** The last attempt's outcome. */
  readonly outcome: Outcome | undefined;
  readonly attempts: number;
  readonly saidAt: Date;
  readonly seenAt: Date;
  /** When the first attempt began. */
  readonly actedAt: Date | undefined;
  /** When an end state was proven. */
  readonly provenAt: Date | undefined;
}

/** Troubles of the service as a whole; one card each while they last. */
export const SERVICE_PROBLEMS = [
  'intercom_unauthorised',
  'intercom_other_workspace',
  'rules_refused',
  /** As many conversations as may be were deleted in this hour or day. */
  'deletions_used_up',
] as const;
export type ServiceProblem = (typeof SERVICE_PROBLEMS)[number];
