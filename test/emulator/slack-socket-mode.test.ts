// The local Slack's Socket Mode against Bolt's receiver, which is @slack/socket-mode's own client.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { SocketModeReceiver } from '@slack/bolt';
import { WebSocket } from 'undici';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackPeople } from '../../src/emulator/slack-people.ts';
import { until } from '../support/until.ts';
import { aButton, aModal, boltOn, createSocketReceiver } from './slack-app.ts';

const channel = 'C0PRIVACY';
const user = 'U0ANN';

let slack: SlackEmulator;
let people: SlackPeople;
let receiver: SocketModeReceiver;
let actions: string[] = [];
beforeEach(async () => {
  slack = await createSlackEmulator();
  people = slack.connect({ socketMode: true });
  receiver = createSocketReceiver(slack);
  actions = [];
  const bolt = boltOn(slack, receiver);
  bolt.action('ask', async ({ ack, body, client }) => {
    await ack();
    actions.push(body.user.id);
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: aModal() });
  });
  bolt.action('retry', async ({ ack, body }) => {
    await ack();
    actions.push(body.user.id);
  });
  bolt.action('silent', async () => {});
  bolt.view('ask', async ({ ack }) => {
    await ack({ response_action: 'errors', errors: { last: 'Not these.' } });
  });
  bolt.command('/redactor', async ({ ack, command }) => {
    await ack(`You said ${command.text.length} letters.`);
  });
});
afterEach(async () => {
  await receiver.stop();
  await slack.close();
});

async function aCard(actionId: string) {
  const blocks = [{ type: 'actions', elements: [aButton(actionId)] }];
  const headers = { authorization: `Bearer ${slack.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ channel, text: 'card', blocks });
  await fetch(`${slack.url}chat.postMessage`, { method: 'POST', headers, body });
  const message = slack.messages.at(-1);
  assert.ok(message !== undefined);
  return message;
}

describe('Socket Mode of the local Slack', () => {
  it('carries presses, modals and commands, and their answers', async () => {
    await receiver.start();

    const pressed = await people.press({ user, message: await aCard('ask'), actionId: 'ask' });
    await until(() => slack.views.length === 1, 'the view');
    const view = slack.views[0] ?? { id: '' };
    const submitted = await people.submit({ user, view, values: { reason: 'law', digits: '1' } });
    const typed = await people.command({ user, command: '/redactor', text: 'x'.repeat(70_000) });

    assert.deepEqual([pressed.status, actions], [200, [user]]);
    assert.deepEqual(submitted.errors, { last: 'Not these.' });
    assert.equal(typed.status, 200);
    assert.deepEqual(
      slack.responses.map(({ text }) => text),
      ['You said 70000 letters.'],
    );
  });

  it('says 0 when nobody acknowledges in time, and fails when nobody is there', async () => {
    const message = await aCard('silent');
    await assert.rejects(people.press({ user, message, actionId: 'silent' }), /no app is connected/);
    await receiver.start();

    const impatient = slack.connect({ socketMode: true, timeoutMs: 50 });
    const { status } = await impatient.press({ user, message, actionId: 'silent' });

    assert.equal(status, 0);
  });

  for (const way of ['refresh', 'drop'] as const) {
    it(`is taken up again after a ${way}`, async () => {
      await receiver.start();
      const message = await aCard('retry');

      slack.sockets[way]();
      const opened = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
      await until(() => opened() === 2 && slack.sockets.connections === 1, 'the new connection');
      const { status } = await people.press({ user, message, actionId: 'retry' });

      assert.equal(status, 200);
      assert.deepEqual(actions, [user]);
    });
  }

  it('parts envelopes among the connections of an app', async () => {
    const second = createSocketReceiver(slack);
    const seen: string[] = [];
    boltOn(slack, second).action('retry', async ({ ack }) => {
      await ack();
      seen.push('second');
    });
    await receiver.start();
    await second.start();
    const message = await aCard('retry');

    for (let press = 0; press < 4; press += 1) await people.press({ user, message, actionId: 'retry' });

    assert.deepEqual([slack.sockets.connections, actions.length, seen.length], [2, 2, 2]);
    await second.stop();
  });

  it('sends an envelope again on request', async () => {
    await receiver.start();
    const { request } = await people.press({ user, message: await aCard('retry'), actionId: 'retry' });

    const again = await people.replay(request);

    assert.equal(again.status, 200);
    assert.deepEqual(actions, [user, user]);
  });

  it('cannot be opened while apps.connections.open fails', async () => {
    slack.faults.add({ kind: 'error', error: 'invalid_auth', method: 'apps.connections.open', times: 1 });

    await assert.rejects(receiver.start(), /invalid_auth/);
    await receiver.start();

    assert.equal(slack.sockets.connections, 1);
  });

  it('lets nobody in without a fresh ticket', async () => {
    const address = `${slack.url.replace('http', 'ws').replace('/api/', '')}/link/?ticket=made-up`;
    const socket = new WebSocket(address);

    const result = await new Promise((resolve) => {
      socket.addEventListener('open', () => resolve('open'));
      socket.addEventListener('error', () => resolve('error'));
    });

    assert.equal(result, 'error');
  });
});
