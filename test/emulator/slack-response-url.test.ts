import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { RespondArguments } from '@slack/bolt';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackPeople } from '../../src/emulator/slack-people.ts';
import { type BoltApp, createBoltApp, SIGNING_SECRET } from './slack-app.ts';

const channel = 'C0PRIVACY';
const user = 'U0ANN';

let now = new Date('2026-03-05T14:00:00Z');
let slack: SlackEmulator;
let app: BoltApp;
let people: SlackPeople;
let respond: (answer: string | RespondArguments) => Promise<{ readonly status: number }>;
before(async () => {
  slack = await createSlackEmulator({ clock: () => now });
  app = await createBoltApp(slack);
  people = slack.connect({ eventsUrl: app.eventsUrl, signingSecret: SIGNING_SECRET });
  app.bolt.command('/redactor', async (given) => {
    respond = given.respond as typeof respond;
    await given.ack();
  });
});
afterEach(() => slack.reset());
after(async () => {
  await app.close();
  await slack.close();
});

async function aCommand(): Promise<void> {
  await people.command({ user, command: '/redactor', text: 'status' });
}

describe('a response_url of the local Slack', () => {
  it('takes an answer for one person', async () => {
    await aCommand();

    await respond('All is well.');

    assert.deepEqual(slack.responses, [
      {
        user,
        channel,
        text: 'All is well.',
        blocks: [],
        via: 'response_url',
        responseType: 'ephemeral',
        replaceOriginal: false,
        deleteOriginal: false,
      },
    ]);
    assert.deepEqual(slack.messages, []);
  });

  it('takes one for the channel', async () => {
    await aCommand();

    await respond({ response_type: 'in_channel', text: 'All is well.' });

    assert.deepEqual(
      slack.messages.map(({ text }) => text),
      ['All is well.'],
    );
  });

  it('takes five, and none after half an hour', async () => {
    await aCommand();
    for (const text of ['1', '2', '3', '4', '5']) await respond(text);
    await assert.rejects(respond('6'), { statusCode: 404 });

    await aCommand();
    now = new Date(now.getTime() + 30 * 60_000 + 1);
    await assert.rejects(respond('late'), { statusCode: 404 });

    assert.equal(slack.responses.length, 5);
    assert.deepEqual(slack.calls.map(({ method, result }) => [method, result]).slice(-2), [
      ['response_url', 'used_url'],
      ['response_url', 'expired_url'],
    ]);
  });

  it('refuses wrong blocks and an empty answer', async () => {
    await aCommand();

    await assert.rejects(respond({ text: 'x', blocks: [{ type: 'nonsense' } as never] }), {
      statusCode: 400,
    });
    await assert.rejects(respond({ text: '' }), { statusCode: 400 });

    assert.deepEqual(slack.responses, []);
  });

  it('has faults of its own', async () => {
    slack.faults.add({ kind: 'status', status: 503, method: 'response_url', times: 1 });
    await aCommand();

    await assert.rejects(respond('x'), { statusCode: 503 });
    await respond('y');

    assert.deepEqual(
      slack.responses.map(({ text }) => text),
      ['y'],
    );
  });
});
