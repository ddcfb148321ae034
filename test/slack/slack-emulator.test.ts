import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { WebClient } from '@slack/web-api';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import { createQuietLogger } from '../../src/slack/quiet-logger.ts';

const channel = 'C0PRIVACY';
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;

const QUIET = { retryConfig: { retries: 0 }, logger: createQuietLogger() } as const;

let now = new Date('2026-03-05T14:00:00Z');
let slack: SlackEmulator;
let client: WebClient;
before(async () => {
  slack = await createSlackEmulator({ clock: () => now });
  client = new WebClient(slack.token, { slackApiUrl: slack.url, ...QUIET });
});
afterEach(() => slack.reset());
after(() => slack.close());

function code(expected: string) {
  return { message: `An API error occurred: ${expected}` };
}

describe('the local Slack', () => {
  it('keeps what is posted, as Slack’s own client sends it', async () => {
    const metadata = { event_type: 'x', event_payload: { id: 1 } };

    const posted = await client.chat.postMessage({
      channel: '#privacy',
      text: 'hi',
      blocks: [section('hi')],
      metadata,
    });

    assert.equal(posted.channel, channel);
    assert.deepEqual(slack.messages, [
      { channel, ts: posted.ts, text: 'hi', blocks: [section('hi')], metadata, edits: 0, replies: [] },
    ]);
  });

  it('takes blocks away when an edit brings text only, and keeps metadata', async () => {
    const metadata = { event_type: 'x', event_payload: { id: 1 } };
    const { ts = '' } = await client.chat.postMessage({
      channel,
      text: 'hi',
      blocks: [section('hi')],
      metadata,
    });

    await client.chat.update({ channel, ts, text: 'new' });

    assert.deepEqual(slack.messages, [
      { channel, ts, text: 'new', blocks: [], metadata, edits: 1, replies: [] },
    ]);
  });

  it('refuses what Slack refuses', async () => {
    const blocks = [section('x'.repeat(3001))];

    await assert.rejects(
      client.chat.postMessage({ channel: 'C0NONE', text: 'x' }),
      code('channel_not_found'),
    );
    await assert.rejects(client.chat.postMessage({ channel, text: '' }), code('no_text'));
    await assert.rejects(client.chat.update({ channel, ts: '1.2', text: 'x' }), code('message_not_found'));
    await assert.rejects(client.chat.postMessage({ channel, text: 'x', blocks }), code('invalid_blocks'));
    const many = Array.from({ length: 51 }, () => section('x'));
    await assert.rejects(
      client.chat.postMessage({ channel, text: 'x', blocks: many }),
      code('invalid_blocks'),
    );
    const long = Array.from({ length: 40 }, () => section('x'.repeat(300)));
    await assert.rejects(
      client.chat.postMessage({ channel, text: 'x', blocks: long }),
      code('msg_blocks_too_long'),
    );
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'x' });
    await assert.rejects(client.chat.update({ channel, ts, text: 'x'.repeat(4001) }), code('msg_too_long'));
  });

  it('lets in its own token only', async () => {
    const other = new WebClient('xoxb-other', { slackApiUrl: slack.url, ...QUIET });
    const nobody = new WebClient(undefined, { slackApiUrl: slack.url, ...QUIET });

    await assert.rejects(other.auth.test(), code('invalid_auth'));
    await assert.rejects(nobody.auth.test(), code('not_authed'));
  });

  it('gives messages back newest first, in pages, metadata on request', async () => {
    for (const text of ['one', 'two', 'three']) await client.chat.postMessage({ channel, text });

    const first = await client.conversations.history({ channel, limit: 2 });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await client.conversations.history({ channel, limit: 2, cursor });

    assert.deepEqual(
      first.messages?.map(({ text }) => text),
      ['three', 'two'],
    );
    assert.deepEqual(
      second.messages?.map(({ text }) => text),
      ['one'],
    );
    assert.equal(second.has_more, false);
  });

  it('uses a fault as often as it was asked to, until its time, for its method', async () => {
    slack.faults.add({ kind: 'error', error: 'fatal_error', method: 'chat.postMessage', times: 2 });
    slack.faults.add({
      kind: 'error',
      error: 'ratelimited',
      method: 'auth.test',
      until: new Date('2026-03-05T14:01:00Z'),
    });

    const attempts = [1, 2, 3].map(() => client.chat.postMessage({ channel, text: 'x' }));
    const results = await Promise.allSettled(attempts);
    await assert.rejects(client.auth.test(), code('ratelimited'));
    now = new Date('2026-03-05T14:02:00Z');
    await client.auth.test();

    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(
      slack.calls.map(({ result }) => result),
      ['error', 'error', 'ok', 'error', 'ok'],
    );
  });

  it('forgets everything on reset, and cuts off what hangs', async () => {
    slack.faults.add({ kind: 'hang', afterEffect: true });
    const hanging = client.chat.postMessage({ channel, text: 'x' });
    while (slack.messages.length === 0) await new Promise((resolve) => setImmediate(resolve));

    slack.reset();

    await assert.rejects(hanging, { code: 'slack_webapi_request_error' });
    assert.deepEqual([slack.messages, slack.calls], [[], []]);
    await client.auth.test();
  });
});
