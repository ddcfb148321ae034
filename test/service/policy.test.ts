// What the policy says, seen from outside: when a message is redacted, what is kept of it, and what is left alone.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Policy } from '../../src/policy/policy.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { until } from '../support/until.ts';
import {
  aConversation,
  aWorld,
  CARD,
  headlines,
  isRedacted,
  redactCalls,
  tagConversation,
  untilCards,
  untilRedacted,
  type World,
} from './world.ts';

const { defaults } = DEFAULT_POLICY;
const HOUR_MS = 3_600_000;

function worldWith(
  context: TestContext,
  changes: Partial<Policy['defaults']>,
  adminId?: string,
): Promise<World> {
  return aWorld(context, {
    policy: { defaults: { ...defaults, ...changes } },
    env: adminId === undefined ? {} : { INTERCOM_ADMIN_ID: adminId },
  });
}

test('on close: nothing before it, the redaction with it', async (context) => {
  const world = await worldWith(context, { when: { kind: 'on_close', longestMs: HOUR_MS } });
  const conversationId = aConversation(world);
  const { id } = world.intercom.addPart(conversationId, { body: CARD });
  await world.intercom.idle();
  await sleep(500);
  assert.equal(redactCalls(world), 0);

  world.intercom.addPart(conversationId, { author: 'admin', partType: 'close' });

  await untilRedacted(world, conversationId, id);
});

test('on close: also when the closing overtook the message', async (context) => {
  // Two minutes after the message the conversation is looked at: those have nearly passed by the queue's clock.
  const world = await aWorld(context, {
    policy: { defaults: { ...defaults, when: { kind: 'on_close', longestMs: HOUR_MS } } },
    overrides: { clock: () => new Date(Date.now() - 119_000) },
  });
  const { intercom } = world;
  const [open, closed] = [aConversation(world), aConversation(world)];
  const stays = intercom.addPart(open, { body: CARD });
  const { id } = intercom.addPart(closed, { body: CARD, quiet: true });
  const late = intercom.notification('conversation.user.replied', closed, id);
  intercom.addPart(closed, { author: 'admin', partType: 'close' });
  await intercom.idle();

  await intercom.deliver(late);

  await untilRedacted(world, closed, id);
  await until(
    () => intercom.calls.some(({ method, path }) => method === 'GET' && path.endsWith(`/${open}`)),
    'the look at the one that is open',
  );
  await sleep(300);
  assert.equal(isRedacted(world, open, stays.id), false);
});

test('on close: what Intercom cannot redact is told at once', async (context) => {
  const world = await worldWith(context, { when: { kind: 'on_close', longestMs: HOUR_MS } });
  world.intercom.seedConversation({ source: { author: 'admin', body: CARD } });

  await untilCards(world, 1);

  assert.match(headlines(world)[0] ?? '', /A person must remove this/);
});

test("a ticket's fields are read also where the policy looks at the team, which its event does not tell", async (context) => {
  const settings = { when: defaults.when, note: defaults.note, unredactable: defaults.unredactable };
  const world = await aWorld(context, {
    policy: {
      entries: [
        {
          name: 'team',
          match: { team: [814860 as never] },
          action: undefined,
          settings: { ...settings, retainMetrics: true },
        },
      ],
    },
  });

  world.intercom.seedTicket({ attributes: { _default_description_: 'my card 4111 1111 1111 1111' } });

  await untilCards(world, 1);
  assert.match(JSON.stringify(world.slack.messages[0]), /Ticket fields/);
});

test('what stands on a back-office ticket, which nothing redacts, becomes a card', async (context) => {
  const world = await aWorld(context);
  const { id: linkedConversationId } = world.intercom.seedConversation({});
  const parts = [{ author: 'admin', partType: 'note', body: CARD }] as const;

  world.intercom.seedTicket({ category: 'Back-office', linkedConversationId, parts });
  await untilCards(world, 1);

  assert.match(headlines(world)[0] ?? '', /A person must remove this: Intercom cannot redact it/);
});

test('a ticket whose fields may not be read is told, and not taken for clean', async (context) => {
  const settings = { when: defaults.when, note: defaults.note, unredactable: defaults.unredactable };
  const world = await aWorld(context, {
    policy: {
      entries: [
        {
          name: 'team',
          match: { team: [814860 as never] },
          action: undefined,
          settings: { ...settings, retainMetrics: true },
        },
      ],
    },
  });
  world.intercom.faults.add({ kind: 'status', status: 403, match: { method: 'GET', path: '/tickets/' } });

  world.intercom.seedTicket({ attributes: { _default_description_: 'my card 4111 1111 1111 1111' } });

  await untilCards(world, 1);
  assert.match(headlines(world)[0] ?? '', /Missing permission “Read tickets”/);
});

test('on close: at the latest after the set time', async (context) => {
  const world = await worldWith(context, { when: { kind: 'on_close', longestMs: 1_500 } });
  const conversationId = aConversation(world);
  const saidAt = Date.now();
  const { id } = world.intercom.addPart(conversationId, { body: CARD });

  await untilRedacted(world, conversationId, id);
  assert.ok(Date.now() - saidAt >= 1_400);
});

test('after a time: not before it', async (context) => {
  const world = await worldWith(context, { when: { kind: 'after', delayMs: 1_500 } });
  const conversationId = aConversation(world);
  const saidAt = Date.now();
  const { id } = world.intercom.addPart(conversationId, { body: CARD });

  await untilRedacted(world, conversationId, id);
  assert.ok(Date.now() - saidAt >= 1_400);
});

test('a legal hold that comes before the time is heeded', async (context) => {
  const world = await worldWith(context, { when: { kind: 'after', delayMs: 1_500 } });
  const { id: conversationId } = world.intercom.seedConversation({ source: { body: '<p>Hello</p>' } });
  const { id } = world.intercom.addPart(conversationId, { body: CARD });
  await world.intercom.idle();
  await tagConversation(world, conversationId, 'legal-hold');

  await untilCards(world, 1);
  assert.match(JSON.stringify(world.slack.messages[0]), /legal hold/);
  assert.equal(isRedacted(world, conversationId, id), false);
});

test('a legal hold that comes while Intercom fails for long is heeded, though the message was due at once', async (context) => {
  let laterMs = 0;
  const world = await aWorld(context, {
    overrides: { clock: () => new Date(Date.now() + laterMs), random: () => 0 },
  });
  world.intercom.faults.add({
    kind: 'status',
    status: 503,
    match: { path: '/conversations/redact' },
    times: 1,
  });
  const conversationId = aConversation(world);
  const { id } = world.intercom.addPart(conversationId, { body: CARD });
  await until(() => redactCalls(world) === 1, 'the first attempt');
  await tagConversation(world, conversationId, 'legal-hold');
  laterMs = HOUR_MS;

  await untilCards(world, 1);
  await until(() => JSON.stringify(world.slack.messages[0]).includes('legal hold'), 'the card');
  assert.equal(isRedacted(world, conversationId, id), false);
});

test('a legal hold that came before a late webhook, which does not tell of it, is heeded', async (context) => {
  let laterMs = 0;
  const world = await aWorld(context, { overrides: { clock: () => new Date(Date.now() + laterMs) } });
  const conversationId = aConversation(world);
  const { id } = world.intercom.addPart(conversationId, { body: CARD, quiet: true });
  const late = world.intercom.notification('conversation.user.replied', conversationId, id);
  await tagConversation(world, conversationId, 'LEGAL-hold');
  laterMs = 120_000;

  await world.intercom.deliver(late);

  await untilCards(world, 1);
  assert.match(JSON.stringify(world.slack.messages[0]), /legal hold/);
  assert.equal(isRedacted(world, conversationId, id), false);
});

test('a legal hold may be set by the id of its tag', async (context) => {
  let tagId = '';
  const world = await aWorld(context, {
    before: (intercom) => {
      tagId = intercom.seedConversation({ tags: ['court'] }).tags[0]?.id ?? '';
    },
    overrides: {
      policy: {
        ...DEFAULT_POLICY,
        get legalHoldTag() {
          return tagId;
        },
      },
    },
  });
  assert.match(tagId, /^\d+$/);
  const held = world.intercom.seedConversation({ source: { body: '<p>Hello</p>' }, tags: ['Court'] });
  const { id } = world.intercom.addPart(held.id, { body: CARD });

  await untilCards(world, 1);
  assert.match(JSON.stringify(world.slack.messages[0]), /legal hold/);
  assert.equal(isRedacted(world, held.id, id), false);
});

test('a masked copy is written before the message is wiped, once, though answers get lost', async (context) => {
  const world = await worldWith(context, { note: 'masked_copy' }, '7714206');
  world.intercom.faults.add({ kind: 'lost_answer', match: { path: /\/reply$/ }, times: 1 });
  const conversationId = aConversation(world);
  const { id } = world.intercom.addPart(conversationId, { body: CARD });

  await untilRedacted(world, conversationId, id, 20_000);
  await world.intercom.idle();
  await sleep(300);

  const parts = world.intercom.conversation(conversationId)?.parts ?? [];
  const notes = parts.filter(({ partType }) => partType === 'note');
  assert.equal(notes.length, 1);
  assert.match(notes[0]?.body ?? '', /My card is •••• 1111, thank you/);
  assert.equal(notes[0]?.redacted, false);
  const order = world.intercom.calls.filter(({ method }) => method === 'POST').map(({ path }) => path);
  assert.match(order[0] ?? '', /reply$/);
  assert.match(order.at(-1) ?? '', /redact$/);
});

test('a note that Intercom writes only after nobody waited for it any more is found, and not written twice', async (context) => {
  const world = await worldWith(context, { note: 'masked_copy' }, '7714206');
  world.intercom.faults.add({ kind: 'delay', ms: 1_900, match: { path: /\/reply$/ }, times: 1 });
  const conversationId = aConversation(world);
  const { id } = world.intercom.addPart(conversationId, { body: CARD });

  await untilRedacted(world, conversationId, id, 20_000);

  const parts = world.intercom.conversation(conversationId)?.parts ?? [];
  assert.equal(parts.filter(({ partType }) => partType === 'note').length, 1);
});

test('without a permission to write notes the message is redacted all the same', async (context) => {
  const world = await worldWith(context, { note: 'masked_copy' }, '7714206');
  world.intercom.faults.add({ kind: 'status', status: 403, match: { path: /\/reply$/ } });
  const conversationId = aConversation(world);
  const { id } = world.intercom.addPart(conversationId, { body: CARD });

  await untilRedacted(world, conversationId, id);
  assert.ok(world.logged.some((line) => line.includes('no masked copy')));
});

test('entries decide by author, and by tag, in their order', async (context) => {
  const settings = {
    when: defaults.when,
    note: defaults.note,
    unredactable: defaults.unredactable,
    retainMetrics: true,
  };
  const world = await aWorld(context, {
    policy: {
      entries: [
        { name: 'vip', match: { tag: ['vip'] }, action: 'report', settings },
        { name: 'agents', match: { author: ['admin'] }, action: 'ignore', settings },
      ],
    },
  });
  const vip = world.intercom.seedConversation({ source: { body: '<p>Hello</p>' }, tags: ['VIP'] }).id;
  const other = aConversation(world);
  const left = world.intercom.addPart(vip, { body: CARD });
  const byAdmin = world.intercom.addPart(other, { author: 'admin', body: CARD });
  const byContact = world.intercom.addPart(other, { body: CARD });

  await untilRedacted(world, other, byContact.id);
  await world.intercom.idle();
  await sleep(200);

  assert.equal(isRedacted(world, vip, left.id), false);
  assert.equal(isRedacted(world, other, byAdmin.id), false);
  assert.equal(redactCalls(world), 1);
});

test('a value that somebody vouched for counts no more, until the exception ends', async (context) => {
  const token = 'admin-token-for-tests';
  const world = await aWorld(context, { env: { ADMIN_TOKEN: token } });
  const call = (method: string, path: string, body?: object) =>
    fetch(`${world.app.url}/admin/exceptions${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const asked = { text: CARD, owner: 'U024BE7LH', reason: 'own_value', days: 30 };
  assert.equal((await call('POST', '', { ...asked, text: 'nothing in here' })).status, 400);
  assert.equal((await call('POST', '', { ...asked, reason: 'because' })).status, 400);
  const added = await call('POST', '', asked);
  assert.equal(added.status, 201);
  const { exception } = (await added.json()) as { exception: { id: string } };
  const conversationId = aConversation(world);

  const left = world.intercom.addPart(conversationId, { body: CARD });
  const other = world.intercom.addPart(conversationId, {
    body: CARD.replaceAll('4111 1111 1111 1111', '5500 0000 0000 0004'),
  });
  await untilRedacted(world, conversationId, other.id);
  assert.equal(isRedacted(world, conversationId, left.id), false);

  assert.equal((await call('DELETE', `/${exception.id}`)).status, 200);
  const again = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, again.id);
  assert.doesNotMatch(JSON.stringify(await (await call('GET', '')).json()), /4111/);
});

test('a message that a person redacted in Intercom turns the card green', async (context) => {
  const world = await aWorld(context);
  const conversationId = aConversation(world);
  const { id } = world.intercom.addPart(conversationId, { body: CARD, quiet: true });
  world.intercom.refuseRedaction(id);
  await world.intercom.deliver(world.intercom.notification('conversation.user.replied', conversationId, id));
  await untilCards(world, 1);

  world.intercom.redactMessage(conversationId, id);

  await until(
    () => headlines(world)[0]?.includes('Redacted (was: a person had to remove it)') === true,
    'the card',
  );
  assert.equal(world.slack.messages.length, 1);
});
