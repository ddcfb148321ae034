// After a bad minute at Intercom people find one message, not hundreds, and it ends by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.ts';
import { aWorld, CARD, type World } from './world.ts';

const PARTS = Number(process.env.STORM_PARTS ?? 400);

test('a storm of failing parts ends in a handful of messages', { timeout: 300_000 }, async (context) => {
  const world = await aWorld(context, { overrides: { groupWaitMs: 1_000 } });
  world.intercom.faults.add({ kind: 'status', status: 400, match: { method: 'POST', path: /redact$/ } });

  const started = performance.now();
  for (let number = 0; number < PARTS; number += 1) fail(world);
  await world.intercom.idle();
  await until(() => counted(world) > 8, 'the storm', 120_000);
  await until(() => counted(world) === PARTS, 'all of them on its card', 240_000);

  const { messages, calls } = world.slack;
  const sent = calls.filter(({ method }) => method === 'chat.postMessage' || method === 'chat.update').length;
  assert.ok(messages.length <= 9, `${messages.length} messages`);
  assert.ok(sent <= 20, `${sent} calls`);
  context.diagnostic(
    `${PARTS} parts, ${Math.round(performance.now() - started)} ms, ${messages.length} messages, ${sent} calls`,
  );
});

test('while Slack refuses the token the service serves, and tells its cards in order when it is mended', async (context) => {
  const world = await aWorld(context, {
    overrides: { slackRetryMs: 500, checkEveryMs: 200 },
    before: (_intercom, slack) => slack.faults.add({ kind: 'error', error: 'invalid_auth' }),
  });
  for (let number = 0; number < 3; number += 1) {
    fail(world);
    await world.intercom.idle();
    // Of those of one second any may be first.
    await sleep(1_100);
  }
  await until(() => world.slack.calls.some(({ method }) => method === 'chat.postMessage'), 'an attempt');
  const ready = await fetch(`${world.app.url}/readyz`);
  const { checks } = (await ready.json()) as { checks: { slack: { state: string; reason: string } } };
  assert.equal(ready.status, 200);
  assert.deepEqual(checks.slack, {
    state: 'degraded',
    reason: 'invalid_auth',
    token: 'invalid_auth',
  });

  world.slack.faults.clear();

  await until(() => world.slack.messages.length === 3, 'the cards', 30_000);
  const conversations = world.slack.messages.map(({ text }) => /conversation (\d+)/.exec(text)?.[1]);
  assert.deepEqual(conversations, conversations.toSorted());
});

function fail({ intercom }: World): void {
  intercom.seedConversation({ source: { author: 'admin', body: CARD } });
}

/** How many conversations the storm's card counts. */
function counted({ slack }: World): number {
  const counts = slack.messages.map(({ text }) =>
    Number(/(\d+) conversations in one card/.exec(text)?.[1] ?? 0),
  );
  return Math.max(0, ...counts);
}
