// Socket Mode: hello, envelopes that must be acknowledged, and the notice to come back on another connection.
// Source: Slack docs, using Socket Mode: an app may hold several connections, and each envelope goes to one of them.

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { APP, type Json, type SlackState } from './slack-state.ts';
import { isJson } from './slack-text-rules.ts';
import { acceptWebSocket, type WebSocketEnd } from './slack-web-socket.ts';

export type SlackEnvelopeType = 'interactive' | 'slash_commands';

export interface SlackSockets {
  /** How many said hello and are still there. */
  readonly connections: number;
  /** Slack's notice that the app should connect anew. The app closes, not Slack. */
  refresh(reason?: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  /** Cut without a word. */
  drop(): void;
  /** With a closing handshake, for those who keep to it. */
  close(): Promise<void>;
  /** For the server's `upgrade` event. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Undefined: not acknowledged in time. @throws when nobody is connected. */
  deliver(
    type: SlackEnvelopeType,
    payload: Json,
    timeoutMs: number,
  ): Promise<{ readonly payload: unknown } | undefined>;
}

/** @slack/socket-mode gives a connection up after 30 s without one. */
const PING_EVERY_MS = 10_000;
const CLOSE_MS = 500;
const GOING_AWAY = 1001;

export function createSlackSockets(state: SlackState): SlackSockets {
  const ends: WebSocketEnd[] = [];
  const waiting = new Map<string, (payload: unknown) => void>();
  const onText = (text: string) => {
    const { envelope_id, payload } = readAck(text);
    waiting.get(envelope_id)?.(payload);
  };
  return {
    get connections() {
      return ends.length;
    },
    refresh: (reason = 'refresh_requested') => {
      for (const end of ends)
        end.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'emulator' } }));
    },
    drop: () => {
      for (const end of [...ends]) end.cut();
    },
    close: async () => {
      for (const end of ends) end.close(GOING_AWAY);
      const patience = Date.now() + CLOSE_MS;
      while (ends.length > 0 && Date.now() < patience) await sleep(5);
      for (const end of [...ends]) end.cut();
    },
    upgrade: (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://slack').searchParams.get('ticket') ?? '';
      if (!state.tickets.delete(ticket)) {
        socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      const pings = setInterval(() => end?.ping(), PING_EVERY_MS).unref();
      const onEnd = () => {
        clearInterval(pings);
        if (end !== undefined) ends.splice(ends.indexOf(end), 1);
      };
      const end = acceptWebSocket(request, socket, head, { onText, onEnd });
      if (end === undefined) return clearInterval(pings);
      ends.push(end);
      end.send(JSON.stringify(hello(ends.length)));
      end.ping();
    },
    deliver: async (type, payload, timeoutMs) => {
      const end = ends.shift();
      if (end === undefined) throw new Error('no app is connected');
      ends.push(end);
      const envelope_id = randomUUID();
      const { promise, resolve } = Promise.withResolvers<{ readonly payload: unknown } | undefined>();
      waiting.set(envelope_id, (answer) => resolve({ payload: answer }));
      const timer = setTimeout(() => resolve(undefined), timeoutMs);
      end.send(JSON.stringify({ envelope_id, type, payload, accepts_response_payload: true }));
      const answer = await promise;
      clearTimeout(timer);
      waiting.delete(envelope_id);
      return answer;
    },
  };
}

function hello(connections: number): Json {
  return {
    type: 'hello',
    num_connections: connections,
    connection_info: { app_id: APP },
    debug_info: { host: 'emulator', approximate_connection_time: 18_060 },
  };
}

function readAck(text: string): { readonly envelope_id: string; readonly payload: unknown } {
  const ack: unknown = JSON.parse(text);
  const { envelope_id = '', payload } = isJson(ack) ? ack : {};
  return { envelope_id: String(envelope_id), payload };
}
