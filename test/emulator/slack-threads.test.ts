import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { WebClient } from '@slack/web-api';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import { createQuietLogger } from '../../src/slack/quiet-logger.ts';

const channel = 'C0PRIVACY';

let slack: SlackEmulator;
let client: WebClient;
before(async () => {
  slack = await createSlackEmulator({
    channels: [
      { id: channel, name: 'privacy' },
      { id: 'C0OLD', name: 'old', archived: true },
      { id: 'G0AWAY', name: 'away', private: true, member: false },
      { id: 'C0AWAY', name: 'open-away', member: false },
    ],
  });
  const quiet = { retryConfig: { retries: 0 }, logger: createQuietLogger() };
  client = new WebClient(slack.token, { slackApiUrl: slack.url, ...quiet });
});
afterEach(() => slack.reset());
after(() => slack.close());

function code(expected: string) {
  return { message: `An API error occurred: ${expected}` };
}

async function post(text: string, thread_ts?: string, reply_broadcast = false): Promise<string> {
  const reply =
    thread_ts === undefined ? {} : reply_broadcast ? { thread_ts, reply_broadcast } : { thread_ts };
  const { ts = '' } = await client.chat.postMessage({ channel, text, ...reply });
  return ts;
}

describe('a thread of the local Slack', () => {
  it('stands with its parent, not in the channel', async () => {
    const parent = await post('card');
    await post('other');
    const reply = await post('silent', parent);

    const [message, ...others] = slack.messages;
    assert.equal(message?.ts, parent);
    assert.deepEqual(message.replies, [
      {
        channel,
        ts: reply,
        text: 'silent',
        blocks: [],
        metadata: undefined,
        edits: 0,
        threadTs: parent,
        broadcast: false,
      },
    ]);
    assert.deepEqual(
      others.map(({ text }) => text),
      ['other'],
    );
  });

  it('shows in the channel’s history what is broadcast, and all of itself in its replies', async () => {
    const parent = await post('card');
    await post('silent', parent);
    await post('loud', parent, true);

    const { messages: inChannel = [] } = await client.conversations.history({ channel });
    const { messages: inThread = [] } = await client.conversations.replies({ channel, ts: parent });

    assert.deepEqual(
      inChannel.map(({ text }) => text),
      ['loud', 'card'],
    );
    assert.deepEqual(
      inThread.map(({ text }) => text),
      ['card', 'silent', 'loud'],
    );
    assert.deepEqual(
      slack.messages[0]?.replies.map(({ broadcast }) => broadcast),
      [false, true],
    );
  });

  it('lets a reply be edited and linked to', async () => {
    const parent = await post('card');
    const ts = await post('first', parent);

    await client.chat.update({ channel, ts, text: 'second' });
    const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });

    assert.deepEqual(
      slack.messages[0]?.replies.map(({ text, edits, threadTs }) => [text, edits, threadTs]),
      [['second', 1, parent]],
    );
    const link = `https://emulator.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
    assert.equal(permalink, `${link}?thread_ts=${parent}&cid=${channel}`);
  });

  it('needs a parent that is there and is no reply', async () => {
    const parent = await post('card');
    const reply = await post('reply', parent);

    await assert.rejects(post('x', 'soon'), code('invalid_thread_ts'));
    await assert.rejects(post('x', '1700000000.000001'), code('thread_not_found'));
    await assert.rejects(post('x', reply), code('cannot_reply_to_message'));
  });

  it('goes with its parent', async () => {
    const parent = await post('card');
    await post('reply', parent);

    await client.chat.delete({ channel, ts: parent });

    assert.deepEqual(slack.messages, []);
    await assert.rejects(post('late', parent), code('thread_not_found'));
    await assert.rejects(client.chat.update({ channel, ts: parent, text: 'x' }), code('message_not_found'));
  });
});

describe('chat.postEphemeral of the local Slack', () => {
  it('is seen by one person, and stands nowhere', async () => {
    await client.chat.postEphemeral({ channel, user: 'U0ANN', text: 'Somebody was first.' });

    assert.deepEqual(slack.ephemerals, [{ user: 'U0ANN', channel, text: 'Somebody was first.', blocks: [] }]);
    assert.deepEqual(slack.messages, []);
  });

  const refusals: readonly (readonly [string, string, string])[] = [
    ['C0NONE', 'U0ANN', 'channel_not_found'],
    ['C0OLD', 'U0ANN', 'is_archived'],
    ['C0AWAY', 'U0ANN', 'not_in_channel'],
    [channel, 'nobody', 'user_not_in_channel'],
  ];
  for (const [place, user, expected] of refusals) {
    it(`says ${expected} for ${user} in ${place}`, async () => {
      await assert.rejects(client.chat.postEphemeral({ channel: place, user, text: 'x' }), code(expected));
    });
  }
});
