import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import { createSlackSender, type SlackSender } from '../../src/slack/slack-sender.ts';
import { aCard, anId, NOW, TOKENS } from './cards.ts';

const NOTICE = anId('ntc_1');
const MINUTE_MS = 60_000;

let now = NOW;
let slack: SlackEmulator;
before(async () => {
  slack = await createSlackEmulator({ clock: () => now });
});
afterEach(() => {
  slack.reset();
  now = NOW;
});
after(() => slack.close());

function aSender(channel = 'C0PRIVACY', emulator = slack): SlackSender {
  return createSlackSender({
    token: emulator.token,
    apiUrl: emulator.url,
    channel,
    timeoutMs: 600,
    tokens: TOKENS,
    clock: () => now,
  });
}

function minutesAgo(minutes: number): Date {
  return new Date(now.getTime() - minutes * MINUTE_MS);
}

describe('find', () => {
  it('finds the card whose answer was lost, so that it is not posted twice', async () => {
    slack.faults.add({ kind: 'reset', afterEffect: true, times: 1 });
    const sender = aSender();
    const lost = await sender.send(aCard(), undefined);

    const found = await sender.find(NOTICE, NOW);

    assert.deepEqual(lost, { kind: 'unavailable', cause: 'network', ambiguous: true });
    assert.ok(found.kind === 'found');
    const edited = await sender.send(aCard({ revision: 2 }), found.place);
    assert.equal(edited.kind, 'sent');
    assert.equal(slack.messages.length, 1);
    assert.equal(slack.messages[0]?.edits, 1);
  });

  it('says absent where Slack never took it', async () => {
    slack.faults.add({ kind: 'reset', times: 1 });
    const sender = aSender();
    await sender.send(aCard(), undefined);
    await sender.send(aCard({ noticeId: anId('ntc_other') }), undefined);

    assert.deepEqual(await sender.find(NOTICE, NOW), { kind: 'absent' });
  });

  it('looks back to the given time only, with room for clocks that differ', async () => {
    const sender = aSender();
    await sender.send(aCard(), undefined);
    now = new Date(NOW.getTime() + 10 * MINUTE_MS);

    const before = await sender.find(NOTICE, minutesAgo(9.5));
    const after = await sender.find(NOTICE, minutesAgo(5));

    assert.deepEqual([before.kind, after.kind], ['found', 'absent']);
  });

  it('reads on over several pages', async () => {
    const sender = aSender();
    await sender.send(aCard(), undefined);
    for (let index = 0; index < 210; index += 1) {
      await sender.send(aCard({ noticeId: anId(`other_${index}`) }), undefined);
    }

    const found = await sender.find(NOTICE, NOW);

    assert.equal(found.kind, 'found');
    assert.equal(slack.calls.filter(({ method }) => method === 'conversations.history').length, 2);
  });

  it('cannot say without the permission to read', async () => {
    const blind = await createSlackEmulator({ scopes: ['chat:write'] });

    const found = await aSender('C0PRIVACY', blind).find(NOTICE, NOW);

    await blind.close();
    assert.deepEqual(found, { kind: 'unreadable', code: 'missing_scope' });
  });

  it('cannot say for a channel given by name', async () => {
    assert.deepEqual(await aSender('#privacy').find(NOTICE, NOW), {
      kind: 'unreadable',
      code: 'channel_not_found',
    });
  });

  it('asks to be asked again where a token is refused: posting would fail as well', async () => {
    slack.faults.add({ kind: 'error', error: 'invalid_auth', times: 1 });

    assert.deepEqual(await aSender().find(NOTICE, NOW), { kind: 'misconfigured', code: 'invalid_auth' });
  });

  it('asks to be asked again where Slack is busy or down', async () => {
    slack.faults.add({ kind: 'rate_limited', retryAfterSeconds: 5, times: 1 });
    slack.faults.add({ kind: 'hang', times: 1 });
    const sender = aSender();

    assert.deepEqual(await sender.find(NOTICE, NOW), { kind: 'rate_limited', retryAfterMs: 5000 });
    assert.deepEqual(await sender.find(NOTICE, NOW), { kind: 'unavailable', cause: 'timeout' });
  });
});
