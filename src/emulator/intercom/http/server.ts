// Bytes in, bytes out: reads a request, lets the faults have their way, and sends the answer.

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, errorEnvelope, standardRefusal } from '../api/answer.ts';
import { type Api, answer } from '../api/gate.ts';
import { type Call, remember } from './calls.ts';
import type { createFaults, Trouble } from './faults.ts';

export interface ServerDeps {
  readonly api: Api;
  readonly faults: ReturnType<typeof createFaults>;
  readonly calls: Call[];
}

/** What reports would show: only the emulator can be asked for it. */
const REPORTING_PATH = '/__emulator/reporting';

const GATEWAY_PAGE = '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>';

/** Keeps idle connections for a minute, so that a client never meets one that is just being closed. */
export function createApiServer(deps: ServerDeps): Server {
  const server = createServer((request, response) => void serve(request, response, deps));
  server.keepAliveTimeout = 60_000;
  return server;
}

async function serve(request: IncomingMessage, response: ServerResponse, deps: ServerDeps): Promise<void> {
  const { settings } = deps.api;
  const bytes = await readBody(request);
  if (bytes === undefined) return;
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
  // No endpoint of Intercom's, hence neither token nor limit nor fault, and no call that is remembered.
  if (path === REPORTING_PATH) return write(response, json(200, deps.api.workspace.report()), {});
  const query = new URLSearchParams(search);
  const body = parse(bytes);
  const version = header(request, 'intercom-version');
  const call: Writable<Call> = {
    method: request.method ?? 'GET',
    path,
    query: search === '' ? {} : Object.fromEntries(query),
    body: bytes.length === 0 ? undefined : body,
    version,
    at: settings.clock(),
    status: undefined,
  };
  remember(deps.calls, call, settings.remember);

  const trouble = deps.faults.take(call);
  if (trouble.delayMs > 0) await wait(trouble.delayMs, undefined, { ref: false });
  const { authorization, accept, host = '' } = request.headers;
  const origin = `http://${host}`;
  const raw = { method: call.method, path, query, origin, authorization, accept, version, body };
  const outgoing = outgoingFor(trouble, () => answer(raw, deps.api), settings.rateLimit);
  if (typeof outgoing === 'object') {
    call.status = outgoing.status;
    const date = new Date(settings.clock()).toUTCString();
    write(response, outgoing, { ...deps.api.rate.headers(), date });
  } else if (outgoing === 'reset') response.socket?.resetAndDestroy();
  else if (outgoing === 'close') response.destroy();
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Outgoing {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What goes over the wire, or what is done to the connection instead. `reply` makes the request take effect. */
function outgoingFor(
  { effect, nullRequestId }: Trouble,
  reply: () => Answer,
  rateLimit: number,
): Outgoing | 'reset' | 'close' | 'nothing' {
  const requestId = nullRequestId ? null : randomUUID();
  switch (effect?.kind) {
    case undefined: {
      const given = reply();
      return given.kind === 'ok'
        ? json(200, given.body)
        : json(given.status, errorEnvelope(given, requestId));
    }
    case 'status': {
      if (effect.afterEffect) reply();
      const usual = errorEnvelope(standardRefusal(effect.status, rateLimit), requestId);
      const remaining = effect.status === 429 ? { 'x-ratelimit-remaining': '0' } : {};
      const given = typeof effect.headers === 'function' ? effect.headers() : effect.headers;
      return json(effect.status, effect.body ?? usual, { ...remaining, ...given });
    }
    case 'not_json':
      if (effect.afterEffect) reply();
      return { status: effect.status ?? 502, text: GATEWAY_PAGE, headers: { 'content-type': 'text/html' } };
    case 'lost_answer':
      reply();
      return 'close';
    case 'reset':
      return 'reset';
    case 'hang':
      if (effect.afterEffect) reply();
      return 'nothing';
  }
}

function json(status: number, body: unknown, headers: Outgoing['headers'] = {}): Outgoing {
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status, text: JSON.stringify(body), headers: { ...type, ...headers } };
}

function write(
  response: ServerResponse,
  { status, text, headers }: Outgoing,
  rate: Outgoing['headers'],
): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, { 'content-length': bytes.length, ...rate, ...headers });
  response.end(bytes);
}

/** Undefined when the client went away. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => resolve(undefined));
  });
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
