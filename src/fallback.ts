// Somebody else to tell when Slack is the trouble: a signed POST to an address of the operator's choice. Ids, enums,
// counts, times and links only.

import { createHmac } from 'node:crypto';
import { request } from 'undici';
import type { Id } from './message.ts';
import type { FaceStanding } from './slack/card-face.ts';
import { type GateOptions, isAllClean, type Json } from './slack/gate.ts';
import type { ConfigCode, SlackCause } from './slack/slack-codes.ts';

export interface FallbackMessage {
  readonly kind: 'slack_unreachable' | 'slack_still_unreachable' | 'slack_reachable_again';
  readonly reason: ConfigCode | SlackCause | 'rate_limited';
  readonly since: Date;
  /** Of the last one. */
  readonly until: Date | undefined;
  /** Conversations whose card could not be posted. */
  readonly waiting: number;
  /** Some of them, the oldest first. */
  readonly conversations: readonly FallbackCard[];
}

export interface FallbackCard {
  readonly workspaceId: Id;
  readonly conversationId: Id;
  readonly standing: FaceStanding;
  /** In Intercom's inbox. */
  readonly url: string;
}

export interface Fallback {
  /** Whether it was taken: any answer from 200 to 299. Never throws. */
  post(message: FallbackMessage): Promise<boolean>;
}

export interface FallbackOptions {
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs: number;
  /** As for Slack: a word in which a rule should ever match is held back, and the rest is told. */
  readonly gate: GateOptions;
  readonly clock: () => Date;
}

const SIGNATURE_HEADER = 'x-redactor-signature';

export function createFallback({ url, secret, timeoutMs, gate, clock }: FallbackOptions): Fallback {
  function contentOf(message: FallbackMessage): Json {
    const content = write(message);
    if (isAllClean(content, gate.isClean)) return content;
    gate.onHeld();
    return write({ ...message, reason: 'unknown', conversations: [] });
  }

  return {
    async post(message) {
      const body = JSON.stringify(contentOf(message));
      const signature = sign(body, secret, clock());
      try {
        const answer = await request(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature },
          body,
          signal: AbortSignal.timeout(timeoutMs),
        });
        await answer.body.dump();
        return answer.statusCode >= 200 && answer.statusCode < 300;
      } catch {
        // Whatever it was, it was not taken.
        return false;
      }
    },
  };
}

/** `t=UNIX,v1=hex`, an HMAC-SHA256 over `UNIX.body`, so that neither can be changed nor sent again much later. */
export function sign(body: string, secret: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

function write({ kind, reason, since, until, waiting, conversations }: FallbackMessage): Json {
  return {
    kind,
    reason,
    since: since.toISOString(),
    ...(until ? { until: until.toISOString() } : {}),
    waiting,
    conversations: conversations.map(({ workspaceId, conversationId, standing, url }) => ({
      workspace_id: workspaceId,
      conversation_id: conversationId,
      standing,
      url,
    })),
  };
}
