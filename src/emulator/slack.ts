// A local Slack: the Web API around cards, people who press and type, and Socket Mode, with faults. A second opinion
// on what is sent there and on what is answered, so it shares no code with what does so.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createSlackFaults, type SlackFaults } from './slack-faults.ts';
import { createSlackState, forget } from './slack-memory.ts';
import { type SlackEmulatorOptions, slackWorkspace } from './slack-options.ts';
import { createSlackPeople, type SlackPeople } from './slack-people.ts';
import { messagesOf } from './slack-posts.ts';
import { serveSlack } from './slack-serve.ts';
import { createSlackSockets, type SlackSockets } from './slack-socket-mode.ts';
import type { SlackCall, SlackEphemeral, SlackMessage, SlackResponse, SlackView } from './slack-state.ts';

export interface SlackEmulator {
  /** Ends with `/api/`. */
  readonly url: string;
  readonly token: string;
  readonly appToken: string;
  /** Those of the channels themselves, in the order of their posting, each as it stands now with its thread. */
  readonly messages: readonly SlackMessage[];
  /** By chat.postEphemeral. */
  readonly ephemerals: readonly SlackEphemeral[];
  /** At a response_url, or in the answer to a command. */
  readonly responses: readonly SlackResponse[];
  readonly views: readonly SlackView[];
  readonly calls: readonly SlackCall[];
  /** By method; `response_url` is one too. */
  readonly faults: Pick<SlackFaults, 'add' | 'clear'>;
  readonly sockets: Pick<SlackSockets, 'connections' | 'refresh' | 'drop'>;
  /** People whose doing goes to the app. */
  connect(app: SlackAppDoor): SlackPeople;
  /** Forgets all but the workspace, with the faults, and cuts off what hangs. Connections of Socket Mode stay. */
  reset(): void;
  close(): Promise<void>;
}

/** Where the app listens; or over Socket Mode, whichever connection it holds. */
export type SlackAppDoor = (
  | { readonly eventsUrl: string; readonly signingSecret: string }
  | { readonly socketMode: true }
) & {
  /** How long Slack waits for an answer: 3 s. */
  readonly timeoutMs?: number;
};

/** Listens on 127.0.0.1 once the promise is kept. */
export async function createSlackEmulator(options: SlackEmulatorOptions = {}): Promise<SlackEmulator> {
  const state = createSlackState(slackWorkspace(options));
  const faults = createSlackFaults();
  const sockets = createSlackSockets(state);
  const hanging = new Set<Socket>();
  // A caller that breaks off, or sends what is not a request, gets no answer.
  const server = createServer((request, response) => {
    serveSlack(state, faults, hanging, request, response).catch(() => request.destroy());
  });
  server.on('upgrade', sockets.upgrade);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  state.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `http://${state.host}/api/`,
    token: state.token,
    appToken: state.appToken,
    get messages() {
      return messagesOf(state);
    },
    get ephemerals() {
      return state.ephemerals;
    },
    get responses() {
      return state.responses;
    },
    get views() {
      return state.views;
    },
    get calls() {
      return state.calls;
    },
    faults,
    sockets,
    connect: ({ timeoutMs = 3000, ...app }) =>
      createSlackPeople(
        state,
        'socketMode' in app
          ? { kind: 'socket', sockets }
          : { kind: 'http', url: app.eventsUrl, signingSecret: app.signingSecret },
        timeoutMs,
      ),
    reset: () => {
      forget(state);
      faults.clear();
      for (const socket of hanging) socket.destroy();
      hanging.clear();
    },
    close: async () => {
      await sockets.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
