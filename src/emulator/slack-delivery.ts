// How Slack hands a person's doing to an app: a signed request, or an envelope over Socket Mode.
// Source: Slack docs, verifying requests from Slack.

import { createHmac } from 'node:crypto';
import type { SlackEnvelopeType, SlackSockets } from './slack-socket-mode.ts';
import type { Json } from './slack-state.ts';

/** What is wrong with a request, or odd. Over Socket Mode nothing is signed, and only `change` counts. */
export interface SlackDeliveryOptions {
  readonly signature?: 'wrong' | 'missing';
  /** How old the timestamp is; negative: from the future. The signature fits it. */
  readonly ageSeconds?: number;
  /** In place of `application/x-www-form-urlencoded`. */
  readonly contentType?: string;
  /** The payload, or the command's form, as a forger would send it. */
  readonly change?: (payload: Json) => Json;
}

/** What was sent, for sending it again. */
export type SlackRequest =
  | { readonly kind: 'http'; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly kind: 'envelope'; readonly type: SlackEnvelopeType; readonly payload: Json };

export interface SlackAppAnswer {
  /** The HTTP status; 200 for an acknowledged envelope; 0 when no answer came in time. */
  readonly status: number;
  /** JSON where it is JSON, else text. */
  readonly body: unknown;
  readonly ms: number;
  readonly request: SlackRequest;
}

export type SlackDoor =
  | { readonly kind: 'http'; readonly url: string; readonly signingSecret: string }
  | { readonly kind: 'socket'; readonly sockets: SlackSockets };

const FORM = 'application/x-www-form-urlencoded';

export function makeRequest(
  door: SlackDoor,
  type: SlackEnvelopeType,
  given: Json,
  { change = (payload) => payload, signature, ageSeconds = 0, contentType = FORM }: SlackDeliveryOptions,
): SlackRequest {
  const payload = change(given);
  if (door.kind === 'socket') return { kind: 'envelope', type, payload };
  const form =
    type === 'slash_commands' ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) };
  const body = new URLSearchParams(form).toString();
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const key = signature === 'wrong' ? `${door.signingSecret} not` : door.signingSecret;
  const digest = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers: Record<string, string> = {
    'content-type': contentType,
    'x-slack-request-timestamp': timestamp,
  };
  if (signature !== 'missing') headers['x-slack-signature'] = `v0=${digest}`;
  return { kind: 'http', headers, body };
}

/** @throws when there is nobody to deliver to: nothing listens, or no app is connected. */
export async function deliver(
  door: SlackDoor,
  request: SlackRequest,
  timeoutMs: number,
): Promise<SlackAppAnswer> {
  const begun = performance.now();
  const { status, body } = await answerOf(door, request, timeoutMs);
  return { status, body, ms: performance.now() - begun, request };
}

async function answerOf(
  door: SlackDoor,
  request: SlackRequest,
  timeoutMs: number,
): Promise<Pick<SlackAppAnswer, 'status' | 'body'>> {
  if (door.kind === 'socket') {
    if (request.kind === 'http') throw new Error('a signed request cannot go over Socket Mode');
    const ack = await door.sockets.deliver(request.type, request.payload, timeoutMs);
    return ack === undefined ? { status: 0, body: '' } : { status: 200, body: ack.payload };
  }
  if (request.kind === 'envelope') throw new Error('an envelope cannot go over HTTP');
  const { headers, body } = request;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(door.url, { method: 'POST', headers, body, signal, redirect: 'error' });
    return { status: answer.status, body: readBody(await answer.text()) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return { status: 0, body: '' };
    throw error;
  }
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
