// What becomes of a message: answer, state, outgoing calls, cards, and what can be observed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.ts';
import {
  aConversation,
  aWorld,
  CARD,
  headlines,
  isRedacted,
  redactCalls,
  untilCards,
  untilRedacted,
} from './world.ts';

test("a contact's message with a card number is redacted, without a card in Slack", async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);

  const part = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, part.id);
  await sleep(100);

  assert.equal(redactCalls(world), 1);
  assert.deepEqual(world.slack.messages, []);
  assert.deepEqual([...new Set(world.intercom.deliveries.map(({ status }) => status))], [200]);
});

test('a first message with a card number is redacted as a source', async (context) => {
  const world = await aWorld(context);

  const { id, source } = world.intercom.seedConversation({ source: { body: CARD } });
  await untilRedacted(world, id, source?.id ?? '');

  assert.equal(redactCalls(world), 1);
});

test('a message whose files Intercom still shows is redacted, and a person is asked to look at them', async (context) => {
  const world = await aWorld(context, { intercom: { keepAttachments: true } });
  const conversationId = aConversation(world);

  const part = world.intercom.addPart(conversationId, { body: CARD, attachments: [{ name: 'scan.pdf' }] });
  await untilRedacted(world, conversationId, part.id);
  await untilCards(world, 1);

  assert.match(headlines(world)[0] ?? '', /Check the attachments: the message is redacted/);
  assert.match(JSON.stringify(world.slack.messages), /still shows 1 attachment with it/);
  assert.doesNotMatch(JSON.stringify(world.slack.messages), /scan\.pdf/);
  assert.equal(redactCalls(world), 1);
});

for (const author of ['lead', 'admin', 'bot'] as const) {
  test(`a part by a ${author} is redacted too`, async (context) => {
    const world = await aWorld(context, { intercom: { botDoubleTopic: true } });
    const conversationId = aConversation(world);

    const part = world.intercom.addPart(conversationId, { author, body: CARD });
    await untilRedacted(world, conversationId, part.id);
    await world.intercom.idle();

    assert.equal(redactCalls(world), 1);
  });
}

test('a note, and text that rides on an assignment, are redacted', async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);

  const note = world.intercom.addPart(conversationId, { author: 'admin', partType: 'note', body: CARD });
  const assignment = world.intercom.addPart(conversationId, {
    author: 'admin',
    partType: 'assignment',
    body: CARD,
  });
  await untilRedacted(world, conversationId, note.id);
  await untilRedacted(world, conversationId, assignment.id);

  assert.equal(redactCalls(world), 2);
});

test('a clean message is left alone and nothing is asked of Intercom', async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);
  const before = world.intercom.calls.length;

  const part = world.intercom.addPart(conversationId, { body: '<p>order 5512 has not arrived</p>' });
  await world.intercom.idle();
  await sleep(200);

  assert.equal(isRedacted(world, conversationId, part.id), false);
  assert.equal(world.intercom.calls.length, before);
});

test('a webhook that comes five times, and once more later, is acted on once', async (context) => {
  const world = await aWorld(context, { intercom: { deliveryPlan: () => ({ duplicate: 4 }) } });
  const conversationId = aConversation(world);

  const part = world.intercom.addPart(conversationId, { body: CARD });
  const notification = world.intercom.notification('conversation.user.replied', conversationId, part.id);
  await untilRedacted(world, conversationId, part.id);
  await world.intercom.deliver(notification);
  await sleep(200);

  assert.equal(redactCalls(world), 1);
});

test("a teammate's first message cannot be redacted: a card, and no futile call", async (context) => {
  const world = await aWorld(context);

  const { id } = world.intercom.seedConversation({ source: { author: 'admin', body: CARD } });
  await untilCards(world, 1);

  assert.equal(redactCalls(world), 0);
  assert.match(headlines(world)[0] ?? '', /A person must remove this/);
  assert.ok(
    JSON.stringify(world.slack.messages).includes(
      `https://app.intercom.com/a/inbox/${world.intercom.appId}/inbox/conversation/${id}`,
    ),
  );
});

test('parts that Intercom refuses share one card, edited in place', async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);
  for (const messageId of ['501', '502', '503']) {
    world.intercom.refuseRedaction(messageId);
    world.intercom.addPart(conversationId, { id: messageId, body: CARD });
  }

  await until(() => JSON.stringify(world.slack.messages).includes('503'), 'the third part on the card');

  assert.equal(world.slack.messages.length, 1);
});

test('text in a subject is beyond redaction: a card, while the body is redacted', async (context) => {
  const world = await aWorld(context);

  const { id, source } = world.intercom.seedConversation({
    source: { type: 'email', subject: 'card 4111 1111 1111 1111', body: CARD },
  });
  await untilRedacted(world, id, source?.id ?? '');
  await untilCards(world, 1);

  assert.match(headlines(world)[0] ?? '', /A person must remove this/);
});

test('a second subject, title or ticket field with personal data is told too, and the same one is not', async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);
  const withTitle = (title: string): Promise<unknown> => {
    const notification = world.intercom.notification('conversation.admin.closed', conversationId);
    const item = { ...notification.data.item, title };
    return world.intercom.deliver({ ...notification, data: { ...notification.data, item } });
  };
  const taken = (): number => world.logged.filter((line) => line.includes('"state":"unredactable"')).length;

  await withTitle('card 4111 1111 1111 1111');
  await until(() => taken() === 1, 'the first title');
  await withTitle('card 4111 1111 1111 1111');
  await withTitle('card 5555 5555 5555 4444');
  await until(() => taken() === 2, 'the second title');
  await sleep(300);

  assert.equal(taken(), 2);
  assert.equal(world.slack.messages.length, 1);
});

test('one conversation that hangs does not hold up the others', async (context) => {
  const world = await aWorld(context, { overrides: { intercomTimes: { connectMs: 500, answerMs: 6_000 } } });
  const hanging = aConversation(world);
  const conversationId = aConversation(world);
  world.intercom.faults.add({ kind: 'hang', match: { path: '/conversations/redact' }, times: 3 });
  for (let index = 0; index < 3; index += 1) {
    world.intercom.addPart(hanging, { body: CARD });
    await until(() => redactCalls(world) === index + 1, 'the hanging calls', 4_000);
  }

  const since = Date.now();
  const part = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, part.id);

  assert.ok(Date.now() - since < 3_000);
});

test('an event without its text makes the conversation be fetched and scanned', async (context) => {
  const world = await aWorld(context);
  const conversation = world.intercom.seedConversation({
    quiet: true,
    source: null,
    parts: [{ body: CARD }],
  });
  const partId = conversation.parts[0]?.id ?? '';

  await world.intercom.deliver(world.intercom.notification('conversation.user.created', conversation.id));
  await untilRedacted(world, conversation.id, partId);

  assert.equal(redactCalls(world), 1);
  assert.deepEqual(world.slack.messages, []);
});

test('a conversation that Intercom does not know yet is fetched again, not taken for gone', async (context) => {
  const world = await aWorld(context);
  const conversation = world.intercom.seedConversation({
    quiet: true,
    source: null,
    parts: [{ body: CARD }],
  });
  const path = `/conversations/${conversation.id}`;
  const lag = world.intercom.faults.add({ kind: 'status', status: 404, match: { path }, times: 1 });

  await world.intercom.deliver(world.intercom.notification('conversation.user.created', conversation.id));
  await untilRedacted(world, conversation.id, conversation.parts[0]?.id ?? '');

  assert.equal(lag.strikes(), 1);
  assert.deepEqual(world.slack.messages, []);
});

test('an answer that was lost on its way is not taken for a failure', async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);
  world.intercom.faults.add({ kind: 'lost_answer', match: { path: '/conversations/redact' }, times: 1 });

  const part = world.intercom.addPart(conversationId, { body: CARD });
  await until(() => world.logged.some((line) => line.includes('"state":"redacted"')), 'the proof');

  assert.equal(isRedacted(world, conversationId, part.id), true);
  assert.deepEqual(world.slack.messages, []);
});

test('what only the webhook proves is logged, counted and told like any other', async (context) => {
  const deliveryPlan = ({ topic }: { readonly topic: string }) => ({ drop: /redacted/.test(topic) });
  const world = await aWorld(context, { intercom: { keepAttachments: true, deliveryPlan } });
  const { faults, notification } = world.intercom;
  const conversationId = aConversation(world);
  // Whatever is asked after the redaction gets no answer, so that nothing else can prove it.
  const lost = faults.add({ kind: 'lost_answer', match: { path: '/conversations/redact' }, times: 1 });
  faults.add({ kind: 'status', status: 503, match: { path: '/conversations' } });
  const part = world.intercom.addPart(conversationId, { body: CARD, attachments: [{ name: 'scan.pdf' }] });
  await until(() => world.logged.some((line) => line.includes('"outcome":"unavailable"')), 'an attempt');
  assert.equal(lost.strikes(), 1);

  const told = notification('conversation_part.redacted', conversationId, part.id);
  await world.intercom.deliver(told, { drop: false });
  await untilCards(world, 1);

  const line = world.logged.find((logged) => logged.includes('"state":"attachments"')) ?? '';
  assert.match(line, /"outcome":"redacted"/);
  assert.match(headlines(world)[0] ?? '', /Check the attachments: the message is redacted/);
  const metrics = await (await fetch(`${world.app.url}/metrics`)).text();
  assert.match(metrics, /redactor_exposure_seconds_count 1\b/);
});

test('an outage of two seconds delays the redaction and tells nobody', async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);
  world.intercom.faults.add({ kind: 'status', status: 503, until: Date.now() + 2_000 });

  const part = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, part.id);
  await sleep(100);

  assert.deepEqual(world.slack.messages, []);
});

test('an outage of more than five minutes becomes a card that turns green when it ends', async (context) => {
  let behindMs = 5 * 60_000;
  const world = await aWorld(context, { overrides: { clock: () => new Date(Date.now() - behindMs) } });
  const conversationId = aConversation(world);
  const outage = world.intercom.faults.add({
    kind: 'status',
    status: 503,
    match: { path: '/conversations' },
  });

  const part = world.intercom.addPart(conversationId, { body: CARD });
  await until(() => world.logged.some((line) => line.includes('"outcome":"unavailable"')), 'a first attempt');
  behindMs = 0;
  await untilCards(world, 1);
  assert.match(headlines(world)[0] ?? '', /Redaction failed: personal data is still visible/);
  outage.remove();
  await untilRedacted(world, conversationId, part.id);
  await until(() => /white_check_mark/.test(headlines(world)[0] ?? ''), 'the green card');

  assert.equal(world.slack.messages.length, 1);
});

test('a missing permission parks the finding and names the permission', async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);
  world.intercom.scopes.delete('write_conversations');

  world.intercom.addPart(conversationId, { body: CARD });
  await untilCards(world, 1);

  assert.match(headlines(world)[0] ?? '', /Missing permission/);
  assert.match(JSON.stringify(world.slack.messages), /Write conversations/i);
});

test('a refused token stops the work with one card, and a token that is taken again starts it', async (context) => {
  const world = await aWorld(context, { overrides: { checkEveryMs: 200 } });
  const conversationId = aConversation(world);
  const outage = world.intercom.faults.add({ kind: 'status', status: 401 });

  const parts = Array.from({ length: 30 }, () => world.intercom.addPart(conversationId, { body: CARD }));
  await untilCards(world, 1);
  await world.intercom.idle();
  await sleep(500);
  const callsWhileStopped = redactCalls(world);
  await sleep(500);

  assert.equal(redactCalls(world), callsWhileStopped);
  assert.equal(world.slack.messages.length, 1);
  outage.remove();
  for (const part of parts) await untilRedacted(world, conversationId, part.id);
  await until(() => /white_check_mark/.test(headlines(world)[0] ?? ''), 'the green card');
});

test("another workspace's event is parked under one card about the token", async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);
  const part = world.intercom.addPart(conversationId, { body: CARD, quiet: true });
  const notification = world.intercom.notification('conversation.user.replied', conversationId, part.id);

  await world.intercom.deliver({ ...notification, app_id: 'another0' });
  await untilCards(world, 1);

  assert.equal(isRedacted(world, conversationId, part.id), false);
  assert.equal(redactCalls(world), 0);
});

test('monitor mode records and touches nothing', async (context) => {
  const world = await aWorld(context, { env: { MODE: 'monitor' } });
  const conversationId = aConversation(world);

  const part = world.intercom.addPart(conversationId, { body: CARD });
  await world.intercom.idle();
  await sleep(300);

  assert.equal(isRedacted(world, conversationId, part.id), false);
  assert.equal(redactCalls(world), 0);
});

test('a conversation that is deleted meanwhile is gone, without a card', async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);
  const part = world.intercom.addPart(conversationId, { body: CARD, quiet: true });
  const notification = world.intercom.notification('conversation.user.replied', conversationId, part.id);
  world.intercom.deleteConversation(conversationId);

  await world.intercom.deliver(notification);
  await until(() => world.logged.some((line) => line.includes('"state":"gone"')), 'the end');

  assert.deepEqual(world.slack.messages, []);
});
