import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackFaultKind } from '../../src/emulator/slack-faults.ts';
import { cardAsText } from '../../src/slack/render-card.ts';
import type { SendOutcome } from '../../src/slack/send-card.ts';
import {
  createSlackSender,
  type SlackSender,
  type SlackSenderOptions,
} from '../../src/slack/slack-sender.ts';
import { aCard, aFinding, aRedactedFinding, NOW, TOKENS } from './cards.ts';

const CHANNEL = 'C0PRIVACY';
const OLD_CHANNEL = 'C0OLD';

let slack: SlackEmulator;
before(async () => {
  slack = await createSlackEmulator({
    channels: [
      { id: CHANNEL, name: 'privacy' },
      { id: OLD_CHANNEL, name: 'old', archived: true },
      { id: 'C0FOREIGN', name: 'foreign', member: false },
    ],
  });
});
afterEach(() => slack.reset());
after(() => slack.close());

function aSender(changes: Partial<SlackSenderOptions> = {}): SlackSender {
  const defaults = {
    token: slack.token,
    apiUrl: slack.url,
    channel: CHANNEL,
    timeoutMs: 600,
    tokens: TOKENS,
    clock: () => NOW,
  };
  return createSlackSender({ ...defaults, ...changes });
}

async function aPostedCard(): Promise<Extract<SendOutcome, { kind: 'sent' }>> {
  const outcome = await aSender().send(aCard(), undefined);
  assert.equal(outcome.kind, 'sent');
  return outcome;
}

describe('send', () => {
  it('posts a new card once, without previews, and says where it stands', async () => {
    const outcome = await aSender().send(aCard(), undefined);

    const [message, ...others] = slack.messages;
    assert.ok(message !== undefined && others.length === 0);
    assert.deepEqual(outcome, { kind: 'sent', place: { channel: CHANNEL, ts: message.ts }, form: 'blocks' });
    assert.deepEqual(message.metadata, {
      event_type: 'intercom_redactor_card',
      event_payload: { notice_id: 'ntc_1', revision: 1 },
    });
    assert.equal(message.blocks.length, 5);
    const [call] = slack.calls;
    assert.equal(call?.args.unfurl_links, 'false');
    assert.equal(call?.args.unfurl_media, 'false');
  });

  it('posts to a channel given by name, and gives its id', async () => {
    const outcome = await aSender({ channel: '#privacy' }).send(aCard(), undefined);

    assert.ok(outcome.kind === 'sent');
    assert.equal(outcome.place.channel, CHANNEL);
  });

  it('edits the card where it stands', async () => {
    const { place } = await aPostedCard();

    const card = aCard({ told: 'failed', findings: [aRedactedFinding()], revision: 2 });
    const outcome = await aSender().send(card, place);

    assert.deepEqual(outcome, { kind: 'sent', place, form: 'blocks' });
    assert.equal(slack.messages.length, 1);
    assert.equal(slack.messages[0]?.edits, 1);
    assert.match(slack.messages[0]?.text ?? '', /^:white_check_mark: Redacted/);
    assert.match(JSON.stringify(slack.messages[0]?.metadata), /"revision":2/);
  });

  it('sends nothing but what the card says, whatever else an object carries', async () => {
    const finding = { ...aFinding(), body: 'CANARY', value: 'CANARY', author: { name: 'CANARY' } };

    await aSender().send(aCard({ findings: [finding, finding] }), undefined);

    assert.equal(slack.calls.length, 1);
    assert.doesNotMatch(JSON.stringify(slack.calls), /CANARY/);
  });
});

describe('send while Slack misbehaves', () => {
  const unavailable = (
    cause: 'timeout' | 'network' | 'server_error' | 'not_json',
    ambiguous: boolean,
  ): SendOutcome => ({
    kind: 'unavailable',
    cause,
    ambiguous,
  });
  const error = (code: string): SlackFaultKind => ({ kind: 'error', error: code });
  const table: readonly (readonly [
    string,
    SlackFaultKind & { readonly afterEffect?: boolean },
    SendOutcome,
  ])[] = [
    [
      '429 with Retry-After',
      { kind: 'rate_limited', retryAfterSeconds: 7 },
      { kind: 'rate_limited', retryAfterMs: 7000 },
    ],
    [
      '429 with a wait of days',
      { kind: 'rate_limited', retryAfterSeconds: 999_999 },
      { kind: 'rate_limited', retryAfterMs: 3_600_000 },
    ],
    ['429 without Retry-After', { kind: 'rate_limited' }, { kind: 'rate_limited', retryAfterMs: 30_000 }],
    ['ratelimited in a 200', error('ratelimited'), { kind: 'rate_limited', retryAfterMs: 30_000 }],
    ['rate_limited in a 200', error('rate_limited'), { kind: 'rate_limited', retryAfterMs: 30_000 }],
    ['too many messages', error('message_limit_exceeded'), { kind: 'rate_limited', retryAfterMs: 3_600_000 }],
    ['500', { kind: 'status', status: 500 }, unavailable('server_error', true)],
    [
      '503 after accepting',
      { kind: 'status', status: 503, afterEffect: true },
      unavailable('server_error', true),
    ],
    ['403 of a proxy', { kind: 'status', status: 403 }, { kind: 'misconfigured', code: 'http_refused' }],
    ['no answer', { kind: 'hang' }, unavailable('timeout', true)],
    ['no answer after accepting', { kind: 'hang', afterEffect: true }, unavailable('timeout', true)],
    ['a cut connection', { kind: 'reset' }, unavailable('network', true)],
    ['a cut connection after accepting', { kind: 'reset', afterEffect: true }, unavailable('network', true)],
    ['half an answer', { kind: 'cut', afterEffect: true }, unavailable('network', true)],
    ['a page instead of JSON', { kind: 'html' }, unavailable('not_json', true)],
    ['internal_error', error('internal_error'), unavailable('server_error', true)],
    ['service_unavailable', error('service_unavailable'), unavailable('server_error', false)],
    ['invalid_auth', error('invalid_auth'), { kind: 'misconfigured', code: 'invalid_auth' }],
    ['missing_scope', error('missing_scope'), { kind: 'misconfigured', code: 'missing_scope' }],
    [
      'a code that nobody knows',
      error('CANARY 4111 1111 1111 1111'),
      { kind: 'misconfigured', code: 'unknown' },
    ],
    [
      'blocks and text refused',
      error('invalid_arguments'),
      { kind: 'refused_payload', code: 'invalid_arguments' },
    ],
  ];
  for (const [name, fault, expected] of table) {
    it(`a post: ${name}`, async () => {
      slack.faults.add({ ...fault, method: 'chat.postMessage' });

      assert.deepEqual(await aSender().send(aCard(), undefined), expected);
    });

    it(`an edit: ${name}, never ambiguous`, async () => {
      const { place } = await aPostedCard();
      slack.faults.add({ ...fault, method: 'chat.update' });

      const outcome = await aSender().send(aCard({ revision: 2 }), place);

      assert.deepEqual(
        outcome,
        expected.kind === 'unavailable' ? { ...expected, ambiguous: false } : expected,
      );
    });
  }

  it('makes one attempt only', async () => {
    slack.faults.add({ kind: 'status', status: 503 });

    await aSender().send(aCard(), undefined);

    assert.equal(slack.calls.length, 1);
  });

  it('knows that Slack has nothing when nobody listens', async () => {
    const gone = await createSlackEmulator();
    await gone.close();

    const outcome = await aSender({ apiUrl: gone.url }).send(aCard(), undefined);

    assert.deepEqual(outcome, { kind: 'unavailable', cause: 'network', ambiguous: false });
  });

  it('recovers by itself once Slack does', async () => {
    const sender = aSender();
    slack.faults.add({ kind: 'rate_limited', retryAfterSeconds: 60, times: 1 });

    const first = await sender.send(aCard(), undefined);
    const second = await sender.send(aCard(), undefined);

    assert.deepEqual([first.kind, second.kind], ['rate_limited', 'sent']);
  });
});

describe('send with refused blocks', () => {
  it('sends the card once more as plain text', async () => {
    slack.faults.add({ kind: 'error', error: 'invalid_blocks', times: 1 });

    const outcome = await aSender().send(aCard(), undefined);

    assert.ok(outcome.kind === 'sent');
    assert.equal(outcome.form, 'plain_text');
    assert.equal(slack.messages[0]?.text, cardAsText(aCard(), NOW));
    assert.deepEqual(slack.messages[0]?.blocks, []);
    assert.notEqual(slack.messages[0]?.metadata, undefined);
  });

  it('takes the old blocks away when it edits', async () => {
    const { place } = await aPostedCard();
    slack.faults.add({ kind: 'error', error: 'msg_blocks_too_long', times: 1 });

    await aSender().send(aCard({ revision: 2 }), place);

    assert.deepEqual(slack.messages[0]?.blocks, []);
  });

  it('leaves refused metadata out', async () => {
    slack.faults.add({ kind: 'error', error: 'metadata_too_large', times: 1 });

    const outcome = await aSender().send(aCard(), undefined);

    assert.equal(outcome.kind, 'sent');
    assert.equal(slack.messages[0]?.metadata, undefined);
  });
});

describe('send to a place that is not right', () => {
  it('is stale where the card was deleted', async () => {
    const outcome = await aSender().send(aCard(), { channel: CHANNEL, ts: '1.000001' });

    assert.deepEqual(outcome, { kind: 'stale' });
  });

  it('is stale where the channel was changed and the old one closed', async () => {
    const outcome = await aSender().send(aCard(), { channel: OLD_CHANNEL, ts: '1.000001' });

    assert.deepEqual(outcome, { kind: 'stale' });
  });

  const table = [
    ['C0NOWHERE', 'channel_not_found'],
    [OLD_CHANNEL, 'is_archived'],
    ['#foreign', 'not_in_channel'],
  ] as const;
  for (const [channel, code] of table) {
    it(`names what is wrong with the channel: ${code}`, async () => {
      const outcome = await aSender({ channel }).send(aCard(), undefined);

      assert.deepEqual(outcome, { kind: 'misconfigured', code });
    });
  }

  it('keeps the place while the one channel is closed', async () => {
    const outcome = await aSender({ channel: OLD_CHANNEL }).send(aCard(), {
      channel: OLD_CHANNEL,
      ts: '1.000001',
    });

    assert.deepEqual(outcome, { kind: 'misconfigured', code: 'is_archived' });
  });
});
