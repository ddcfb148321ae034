// When Slack is the trouble somebody else is told: once at its beginning, hourly while it lasts, once at its end.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { until } from '../support/until.ts';
import { anOutbox, HOUR_MS, MINUTE_MS, type OutboxWorld } from './outbox-world.ts';

const SECRET = 'a-secret-for-the-fallback';

interface Heard {
  readonly body: string;
  readonly signature: string;
}

async function aListener(context: TestContext, statuses: number[] = []) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const status = statuses.shift() ?? 204;
    if (status < 300) heard.push({ body, signature: `${request.headers['x-redactor-signature']}` });
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { heard, env: { FALLBACK_WEBHOOK_URL: url, FALLBACK_WEBHOOK_SECRET: SECRET } };
}

const kinds = (heard: readonly Heard[]): readonly string[] => heard.map(({ body }) => JSON.parse(body).kind);
const attempts = ({ slack }: OutboxWorld): number =>
  slack.calls.filter(({ method }) => method === 'chat.postMessage').length;

test('a refused token is told at once, signed, with what waits; hourly while it lasts; and its end', async (context) => {
  const { heard, env } = await aListener(context);
  const world = await anOutbox(context, { env });
  world.slack.faults.add({ kind: 'error', error: 'invalid_auth' });

  await world.fail('215480037214906');
  await until(() => heard.length === 1, 'the first word');
  await world.pass(30 * MINUTE_MS);
  assert.equal(heard.length, 1);
  await world.pass(31 * MINUTE_MS);
  await until(() => heard.length >= 2, 'word 2', 20_000);
  assert.deepEqual(kinds(heard), ['slack_unreachable', 'slack_still_unreachable']);
  world.slack.faults.clear();
  await world.pass(2 * MINUTE_MS);
  await until(() => heard.length >= 3, 'word 3', 20_000);
  await world.pass(3 * HOUR_MS);

  assert.deepEqual(kinds(heard).slice(2), ['slack_reachable_again']);
  const [{ body, signature } = { body: '', signature: '' }] = heard;
  const [, at, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  assert.equal(given, createHmac('sha256', SECRET).update(`${at}.${body}`).digest('hex'));
  const { since, ...message } = JSON.parse(body);
  assert.match(since, /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual(message, {
    kind: 'slack_unreachable',
    reason: 'invalid_auth',
    waiting: 1,
    conversations: [
      {
        workspace_id: 'qz7k2m9x',
        conversation_id: '215480037214906',
        standing: 'failed',
        url: 'https://app.intercom.com/a/inbox/qz7k2m9x/inbox/conversation/215480037214906',
      },
    ],
  });
});

test("Slack's bad minutes are told nowhere, its bad quarter of an hour is", async (context) => {
  const { heard, env } = await aListener(context);
  const world = await anOutbox(context, { env });
  world.slack.faults.add({ kind: 'status', status: 503 });

  await world.fail('1');
  await until(() => attempts(world) > 0, 'an attempt');
  await world.pass(4 * MINUTE_MS);
  assert.deepEqual(kinds(heard), []);
  await world.pass(2 * MINUTE_MS);

  await until(() => heard.length >= 1, 'word 1', 20_000);
  assert.deepEqual(kinds(heard), ['slack_unreachable']);
});

test('a word in which a rule matches does not leave for the fallback', async (context) => {
  const { heard, env } = await aListener(context);
  const world = await anOutbox(context, { env, isClean: (text) => text !== 'failed' });
  world.slack.faults.add({ kind: 'error', error: 'invalid_auth' });

  await world.fail('1');
  await until(() => heard.length === 1, 'the word', 30_000);

  const { kind, reason, waiting, conversations } = JSON.parse(heard[0]?.body ?? '');
  assert.deepEqual([kind, reason, waiting, conversations], ['slack_unreachable', 'unknown', 1, []]);
});

test('that Slack asks for an hour of patience is told', async (context) => {
  const { heard, env } = await aListener(context);
  const world = await anOutbox(context, { env });
  world.slack.faults.add({ kind: 'rate_limited', retryAfterSeconds: 3_600 });

  await world.fail('1');
  await until(() => attempts(world) > 0, 'an attempt');
  await world.pass(6 * MINUTE_MS);

  await until(() => heard.length >= 1, 'the word', 20_000);
  assert.deepEqual(
    heard.map(({ body }) => JSON.parse(body).reason),
    ['rate_limited'],
  );
});

test('an outage that ended before it was told is told nowhere', async (context) => {
  const { heard, env } = await aListener(context);
  const world = await anOutbox(context, { env });
  world.slack.faults.add({ kind: 'status', status: 503, times: 1 });

  await world.fail('1');
  await until(() => world.slack.messages.length === 1, 'the card', 20_000);
  await world.pass(HOUR_MS);

  assert.deepEqual(kinds(heard), []);
});

test('a fallback that does not answer well is tried again, and readyz says that it is in use', async (context) => {
  const { heard, env } = await aListener(context, [500, 302, 200]);
  const world = await anOutbox(context, { env });
  world.slack.faults.add({ kind: 'error', error: 'channel_not_found' });

  await world.fail('1');
  await until(() => heard.length === 1, 'the word', 30_000);

  assert.deepEqual(kinds(heard), ['slack_unreachable']);
  assert.deepEqual(world.outbox.checkFallback(), { state: 'ok', reason: 'in_use' });
  assert.deepEqual(await world.outbox.checkSlack(async () => ({ state: 'ok' })), {
    state: 'degraded',
    reason: 'channel_not_found',
  });
});
