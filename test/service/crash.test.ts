// A real process, a real kill -9. What was acknowledged is acted on, whatever happens to the process in between.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { newDatabase, testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';
import {
  killService,
  MAIN,
  type ServiceProcess,
  type Surroundings,
  someSurroundings,
  stopService,
} from './service-process.ts';
import { CARD, isRedacted, redactCalls } from './world.ts';

const PARTS = 120;
const REFUSED_EVERY = 30;

testOnEachStore(
  'kill -9 in a burst loses nothing that was acknowledged, and no card comes twice',
  async (context, database) => {
    const { intercom, slack, start } = await someSurroundings(context, {
      database,
      intercom: { webhookRetryDelayMs: 8_000 },
    });
    const port = await freePort();
    const first = await start(port);
    await intercom.connectWebhook(`${first.url}/webhooks/intercom`);
    intercom.faults.add({ kind: 'delay', ms: 30, match: { path: '/conversations/redact' } });
    const conversations = Array.from({ length: 12 }, () => intercom.seedConversation({ quiet: true }).id);

    const sent = Array.from({ length: PARTS }, (_, index) => {
      const conversationId = conversations[index % conversations.length] ?? '';
      const messageId = String(40_000_000_000 + index);
      const refused = index % REFUSED_EVERY === 0;
      if (refused) intercom.refuseRedaction(messageId);
      intercom.addPart(conversationId, { id: messageId, body: CARD, quiet: true });
      const notification = intercom.notification('conversation.user.replied', conversationId, messageId);
      return {
        conversationId,
        messageId,
        refused,
        delivered: intercom.deliver(notification),
        id: notification.id,
      };
    });
    await until(() => redactCalls({ intercom }) >= 25, 'a part of the burst');
    await killService(first);
    const second = await start(port);
    await Promise.all(sent.map(({ delivered }) => delivered));

    const taken = new Set(intercom.deliveries.filter(({ status }) => status === 200).map(({ id }) => id));
    const owed = sent.filter(({ id }) => taken.has(id));
    assert.ok(owed.length >= 25, `only ${owed.length} were acknowledged`);
    const left = (): number =>
      owed.filter(
        ({ refused, conversationId, messageId }) =>
          !refused && !isRedacted({ intercom }, conversationId, messageId),
      ).length;
    await until(() => left() === 0, 'every acknowledged part to be redacted', 60_000);
    const refusedIn = new Set(
      owed.filter(({ refused }) => refused).map(({ conversationId }) => conversationId),
    );
    await until(() => slack.messages.length >= refusedIn.size, 'the cards', 30_000);
    await sleep(500);
    assert.equal(slack.messages.length, refusedIn.size);
    await stopService(second);
  },
);

test('what a killed replica held is taken up by another within a minute', async (context) => {
  const { intercom, start } = await someSurroundings(context, { database: await newDatabase('postgres') });
  const survivor = await start();
  const doomed = await start();
  await intercom.connectWebhook(`${doomed.url}/webhooks/intercom`);
  // Stands still meanwhile, so that the other one takes every job.
  survivor.process.kill('SIGSTOP');
  intercom.faults.add({ kind: 'hang', match: { path: '/conversations/redact' }, times: 5 });
  const conversationId = intercom.seedConversation({ quiet: true }).id;
  const parts = Array.from({ length: 5 }, () => intercom.addPart(conversationId, { body: CARD }));
  await until(() => redactCalls({ intercom }) >= 5, 'the replica to hold all five');

  const killedAt = Date.now();
  await killService(doomed);
  survivor.process.kill('SIGCONT');
  await until(
    () => parts.every(({ id }) => isRedacted({ intercom }, conversationId, id)),
    'the other replica',
    60_000,
  );

  assert.ok(Date.now() - killedAt < 60_000);
  await stopService(survivor);
});

test('a second process on the same data directory is refused with a clear sentence', async (context) => {
  const { env, start } = await someSurroundings(context);
  const first = await start();

  const second = spawn(process.execPath, [MAIN, 'serve'], { env: { ...env, PORT: '0' } });
  let said = '';
  second.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(second, 'exit');

  assert.equal(code, 2);
  assert.match(said, /Another process uses this data directory/);
  await stopService(first);
});

test('SIGTERM ends it with 0, after what was running', async (context) => {
  const { intercom, start } = await someSurroundings(context);
  const service = await start();
  intercom.faults.add({ kind: 'delay', ms: 700, match: { path: '/conversations/redact' } });
  const part = await aPartUnderWay(intercom, service);

  const code = await stopService(service);

  assert.equal(code, 0);
  assert.equal(isRedacted({ intercom }, part.conversationId, part.id), true);
});

test('SIGTERM while Intercom does not answer: the attempt is given up, and taken up at the next start', async (context) => {
  const { intercom, start } = await someSurroundings(context);
  const first = await start();
  intercom.faults.add({ kind: 'hang', match: { path: '/conversations/redact' }, times: 1 });
  const part = await aPartUnderWay(intercom, first);

  const stoppedAt = Date.now();
  const code = await stopService(first);
  const tookMs = Date.now() - stoppedAt;
  const second = await start();

  assert.equal(code, 0);
  assert.ok(tookMs < 10_000, `${tookMs} ms`);
  await until(() => isRedacted({ intercom }, part.conversationId, part.id), 'the redaction');
  await stopService(second);
});

test('SIGHUP reads the rules again, and the service goes on', async (context) => {
  const { start } = await someSurroundings(context);
  const service = await start();

  service.process.kill('SIGHUP');
  await until(() => service.logged().includes('"msg":"rules taken"'), 'the rules', 30_000);

  assert.equal((await fetch(`${service.url}/healthz`)).status, 200);
  assert.equal(await stopService(service), 0);
});

/** One part with a card, whose redaction has been asked of Intercom. */
async function aPartUnderWay(
  intercom: Surroundings['intercom'],
  { url }: ServiceProcess,
): Promise<{ readonly conversationId: string; readonly id: string }> {
  await intercom.connectWebhook(`${url}/webhooks/intercom`);
  const conversationId = intercom.seedConversation({ quiet: true }).id;
  const { id } = intercom.addPart(conversationId, { body: CARD });
  await until(() => redactCalls({ intercom }) === 1, 'the redaction to be under way');
  return { conversationId, id };
}
