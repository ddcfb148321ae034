// People of the local Slack against Bolt: what they press arrives as Bolt expects it from Slack.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { BlockAction } from '@slack/bolt';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackPeople } from '../../src/emulator/slack-people.ts';
import type { SlackMessage } from '../../src/emulator/slack-state.ts';
import { aButton, type BoltApp, createBoltApp, SIGNING_SECRET } from './slack-app.ts';

const channel = 'C0PRIVACY';
const user = 'U0ANN';

let slack: SlackEmulator;
let app: BoltApp;
let people: SlackPeople;
let actions: BlockAction[] = [];

before(async () => {
  slack = await createSlackEmulator();
  app = await createBoltApp(slack);
  people = slack.connect({ eventsUrl: app.eventsUrl, signingSecret: SIGNING_SECRET });
  app.bolt.action(/.*/, async ({ ack, body }) => {
    await ack();
    actions.push(body as BlockAction);
  });
});
afterEach(() => {
  slack.reset();
  actions = [];
});
after(async () => {
  await app.close();
  await slack.close();
});

async function aCard(...elements: readonly unknown[]): Promise<SlackMessage> {
  const blocks = [{ type: 'actions', block_id: 'doing', elements }];
  await call('chat.postMessage', { channel, text: 'card', blocks });
  const card = slack.messages.at(-1);
  assert.ok(card !== undefined);
  return card;
}

async function call(method: string, args: unknown): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${slack.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(args);
  const answer = await fetch(slack.url + method, { method: 'POST', headers, body });
  return (await answer.json()) as Record<string, unknown>;
}

describe('a press in the local Slack', () => {
  it('arrives with the button, the message and who pressed', async () => {
    const message = await aCard(aButton('retry', 'v1.x'), aButton('snooze'));

    const { status, ms } = await people.press({ user, message, actionId: 'retry' });

    assert.equal(status, 200);
    assert.ok(ms < 3000);
    const [body] = actions;
    assert.ok(body !== undefined);
    const { action_ts, ...action } = body.actions[0] as { action_ts: string };
    assert.match(action_ts, /^\d+\.\d{6}$/);
    assert.deepEqual(action, { ...aButton('retry', 'v1.x'), block_id: 'doing' });
    assert.deepEqual(body.container, {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel,
      is_ephemeral: false,
    });
    assert.deepEqual(
      [body.user.id, body.user.team_id, body.team?.id, body.api_app_id, body.channel?.id],
      [user, 'T0EMULATOR', 'T0EMULATOR', 'A0EMULATOR', channel],
    );
    assert.equal(body.message?.ts, message.ts);
  });

  it('takes the button as it stands now, or as the person still saw it', async () => {
    const message = await aCard(aButton('retry', 'old'));
    const blocks = [{ type: 'actions', elements: [aButton('retry', 'new')] }];
    await call('chat.update', { channel, ts: message.ts, text: 'card', blocks });

    await people.press({ user, message, actionId: 'retry' });
    await people.press({ user, message, actionId: 'retry', asShown: message });

    const values = actions.map((body) => (body.actions[0] as { value?: string }).value);
    assert.deepEqual(values, ['new', 'old']);
  });

  it('may be forged: another value, a button that is not there, another workspace, another payload', async () => {
    const message = await aCard(aButton('retry', 'true'));

    await people.press({ user, message, actionId: 'retry', value: 'false' });
    await people.press({ user, message, actionId: 'delete_all', value: 'x' });
    await people.press({ user, message, actionId: 'retry', team: 'T0OTHER' });
    await people.press({ user, message, actionId: 'retry', userTeam: 'T0OTHER' });
    await people.press({
      user,
      message,
      actionId: 'retry',
      change: (payload) => ({ ...payload, api_app_id: 'A0OTHER' }),
    });

    assert.deepEqual(
      actions.map((body) => [
        (body.actions[0] as { value?: string }).value,
        body.team?.id,
        body.user.team_id,
        body.api_app_id,
      ]),
      [
        ['false', 'T0EMULATOR', 'T0EMULATOR', 'A0EMULATOR'],
        ['x', 'T0EMULATOR', 'T0EMULATOR', 'A0EMULATOR'],
        ['true', 'T0OTHER', 'T0OTHER', 'A0EMULATOR'],
        ['true', 'T0EMULATOR', 'T0OTHER', 'A0EMULATOR'],
        ['true', 'T0EMULATOR', 'T0EMULATOR', 'A0OTHER'],
      ],
    );
  });

  it('brings the choice of a menu, and of no other', async () => {
    const choice = { text: { type: 'plain_text', text: '4 h' }, value: '4h' };
    const message = await aCard({ type: 'overflow', action_id: 'more', options: [choice] });

    await people.press({ user, message, actionId: 'more', option: '4h' });

    assert.deepEqual(
      (actions.at(0)?.actions.at(0) as { selected_option?: unknown } | undefined)?.selected_option,
      choice,
    );
    await assert.rejects(people.press({ user, message, actionId: 'more', option: '5h' }), /does not offer/);
  });

  it('can be done in a thread, and not where there is nothing', async () => {
    const parent = await aCard(aButton('retry'));
    const blocks = [{ type: 'actions', elements: [aButton('snooze')] }];
    await call('chat.postMessage', { channel, text: 'reply', blocks, thread_ts: parent.ts });
    const [reply] = slack.messages[0]?.replies ?? [];
    assert.ok(reply !== undefined);

    await people.press({ user, message: reply, actionId: 'snooze' });

    assert.equal(actions[0]?.container.thread_ts, parent.ts);
    await assert.rejects(people.press({ user, message: parent, actionId: 'snooze' }), /action id snooze/);
    await assert.rejects(
      people.press({ user, message: { channel, ts: '1.1' }, actionId: 'snooze' }),
      /no message/,
    );
  });

  it('is refused by Bolt when its signature, age or type is wrong', async () => {
    const press = { user, message: await aCard(aButton('retry')), actionId: 'retry' };

    const statuses = [
      await people.press({ ...press, signature: 'wrong' }),
      await people.press({ ...press, signature: 'missing' }),
      await people.press({ ...press, ageSeconds: 301 }),
      await people.press({ ...press, contentType: 'application/x-www-form-urlencoded; charset=utf-8' }),
      await people.press({ ...press, ageSeconds: 200 }),
    ].map(({ status }) => status);

    assert.deepEqual(statuses, [401, 401, 401, 400, 200]);
    assert.equal(actions.length, 1);
  });

  it('arrives again, byte for byte, when it is replayed', async () => {
    const { request } = await people.press({
      user,
      message: await aCard(aButton('retry')),
      actionId: 'retry',
    });

    const again = await people.replay(request);

    assert.equal(again.status, 200);
    assert.deepEqual(again.request, request);
    assert.deepEqual(actions[1], actions[0]);
  });
});
