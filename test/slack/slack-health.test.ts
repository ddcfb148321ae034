import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackFaultKind } from '../../src/emulator/slack-faults.ts';
import type { SlackHealth } from '../../src/slack/slack-health.ts';
import { createSlackSender } from '../../src/slack/slack-sender.ts';
import { NOW, TOKENS } from './cards.ts';

let slack: SlackEmulator;
before(async () => {
  slack = await createSlackEmulator();
});
afterEach(() => slack.reset());
after(() => slack.close());

function check({ token = slack.token, apiUrl = slack.url } = {}): Promise<SlackHealth> {
  return createSlackSender({
    token,
    apiUrl,
    channel: 'C0PRIVACY',
    timeoutMs: 600,
    tokens: TOKENS,
    clock: () => NOW,
  }).check();
}

describe('check', () => {
  it('is ok with a good token, and says that cards can be looked for', async () => {
    assert.deepEqual(await check(), { state: 'ok', canFind: true, team: 'T0EMULATOR' });
  });

  it('says that cards cannot be looked for without a history scope', async () => {
    const blind = await createSlackEmulator({ scopes: ['chat:write'] });

    const health = await check({ apiUrl: blind.url });

    await blind.close();
    assert.deepEqual(health, { state: 'ok', canFind: false, team: 'T0EMULATOR' });
  });

  it('is degraded where the token may not post', async () => {
    const mute = await createSlackEmulator({ scopes: ['channels:history'] });

    const health = await check({ apiUrl: mute.url });

    await mute.close();
    assert.deepEqual(health, { state: 'degraded', reason: 'missing_scope' });
  });

  it('is degraded with a wrong token', async () => {
    assert.deepEqual(await check({ token: 'xoxb-wrong' }), { state: 'degraded', reason: 'invalid_auth' });
  });

  const table: readonly (readonly [SlackFaultKind, string])[] = [
    [{ kind: 'rate_limited' }, 'rate_limited'],
    [{ kind: 'status', status: 502 }, 'server_error'],
    [{ kind: 'hang' }, 'timeout'],
    [{ kind: 'reset' }, 'network'],
    [{ kind: 'html' }, 'not_json'],
    [{ kind: 'error', error: 'account_inactive' }, 'account_inactive'],
    [{ kind: 'error', error: 'invalid_arguments' }, 'unknown'],
  ];
  for (const [fault, reason] of table) {
    it(`is degraded, and does not throw: ${reason}`, async () => {
      slack.faults.add(fault);

      assert.deepEqual(await check(), { state: 'degraded', reason });
    });
  }
});
