// What an operator sees from outside.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { until } from '../support/until.ts';
import { aConversation, aWorld, CARD, untilRedacted } from './world.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Ready {
  readonly ready: boolean;
  readonly checks: Readonly<
    Record<'store' | 'rules' | 'intercom' | 'slack' | 'webhooks', { state: string; reason?: string }>
  >;
}

async function readyz(url: string): Promise<{ status: number; body: Ready }> {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: (await response.json()) as Ready };
}

test('everything in order: ready, each part with its state', async (context) => {
  const { app } = await aWorld(context);

  const { status, body } = await readyz(app.url);

  assert.equal(status, 200);
  assert.equal(body.ready, true);
  assert.deepEqual(
    Object.entries(body.checks).map(([name, { state }]) => `${name} ${state}`),
    ['store ok', 'rules ok', 'intercom ok', 'slack ok', 'fallback ok', 'webhooks ok'],
  );
});

test('a token that Intercom refuses is said, and webhooks are still taken', async (context) => {
  const { app } = await aWorld(context, { env: { INTERCOM_ACCESS_TOKEN: 'wrong' } });

  const { status, body } = await readyz(app.url);

  assert.equal(status, 200);
  assert.deepEqual(body.checks.intercom, { state: 'degraded', reason: 'unauthorised' });
});

test('an Intercom that is down at the start does not keep the service from starting', async (context) => {
  const world = await aWorld(context, {
    before: (intercom) =>
      void intercom.faults.add({ kind: 'status', status: 503, times: 1, match: { path: '/me' } }),
  });
  const conversationId = aConversation(world);

  const part = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, part.id);

  assert.equal((await readyz(world.app.url)).status, 200);
});

test("an event of another workspace than the token's is said", async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);

  await world.intercom.deliver({
    ...world.intercom.notification('conversation.user.replied', conversationId),
    app_id: 'another0',
  });

  await until(
    async () => (await readyz(world.app.url)).body.checks.intercom.state === 'degraded',
    'the difference',
  );
  assert.equal((await readyz(world.app.url)).body.checks.intercom.reason, 'other_workspace');
});

test("a client secret that is not the app's is said, until a signed event comes", async (context) => {
  const wrong = await aWorld(context, {
    env: { INTERCOM_CLIENT_SECRET: 'another' },
    intercom: { webhookRetryDelayMs: 10 },
  });
  const right = await aWorld(context);

  await fetch(`${right.app.url}/webhooks/intercom`, { method: 'POST', body: '{}' });

  assert.deepEqual((await readyz(wrong.app.url)).body.checks.webhooks.state, 'degraded');
  assert.deepEqual((await readyz(right.app.url)).body.checks.webhooks.state, 'ok');
});

test('metrics count events, outcomes and exposure', async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);
  const part = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, part.id);
  await until(() => world.logged.some((line) => line.includes('"state":"redacted"')), 'the proof');

  const text = await (await fetch(`${world.app.url}/metrics`)).text();

  assert.match(text, /redactor_events_total\{topic="conversation.user.replied"\} 1/);
  assert.match(text, /redactor_outcomes_total\{outcome="redacted",state="redacted"\} 1/);
  assert.match(text, /redactor_exposure_seconds_count 1/);
  assert.match(text, /redactor_findings_waiting 0/);
});

test('healthz says that the process is alive, other paths are 404', async (context) => {
  const { app } = await aWorld(context);

  assert.equal((await fetch(`${app.url}/healthz`)).status, 200);
  assert.equal((await fetch(`${app.url}/admin/anything`)).status, 404);
});

function redactor(
  args: readonly string[],
  env: Record<string, string> = {},
): { status: number | null; out: string; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/main.ts', ...args], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  return { status, out: stdout, said: stderr };
}

test('serve without configuration names what is missing and exits with 2', () => {
  const { status, said } = redactor(['serve']);

  assert.equal(status, 2);
  assert.match(said, /INTERCOM_ACCESS_TOKEN: is missing/);
  assert.match(said, /SLACK_CHANNEL: is missing/);
});

test('every command explains itself with an example', () => {
  for (const command of ['serve', 'demo', 'scan', 'rules', 'emulator']) {
    const { status, out } = redactor([command, '--help']);

    assert.equal(status, 0, command);
    assert.match(out, /Example/, command);
  }
});

test('an unknown command and an unknown option exit with 2', () => {
  assert.equal(redactor(['nonsense']).status, 2);
  assert.equal(redactor(['serve', '--nonsense']).status, 2);
});
