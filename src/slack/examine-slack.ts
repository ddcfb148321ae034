// What the doctor asks Slack. Nothing here posts or changes anything.

import { SlackError, WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { createSlackClient, type SlackAccess } from './slack-client.ts';
import { reasonOf } from './slack-health.ts';

export interface TokenFacts {
  readonly kind: 'token';
  /** The workspace's id. */
  readonly team: string;
  /** It belongs to an app's bot, and not to a person. */
  readonly isBot: boolean;
  /** Undefined where Slack does not name them. */
  readonly scopes: readonly string[] | undefined;
}

export interface ChannelFacts {
  readonly kind: 'channel';
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly isMember: boolean;
}

export interface Unanswered {
  readonly kind: 'unanswered';
  /** One of ours or of Slack's published codes. */
  readonly reason: string;
}

/** Codes that only these methods have. Source: Slack docs, errors of usergroups.users.list. */
const GROUP_CODES: readonly string[] = ['no_such_subteam', 'plan_upgrade_required', 'missing_scope'];

/** Source: Slack docs, auth.test; each answer names the token's scopes in the header x-oauth-scopes. */
export function examineToken(client: WebClient): Promise<TokenFacts | Unanswered> {
  return orUnanswered(async () => {
    const answer = await client.auth.test();
    return {
      kind: 'token',
      team: answer.team_id ?? '',
      isBot: answer.bot_id !== undefined,
      scopes: answer.response_metadata?.scopes,
    };
  });
}

/** Source: Slack docs, conversations.info: a private channel without the app in it is not found. */
export function examineChannel(client: WebClient, channel: string): Promise<ChannelFacts | Unanswered> {
  return orUnanswered(async () => {
    const { channel: found } = await client.conversations.info({ channel });
    return {
      kind: 'channel',
      isPrivate: found?.is_private ?? false,
      isArchived: found?.is_archived ?? false,
      isMember: found?.is_member ?? false,
    };
  });
}

export function examineGroup(
  client: WebClient,
  usergroup: string,
): Promise<{ readonly kind: 'group'; readonly members: number } | Unanswered> {
  return orUnanswered(async () => {
    const { users } = await client.usergroups.users.list({ usergroup });
    return { kind: 'group', members: users?.length ?? 0 };
  });
}

/** Asks for the address of a socket, and leaves it unused. Source: Slack docs, apps.connections.open. */
export function examineAppToken(
  access: Omit<SlackAccess, 'token'>,
  appToken: string,
): Promise<{ readonly kind: 'socket' } | Unanswered> {
  return orUnanswered(async () => {
    await createSlackClient({ ...access, token: appToken }).apps.connections.open();
    return { kind: 'socket' };
  });
}

async function orUnanswered<Facts>(ask: () => Promise<Facts>): Promise<Facts | Unanswered> {
  try {
    return await ask();
  } catch (error) {
    const code = error instanceof WebAPIPlatformError ? error.data.error : undefined;
    if (code !== undefined && GROUP_CODES.includes(code)) return { kind: 'unanswered', reason: code };
    if (!(error instanceof SlackError)) throw error;
    return { kind: 'unanswered', reason: reasonOf(error) };
  }
}
