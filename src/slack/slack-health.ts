import { SlackError, type WebClient } from '@slack/web-api';
import { type Id, toId } from '../message.ts';
import { readFailure } from './failure.ts';
import type { ConfigCode, SlackCause } from './slack-codes.ts';
import type { SocketHealth } from './socket-receiver.ts';

export type SlackHealth =
  /** `canFind`: the token may read channels back; undefined where Slack does not name the token's scopes. */
  | { readonly state: 'ok'; readonly canFind: boolean | undefined; readonly team: Id | undefined }
  | { readonly state: 'degraded'; readonly reason: ConfigCode | SlackCause | 'rate_limited' };

/** How Slack is in both directions, for /readyz. */
export interface SlackCheck {
  readonly state: 'ok' | 'degraded';
  readonly reason?: string;
  readonly token: string;
  /** The workspace of the token, where Slack says it. */
  readonly team?: Id;
  /** Of the socket, where presses come over one. */
  readonly socket?: string;
}

export function slackCheck(token: SlackHealth, socket: SocketHealth | undefined): SlackCheck {
  const word = (health: SlackHealth | SocketHealth): string => (health.state === 'ok' ? 'ok' : health.reason);
  const ofSocket = socket?.state === 'degraded' ? `socket: ${socket.reason}` : undefined;
  const reason = token.state === 'degraded' ? token.reason : ofSocket;
  return {
    state: reason === undefined ? 'ok' : 'degraded',
    ...(reason === undefined ? {} : { reason }),
    token: word(token),
    ...(token.state === 'ok' && token.team ? { team: token.team } : {}),
    ...(socket ? { socket: word(socket) } : {}),
  };
}

/** Asks Slack who the token is (auth.test). It does not prove that the channel can be posted to. Never throws. */
export async function checkSlack(client: WebClient): Promise<SlackHealth> {
  try {
    const answer = await client.auth.test();
    const scopes = answer.response_metadata?.scopes;
    if (scopes !== undefined && !scopes.includes('chat:write'))
      return { state: 'degraded', reason: 'missing_scope' };
    const canFind = scopes?.some((scope) => scope === 'channels:history' || scope === 'groups:history');
    return { state: 'ok', canFind, team: toId(answer.team_id) };
  } catch (error) {
    return { state: 'degraded', reason: reasonOf(error) };
  }
}

export function reasonOf(error: unknown): ConfigCode | SlackCause | 'rate_limited' {
  if (!(error instanceof SlackError)) return 'unknown';
  const failure = readFailure(error);
  switch (failure.kind) {
    case 'rate_limited':
      return 'rate_limited';
    case 'unavailable':
      return failure.cause;
    case 'misconfigured':
      return failure.code;
    case 'refused_payload':
    case 'stale':
      return 'unknown';
  }
}
