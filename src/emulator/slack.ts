// A local Slack: enough of the Web API to post, edit and read back cards, with faults. A second opinion on what is
// sent there, so it shares no code with what sends it.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createSlackFaults, type SlackFaults } from './slack-faults.ts';
import { SLACK_METHODS } from './slack-methods.ts';
import {
  fail,
  type SlackAnswer,
  type SlackArguments,
  type SlackCall,
  type SlackChannel,
  type SlackMessage,
  type SlackState,
} from './slack-state.ts';
import { misbehave, readArguments, sendJson } from './slack-wire.ts';

export interface SlackEmulatorOptions {
  /** A free one when left out. */
  readonly port?: number;
  /** The only token that is let in. */
  readonly token?: string;
  readonly channels?: readonly SlackChannel[];
  readonly scopes?: readonly string[];
  readonly clock?: () => Date;
}

export interface SlackEmulator {
  /** Ends with `/api/`. */
  readonly url: string;
  readonly token: string;
  /** In the order of their posting, each as it stands now. */
  readonly messages: readonly SlackMessage[];
  readonly calls: readonly SlackCall[];
  readonly faults: Pick<SlackFaults, 'add' | 'clear'>;
  /** Forgets messages, calls and faults, and cuts off what hangs. */
  reset(): void;
  close(): Promise<void>;
}

const DEFAULTS = {
  token: 'xoxb-emulator',
  channels: [{ id: 'C0PRIVACY', name: 'privacy' }],
  scopes: ['chat:write', 'channels:history', 'groups:history'],
} as const;

/** Listens on 127.0.0.1 once the promise is kept. */
export async function createSlackEmulator(options: SlackEmulatorOptions = {}): Promise<SlackEmulator> {
  const { port = 0, clock = () => new Date() } = options;
  const { token, channels, scopes } = { ...DEFAULTS, ...options };
  const state: SlackState = { token, channels, scopes, clock, messages: [], calls: [], lastTs: 0 };
  const faults = createSlackFaults();
  const hanging = new Set<Socket>();
  // A caller that breaks off, or sends what is not a request, gets no answer.
  const server = createServer((request, response) => {
    serve(state, faults, hanging, request, response).catch(() => request.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    token,
    get messages() {
      return state.messages;
    },
    get calls() {
      return state.calls;
    },
    faults,
    reset: () => {
      state.messages = [];
      state.calls = [];
      faults.clear();
      for (const socket of hanging) socket.destroy();
      hanging.clear();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function serve(
  state: SlackState,
  faults: SlackFaults,
  hanging: Set<Socket>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = new URL(request.url ?? '/', 'http://slack').pathname.replace('/api/', '');
  const args = await readArguments(request);
  const at = state.clock();
  const fault = faults.take(method, at);
  const effect = fault === undefined || fault.afterEffect === true;
  const answer = effect ? answerTo(state, method, args, request.headers.authorization) : undefined;
  state.calls.push({ method, args, at, result: fault?.kind ?? answer?.error ?? 'ok' });
  if (fault === undefined) sendJson(response, 200, answer, { 'x-oauth-scopes': state.scopes.join(',') });
  else if (fault.kind === 'hang') hanging.add(request.socket);
  else misbehave(fault, request, response);
}

function answerTo(state: SlackState, name: string, args: SlackArguments, given = ''): SlackAnswer {
  const method = Object.hasOwn(SLACK_METHODS, name) ? SLACK_METHODS[name] : undefined;
  if (method === undefined) return fail('unknown_method');
  if (given === '') return fail('not_authed');
  return given === `Bearer ${state.token}` ? method(state, args) : fail('invalid_auth');
}
