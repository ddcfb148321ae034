// The same sender against a Slack that nobody here wrote.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createEmulator, type Emulator } from 'emulate';
import { createSlackSender, type SlackSender } from '../../src/slack/slack-sender.ts';
import { aCard, anId, aRedactedFinding, TOKENS } from './cards.ts';

const GENERAL = 'C000000001';
const TOKEN = 'xoxb-second';

let slack: Emulator;
before(async () => {
  const seed = { slack: { tokens: [{ token: TOKEN, user: 'admin' }] } };
  slack = await createEmulator({ service: 'slack', port: await freePort(), seed });
});
after(() => slack.close());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function aSender(channel = GENERAL): SlackSender {
  const apiUrl = `${slack.url}/api/`;
  return createSlackSender({
    token: TOKEN,
    apiUrl,
    channel,
    timeoutMs: 2000,
    tokens: TOKENS,
    clock: () => new Date(),
  });
}

describe('a second Slack', () => {
  it('takes a card, its edit, and gives it back by its notice', async () => {
    const sender = aSender();
    const begun = new Date();

    const posted = await sender.send(aCard({ noticeId: anId('ntc_second') }), undefined);
    assert.ok(posted.kind === 'sent');
    const change = {
      noticeId: anId('ntc_second'),
      told: 'failed',
      findings: [aRedactedFinding()],
      revision: 2,
    } as const;
    const edited = await sender.send(aCard(change), posted.place);
    const found = await sender.find(anId('ntc_second'), begun);

    assert.deepEqual(edited, posted);
    assert.deepEqual(found, { kind: 'found', place: posted.place });
    assert.deepEqual(await sender.find(anId('ntc_none'), begun), { kind: 'absent' });
  });

  it('knows the token', async () => {
    const health = await aSender().check();

    assert.equal(health.state, 'ok');
  });

  it('says stale and channel_not_found as ours does', async () => {
    const stale = await aSender().send(aCard(), { channel: GENERAL, ts: '1.000001' });
    const nowhere = await aSender('C0NOWHERE').send(aCard(), undefined);

    assert.deepEqual(stale, { kind: 'stale' });
    assert.deepEqual(nowhere, { kind: 'misconfigured', code: 'channel_not_found' });
  });
});
