// Slack's error codes that mean something to us. Only codes listed here leave this adapter: Slack's own string never
// does, since anything can stand in its place. Source: Slack docs, errors of each Web API method.

/** Somebody must change a setting, in Slack or here; Slack did not take the message. */
export const CONFIG_CODES = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'is_inactive',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'ekm_access_denied',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'access_denied',
  'accesslimited',
  'team_access_not_granted',
  'messages_tab_disabled',
  'org_login_required',
  'enterprise_is_restricted',
  'two_factor_setup_required',
  'unknown_method',
] as const;
/** `http_refused`: a status below 500 that Slack does not use; `unknown`: a code that is not listed here. */
export type ConfigCode = (typeof CONFIG_CODES)[number] | 'http_refused' | 'unknown';

/** Slack will never take this message as it is. */
export const PAYLOAD_CODES = [
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'invalid_metadata',
  'metadata_too_large',
  'metadata_must_be_sent_from_app',
  'markdown_text_conflict',
  'invalid_arguments',
] as const;
export type PayloadCode = (typeof PAYLOAD_CODES)[number];

/** The message to edit, or to reply to, is not there, or no longer ours to edit. */
export const STALE_CODES = [
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'thread_not_found',
  'cannot_reply_to_message',
] as const;

/** Tried again later, Slack says. The first two may have taken effect: so say Slack's docs. */
export const HALF_DONE_CODES: readonly string[] = ['internal_error', 'fatal_error'];
export const PASSING_CODES: readonly string[] = [
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'external_channel_migrating',
  'update_failed',
];

export function isConfigCode(code: string): code is ConfigCode {
  return isOneOf(CONFIG_CODES, code) || code === 'http_refused' || code === 'unknown';
}

/** Why no answer of Slack's could be read. */
export const SLACK_CAUSES = ['timeout', 'network', 'server_error', 'not_json'] as const;
export type SlackCause = (typeof SLACK_CAUSES)[number];

export function isSlackCause(cause: string): cause is SlackCause {
  return isOneOf(SLACK_CAUSES, cause);
}

export function isOneOf<const Code extends string>(codes: readonly Code[], code: string): code is Code {
  return codes.some((known) => known === code);
}
