// Slack's troubles never hold up a redaction, and the card arrives later, once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackFault } from '../../src/emulator/slack-faults.ts';
import { until } from '../support/until.ts';
import { aConversation, aWorld, CARD, untilCards, untilRedacted, type World } from './world.ts';

const TROUBLES: readonly [what: string, fault: SlackFault][] = [
  ['answers 500', { kind: 'status', status: 500 }],
  ['is rate limited', { kind: 'rate_limited', retryAfterSeconds: 1 }],
  ['cuts the connection', { kind: 'reset' }],
  ['answers with a page', { kind: 'html' }],
  ['does not answer', { kind: 'hang' }],
];

for (const [what, fault] of TROUBLES) {
  test(`while Slack ${what}, redaction goes on and the card comes afterwards, once`, async (context) => {
    const world = await aWorld(context);
    world.slack.faults.add({ ...fault, method: 'chat.postMessage' });

    await askForCard(world);
    await until(() => world.slack.calls.some(({ method }) => method === 'chat.postMessage'), 'an attempt');
    const conversationId = aConversation(world);
    const part = world.intercom.addPart(conversationId, { body: CARD });
    await untilRedacted(world, conversationId, part.id);
    assert.deepEqual(world.slack.messages, []);

    world.slack.faults.clear();
    await untilCards(world, 1);
    await sleep(300);
    assert.equal(world.slack.messages.length, 1);
  });
}

test('a post whose answer was lost is found again and not posted twice', async (context) => {
  const world = await aWorld(context);
  world.slack.faults.add({ kind: 'reset', afterEffect: true, method: 'chat.postMessage', times: 1 });

  await askForCard(world);
  await untilCards(world, 1);
  await until(() => world.slack.calls.some(({ method }) => method === 'conversations.history'), 'the look');
  await until(() => world.slack.calls.some(({ method }) => method === 'chat.update'), 'the edit');

  assert.equal(world.slack.messages.length, 1);
});

test('a lost answer, and then a token that Slack refuses for a while, make no second card', async (context) => {
  const world = await aWorld(context, { overrides: { slackRetryMs: 300 } });
  world.slack.faults.add({ kind: 'reset', afterEffect: true, method: 'chat.postMessage', times: 1 });
  world.slack.faults.add({ kind: 'error', error: 'invalid_auth', method: 'conversations.history', times: 1 });
  world.slack.faults.add({ kind: 'error', error: 'invalid_auth', method: 'chat.postMessage', times: 1 });

  await askForCard(world);
  await until(() => world.slack.calls.some(({ method }) => method === 'chat.update'), 'the edit', 20_000);

  assert.equal(world.slack.messages.length, 1);
});

test('a wrong token is said in /readyz, and webhooks are taken all the same', async (context) => {
  const world = await aWorld(context, { env: { SLACK_BOT_TOKEN: 'xoxb-wrong' } });

  const response = await fetch(`${world.app.url}/readyz`);

  assert.equal(response.status, 200);
  const { checks } = (await response.json()) as { checks: { slack: { state: string; reason: string } } };
  assert.deepEqual(checks.slack, {
    state: 'degraded',
    reason: 'invalid_auth',
    token: 'invalid_auth',
  });
});

test('a button that is pressed is acknowledged, and an unsigned press is refused', async (context) => {
  const { app } = await aWorld(context);

  const response = await fetch(`${app.url}/slack/events`, { method: 'POST', body: 'payload=%7B%7D' });

  assert.equal(response.status, 401);
});

async function askForCard(world: World): Promise<void> {
  world.intercom.seedConversation({ source: { author: 'admin', body: CARD } });
  await world.intercom.idle();
}
