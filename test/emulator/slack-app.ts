// An app of Slack's own making, Bolt, for the local Slack to play against.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { App, ExpressReceiver, type Receiver, SocketModeReceiver, type types } from '@slack/bolt';
import express from 'express';
import type { SlackEmulator } from '../../src/emulator/slack.ts';
import { createQuietLogger } from '../../src/slack/quiet-logger.ts';

export const SIGNING_SECRET = 'emulator-signing-secret';

export interface BoltApp {
  readonly bolt: App;
  readonly eventsUrl: string;
  close(): Promise<void>;
}

export async function createBoltApp(slack: SlackEmulator): Promise<BoltApp> {
  const logger = createQuietLogger();
  const receiver = new ExpressReceiver({ signingSecret: SIGNING_SECRET, logger });
  const server = express().use(receiver.router).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    bolt: boltOn(slack, receiver),
    eventsUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export function createSocketReceiver(slack: SlackEmulator): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken: slack.appToken,
    logger: createQuietLogger(),
    clientPingTimeout: 1000,
    installerOptions: { clientOptions: { slackApiUrl: slack.url } },
  });
}

export function boltOn(slack: SlackEmulator, receiver: Receiver): App {
  const logger = createQuietLogger();
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: slack.token, botId: 'B0EMULATOR', botUserId: 'U0EMULATOR' }),
    convoStore: false,
    logger,
    clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 0 }, logger },
  });
  app.error(async () => {});
  return app;
}

export function plain(text: string): { readonly type: 'plain_text'; readonly text: string } {
  return { type: 'plain_text', text };
}

export function aButton(actionId: string, value = 'one') {
  return { type: 'button', text: plain('Press'), action_id: actionId, value } as const;
}

export const REASONS = [
  { text: plain('Asked for'), value: 'asked' },
  { text: plain('By law'), value: 'law' },
];

export function aModal(): types.ModalView {
  return {
    type: 'modal',
    callback_id: 'ask',
    private_metadata: 'token',
    title: plain('Sure?'),
    submit: plain('Yes'),
    notify_on_close: true,
    blocks: [
      {
        type: 'input',
        block_id: 'why',
        label: plain('Why'),
        element: { type: 'static_select', action_id: 'reason', options: REASONS },
      },
      {
        type: 'input',
        block_id: 'last',
        label: plain('Last four characters'),
        element: { type: 'plain_text_input', action_id: 'digits', max_length: 4 },
      },
    ],
  };
}
