// People of the local Slack against Bolt: what they fill in and type arrives as Bolt expects it from Slack.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { SlackViewAction, SlashCommand } from '@slack/bolt';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackPeople } from '../../src/emulator/slack-people.ts';
import { until } from '../support/until.ts';
import { aButton, aModal, type BoltApp, createBoltApp, REASONS, SIGNING_SECRET } from './slack-app.ts';

const channel = 'C0PRIVACY';
const user = 'U0ANN';

let slack: SlackEmulator;
let app: BoltApp;
let people: SlackPeople;
let submits: SlackViewAction[] = [];
let closed = 0;
let commands: SlashCommand[] = [];

before(async () => {
  slack = await createSlackEmulator();
  app = await createBoltApp(slack);
  people = slack.connect({ eventsUrl: app.eventsUrl, signingSecret: SIGNING_SECRET });
  app.bolt.action('delete', async ({ ack, body, client }) => {
    await ack();
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: aModal() });
  });
  app.bolt.view('ask', async ({ ack, body, view }) => {
    submits.push(body);
    const digits = view.state.values.last?.digits?.value;
    if (digits === '4242') await ack();
    else await ack({ response_action: 'errors', errors: { last: 'These are not the last four.' } });
  });
  app.bolt.view({ type: 'view_closed', callback_id: 'ask' }, async ({ ack }) => {
    closed += 1;
    await ack();
  });
  app.bolt.command('/redactor', async ({ ack, body }) => {
    commands.push(body);
    await ack({ response_type: 'ephemeral', text: 'All is well.' });
  });
});
afterEach(() => {
  slack.reset();
  [submits, commands, closed] = [[], [], 0];
});
after(async () => {
  await app.close();
  await slack.close();
});

async function anOpenView() {
  const headers = { authorization: `Bearer ${slack.token}`, 'content-type': 'application/json' };
  const blocks = [{ type: 'actions', elements: [aButton('delete')] }];
  const body = JSON.stringify({ channel, text: 'card', blocks });
  await fetch(`${slack.url}chat.postMessage`, { method: 'POST', headers, body });
  const message = slack.messages.at(-1);
  assert.ok(message !== undefined);
  await people.press({ user, message, actionId: 'delete' });
  await until(() => slack.views.length > 0, 'the view');
  const view = slack.views[0];
  assert.ok(view !== undefined);
  return view;
}

describe('a modal in the local Slack', () => {
  it('opens for a press, and brings what was filled in', async () => {
    const view = await anOpenView();

    const answer = await people.submit({ user, view, values: { reason: 'law', digits: '4242' } });

    assert.deepEqual([answer.status, answer.errors], [200, {}]);
    const [body] = submits;
    assert.deepEqual(
      [body?.view.callback_id, body?.view.private_metadata, body?.view.id, body?.user.id],
      ['ask', 'token', view.id, user],
    );
    assert.deepEqual(body?.view.state.values, {
      why: { reason: { type: 'static_select', selected_option: REASONS[1] } },
      last: { digits: { type: 'plain_text_input', value: '4242' } },
    });
    assert.equal(slack.views[0]?.standing, 'submitted');
    await assert.rejects(people.submit({ user, view, values: {} }), /is submitted/);
  });

  it('stays open while the app has something against it', async () => {
    const view = await anOpenView();

    const answer = await people.submit({ user, view, values: { reason: 'law', digits: '1' } });

    assert.deepEqual(answer.errors, { last: 'These are not the last four.' });
    assert.equal(slack.views[0]?.standing, 'open');
  });

  it('takes only what Slack’s own client would', async () => {
    const view = await anOpenView();
    const fills = [
      { digits: '4242' },
      { reason: 'none', digits: '4242' },
      { reason: 'law', digits: '42424' },
      { reason: 'law', digits: '4242', other: 'x' },
    ];

    for (const values of fills) await assert.rejects(people.submit({ user, view, values }), Error);

    assert.equal(submits.length, 0);
  });

  it('tells that it was closed', async () => {
    const view = await anOpenView();

    const answer = await people.closeView({ user, view });

    assert.deepEqual([answer?.status, closed], [200, 1]);
    assert.equal(slack.views[0]?.standing, 'closed');
  });
});

describe('a command in the local Slack', () => {
  it('arrives as a form, and its answer is for the person alone', async () => {
    const answer = await people.command({ user, command: '/redactor', text: 'status' });

    assert.equal(answer.status, 200);
    const [form] = commands;
    assert.deepEqual(
      [form?.command, form?.text, form?.user_id, form?.team_id, form?.channel_id],
      ['/redactor', 'status', user, 'T0EMULATOR', channel],
    );
    assert.deepEqual(
      slack.responses.map(({ user: to, text, via, responseType }) => [to, text, via, responseType]),
      [[user, 'All is well.', 'answer', 'ephemeral']],
    );
    assert.deepEqual(slack.messages, []);
  });
});
