import { SlackError, type WebClient } from '@slack/web-api';
import { readFailure } from './failure.ts';
import type { ConfigCode, SlackCause } from './slack-codes.ts';

export type SlackHealth =
  /** `canFind`: the token may read channels back; undefined where Slack does not name the token's scopes. */
  | { readonly state: 'ok'; readonly canFind: boolean | undefined }
  | { readonly state: 'degraded'; readonly reason: ConfigCode | SlackCause | 'rate_limited' };

/** Asks Slack who the token is (auth.test). It does not prove that the channel can be posted to. Never throws. */
export async function checkSlack(client: WebClient): Promise<SlackHealth> {
  try {
    const answer = await client.auth.test();
    const scopes = answer.response_metadata?.scopes;
    if (scopes !== undefined && !scopes.includes('chat:write'))
      return { state: 'degraded', reason: 'missing_scope' };
    const canFind = scopes?.some((scope) => scope === 'channels:history' || scope === 'groups:history');
    return { state: 'ok', canFind };
  } catch (error) {
    return { state: 'degraded', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): ConfigCode | SlackCause | 'rate_limited' {
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
