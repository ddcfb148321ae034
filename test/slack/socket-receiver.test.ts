// Our socket against the local Slack: it comes back from whatever goes wrong, and nothing ends the process.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import {
  createSlackSocket,
  type SlackSocket,
  type SlackSocketOptions,
} from '../../src/slack/socket-receiver.ts';
import { aButton, boltOn } from '../emulator/slack-app.ts';
import { until } from '../support/until.ts';

let slack: SlackEmulator;
let socket: SlackSocket;
let pressed: string[];
beforeEach(async () => {
  slack = await createSlackEmulator();
  pressed = [];
});
afterEach(async () => {
  await socket.close();
  await slack.close();
});

function open(overrides: Partial<SlackSocketOptions> = {}): void {
  socket = createSlackSocket({
    appToken: slack.appToken,
    apiUrl: slack.url,
    timeoutMs: 1_000,
    waitMs: 20,
    patienceMs: 200,
    random: () => 0.5,
    ...overrides,
  });
  const bolt = boltOn(slack, socket.receiver);
  bolt.action('retry', async ({ ack, body }) => {
    await ack();
    pressed.push(body.user.id);
  });
  bolt.command(/.*/, async ({ ack, respond }) => {
    await ack();
    await respond({ response_type: 'ephemeral', text: 'Answered' });
  });
  socket.open();
}

async function connected(): Promise<void> {
  await until(
    () => slack.sockets.connections === 1 && socket.check().state === 'ok',
    'the connection',
    5_000,
  );
}

async function press(): Promise<number> {
  const blocks = [{ type: 'actions', elements: [aButton('retry')] }];
  const headers = { authorization: `Bearer ${slack.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ channel: 'C0PRIVACY', text: 'card', blocks });
  await fetch(`${slack.url}chat.postMessage`, { method: 'POST', headers, body });
  const message = slack.messages.at(-1);
  assert.ok(message);
  const people = slack.connect({ socketMode: true });
  return (await people.press({ message, actionId: 'retry', user: 'U0ANN' })).status;
}

function opens(): number {
  return slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
}

describe('the socket to Slack', () => {
  it('brings presses and commands, and takes their answers', async () => {
    open();
    await connected();

    assert.equal(await press(), 200);
    const people = slack.connect({ socketMode: true });
    const { status } = await people.command({ command: '/redactor', text: 'status', user: 'U0ANN' });

    assert.equal(status, 200);
    assert.deepEqual(pressed, ['U0ANN']);
    await until(() => slack.responses.length === 1, 'the answer');
  });

  for (const how of ['drop', 'refresh'] as const) {
    it(`comes back at once after a ${how} of a connection that was good`, async () => {
      open();
      await connected();
      await sleep(250);

      slack.sockets[how]();
      await until(() => opens() === 2, 'another connection', 1_000);
      await connected();

      assert.equal(await press(), 200);
    });
  }

  it('slows down while each connection is dropped at once', async () => {
    open();

    for (let times = 0; times < 4; times += 1) {
      await connected();
      slack.sockets.drop();
      await until(() => socket.check().state === 'degraded', 'the drop');
    }
    await connected();

    assert.equal(opens(), 5);
    assert.equal(await press(), 200);
  });

  const FAULTS = [
    ['server_error', { kind: 'status', status: 500 }],
    ['server_error', { kind: 'error', error: 'internal_error' }],
    ['rate_limited', { kind: 'rate_limited', retryAfterSeconds: 1 }],
    ['not_json', { kind: 'html' }],
    ['network', { kind: 'reset' }],
    ['timeout', { kind: 'hang' }],
    ['invalid_auth', { kind: 'error', error: 'invalid_auth' }],
    ['unknown', { kind: 'error', error: 'CANARY 4111 1111 1111 1111' }],
  ] as const;
  for (const [reason, fault] of FAULTS) {
    it(`keeps trying while apps.connections.open ends in ${reason} (${fault.kind}), at the start and later`, async () => {
      slack.faults.add({ ...fault, method: 'apps.connections.open', times: 2 });
      open();
      await until(() => {
        const health = socket.check();
        return health.state === 'degraded' && health.reason === reason;
      }, reason);
      await connected();

      slack.faults.add({ ...fault, method: 'apps.connections.open', times: 2 });
      slack.sockets.drop();
      await until(() => opens() >= 5, 'two failures', 5_000);
      await connected();
      assert.equal(await press(), 200);
    });
  }

  it('says that its token is refused, goes on asking, and stops when told', async () => {
    open({ appToken: 'xapp-another' });
    await until(() => opens() >= 3, 'three attempts');

    assert.deepEqual(socket.check(), { state: 'degraded', reason: 'invalid_auth' });
    await socket.close();
    const asked = opens();
    await sleep(200);
    assert.equal(opens(), asked);
  });

  for (const frame of ['null', '7', '{', '{}', '{"type":"events_api"}', '{"type":"interactive"}']) {
    it(`lives on after a frame that is not one of Slack's: ${frame}`, async () => {
      open();
      await connected();

      // As it arrives from the WebSocket; what nobody catches ends the test.
      socket.receiver.client.emit('ws_message', frame, false);
      await sleep(20);

      assert.equal(await press(), 200);
    });
  }

  it('opens nothing more when it is closed while connecting', async () => {
    slack.faults.add({ kind: 'hang', method: 'apps.connections.open', times: 1 });
    open({ timeoutMs: 1_000 });
    await until(() => opens() === 1, 'the first attempt');

    await socket.close();
    await sleep(600);

    assert.deepEqual([opens(), slack.sockets.connections], [1, 0]);
  });
});
