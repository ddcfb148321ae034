// A real process, a real kill -9. What was acknowledged is acted on, whatever happens to the process in between.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { createSlackEmulator } from '../../src/emulator/slack.ts';
import { freePort } from '../support/free-port.ts';
import { newDatabase, testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { CARD, environment, isRedacted } from './world.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const PARTS = 120;
const REFUSED_EVERY = 30;

testOnEachStore(
  'kill -9 in a burst loses nothing that was acknowledged, and no card comes twice',
  async (context, database) => {
    const acknowledged = new Map<string, string>();
    const intercom = await createIntercomEmulator({
      rateLimit: Number.POSITIVE_INFINITY,
      webhookRetryDelayMs: 8_000,
    });
    const slack = await createSlackEmulator();
    context.after(() => Promise.all([intercom.close(), slack.close()]));
    const port = await freePort();
    const env = { ...environment(intercom, slack, database), PORT: String(port) };
    const first = await startService(context, env);
    await intercom.connectWebhook(`${first.url}/webhooks/intercom`);
    intercom.faults.add({ kind: 'delay', ms: 30, match: { path: '/conversations/redact' } });
    const conversations = Array.from({ length: 12 }, () => intercom.seedConversation({ quiet: true }).id);

    const sent = Array.from({ length: PARTS }, (_, index) => {
      const conversationId = conversations[index % conversations.length] ?? '';
      const messageId = String(40_000_000_000 + index);
      if (index % REFUSED_EVERY === 0) intercom.refuseRedaction(messageId);
      intercom.addPart(conversationId, { id: messageId, body: CARD, quiet: true });
      const notification = intercom.notification('conversation.user.replied', conversationId, messageId);
      acknowledged.set(notification.id ?? '', messageId);
      return {
        conversationId,
        messageId,
        refused: index % REFUSED_EVERY === 0,
        delivered: intercom.deliver(notification),
        id: notification.id,
      };
    });
    await until(() => redactions(intercom) >= 25, 'a part of the burst');
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    const second = await startService(context, env);
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
    await stopService(second.process);
  },
);

test('what a killed replica held is taken up by another within a minute', async (context) => {
  const intercom = await createIntercomEmulator({ rateLimit: Number.POSITIVE_INFINITY });
  const slack = await createSlackEmulator();
  context.after(() => Promise.all([intercom.close(), slack.close()]));
  const database = await newDatabase('postgres');
  const env = environment(intercom, slack, database);
  const survivor = await startService(context, { ...env, PORT: String(await freePort()) });
  const doomed = await startService(context, { ...env, PORT: String(await freePort()) });
  await intercom.connectWebhook(`${doomed.url}/webhooks/intercom`);
  // Stands still meanwhile, so that the other one takes every job.
  survivor.process.kill('SIGSTOP');
  intercom.faults.add({ kind: 'hang', match: { path: '/conversations/redact' }, times: 5 });
  const conversationId = intercom.seedConversation({ quiet: true }).id;
  const parts = Array.from({ length: 5 }, () => intercom.addPart(conversationId, { body: CARD }));
  await until(() => redactions(intercom) >= 5, 'the replica to hold all five');

  const killedAt = Date.now();
  doomed.process.kill('SIGKILL');
  survivor.process.kill('SIGCONT');
  await until(
    () => parts.every(({ id }) => isRedacted({ intercom }, conversationId, id)),
    'the other replica',
    60_000,
  );

  assert.ok(Date.now() - killedAt < 60_000);
  await stopService(survivor.process);
});

test('a second process on the same data directory is refused with a clear sentence', async (context) => {
  const intercom = await createIntercomEmulator();
  const slack = await createSlackEmulator();
  context.after(() => Promise.all([intercom.close(), slack.close()]));
  const env = {
    ...environment(intercom, slack, await newDatabase('pglite')),
    PORT: String(await freePort()),
  };
  const first = await startService(context, env);

  const second = spawn(process.execPath, [MAIN, 'serve'], { env: { ...env, PORT: '0' } });
  let said = '';
  second.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(second, 'exit');

  assert.equal(code, 2);
  assert.match(said, /Another process uses this data directory/);
  await stopService(first.process);
});

test('SIGTERM ends it with 0, after what was running', async (context) => {
  const intercom = await createIntercomEmulator({ rateLimit: Number.POSITIVE_INFINITY });
  const slack = await createSlackEmulator();
  context.after(() => Promise.all([intercom.close(), slack.close()]));
  const env = {
    ...environment(intercom, slack, await newDatabase('pglite')),
    PORT: String(await freePort()),
  };
  const service = await startService(context, env);
  await intercom.connectWebhook(`${service.url}/webhooks/intercom`);
  intercom.faults.add({ kind: 'delay', ms: 700, match: { path: '/conversations/redact' } });
  const conversationId = intercom.seedConversation({ quiet: true }).id;
  const part = intercom.addPart(conversationId, { body: CARD });
  await until(() => redactions(intercom) === 1, 'the redaction to be under way');

  const code = await stopService(service.process);

  assert.equal(code, 0);
  assert.equal(isRedacted({ intercom }, conversationId, part.id), true);
});

test('SIGTERM while Intercom does not answer: the attempt is given up, and taken up at the next start', async (context) => {
  const intercom = await createIntercomEmulator({ rateLimit: Number.POSITIVE_INFINITY });
  const slack = await createSlackEmulator();
  context.after(() => Promise.all([intercom.close(), slack.close()]));
  const env = {
    ...environment(intercom, slack, await newDatabase('pglite')),
    PORT: String(await freePort()),
  };
  const first = await startService(context, env);
  await intercom.connectWebhook(`${first.url}/webhooks/intercom`);
  intercom.faults.add({ kind: 'hang', match: { path: '/conversations/redact' }, times: 1 });
  const conversationId = intercom.seedConversation({ quiet: true }).id;
  const part = intercom.addPart(conversationId, { body: CARD });
  await until(() => redactions(intercom) === 1, 'the call that hangs');

  const stoppedAt = Date.now();
  const code = await stopService(first.process);
  const tookMs = Date.now() - stoppedAt;
  const second = await startService(context, env);

  assert.equal(code, 0);
  assert.ok(tookMs < 10_000, `${tookMs} ms`);
  await until(() => isRedacted({ intercom }, conversationId, part.id), 'the redaction');
  await stopService(second.process);
});

test('SIGHUP reads the rules again, and the service goes on', async (context) => {
  const intercom = await createIntercomEmulator();
  const slack = await createSlackEmulator();
  context.after(() => Promise.all([intercom.close(), slack.close()]));
  const env = {
    ...environment(intercom, slack, await newDatabase('pglite')),
    PORT: String(await freePort()),
  };
  const service = await startService(context, env);

  service.process.kill('SIGHUP');
  await until(() => service.logged().includes('"msg":"rules taken"'), 'the rules', 30_000);

  assert.equal((await fetch(`${service.url}/healthz`)).status, 200);
  assert.equal(await stopService(service.process), 0);
});

interface Service {
  readonly url: string;
  /** What it has written to its log. */
  readonly logged: () => string;
  readonly process: ChildProcess;
}

async function startService(context: TestContext, env: Record<string, string>): Promise<Service> {
  const child = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let logged = '';
  child.stdout.on('data', (chunk: Buffer) => {
    logged += chunk.toString();
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  context.after(() => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${env.PORT}`;
  await until(
    async () => {
      assert.equal(child.exitCode, null, said);
      return fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    'the service',
    30_000,
  );
  return { url, logged: () => logged, process: child };
}

async function stopService(child: ChildProcess): Promise<number | null> {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}

function redactions(intercom: IntercomEmulator): number {
  return intercom.calls.filter(({ path }) => path === '/conversations/redact').length;
}
