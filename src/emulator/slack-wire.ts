// How the local Slack reads requests and answers them, well or badly.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SlackFault } from './slack-faults.ts';
import type { SlackArguments } from './slack-state.ts';

/** Answers as the fault says, in place of Slack. A hanging fault is no answer. */
export function misbehave(
  fault: Exclude<SlackFault, { readonly kind: 'hang' }>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (fault.kind === 'rate_limited') {
    const { retryAfterSeconds } = fault;
    const headers =
      retryAfterSeconds === undefined ? undefined : { 'retry-after': String(retryAfterSeconds) };
    sendJson(response, 429, { ok: false, error: 'ratelimited' }, headers);
  } else if (fault.kind === 'error') sendJson(response, 200, { ok: false, error: fault.error });
  else if (fault.kind === 'status') sendPage(response, fault.status);
  else if (fault.kind === 'html') sendPage(response, 200);
  else if (fault.kind === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
    response.write('{"ok":true,', () => request.socket.resetAndDestroy());
  } else request.socket.resetAndDestroy();
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end('<html><body>Something stands between you and Slack.</body></html>');
}

/** Form or JSON, as Slack takes both; `json` is the body itself where it is JSON. */
export async function readArguments(
  request: IncomingMessage,
): Promise<{ readonly args: SlackArguments; readonly json: unknown }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    const fields = [...new URLSearchParams(body)].filter(([name]) => name !== 'token');
    return { args: Object.fromEntries(fields), json: undefined };
  }
  const json: unknown = JSON.parse(body);
  const fields = Object.entries(json as Record<string, unknown>);
  const args = fields.map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { args: Object.fromEntries(args), json };
}
