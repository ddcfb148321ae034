// A rule that is paused: what it finds is recorded and left in place; what others find is not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.ts';
import { aConversation, aWorld, CARD, isRedacted, untilRedacted, type World } from './world.ts';

const env = { ADMIN_TOKEN: 'admin-token-for-tests' };
const RULE = 'payment_card.number';
const IBAN = '<p>My IBAN is DE89 3704 0044 0532 0130 00</p>';

test('a paused rule redacts nothing until it is resumed, and other rules still do', async (context) => {
  const world = await aWorld(context, { env });
  const conversationId = aConversation(world);

  const paused = await admin(world, 'POST', '/admin/pauses', { rule: RULE, by: 'U0ANA', for: '2h' });
  assert.equal(paused.status, 201);
  const left = world.intercom.addPart(conversationId, { body: CARD });
  const both = world.intercom.addPart(conversationId, { body: `${CARD}${IBAN}` });
  await untilRedacted(world, conversationId, both.id);
  await until(
    async () => (await metric(world, 'redactor_findings_total{known="new"}')) === 2,
    'both findings',
  );
  await sleep(100);
  assert.equal(isRedacted(world, conversationId, left.id), false);
  assert.equal(await metric(world, 'redactor_rules_paused'), 1);

  const resumed = await admin(world, 'DELETE', `/admin/pauses/${RULE}?by=U0BEN`);
  assert.equal(resumed.status, 200);
  const next = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, next.id);
  assert.equal(isRedacted(world, conversationId, left.id), false);
  assert.equal(await metric(world, 'redactor_rules_paused'), 0);
});

test('the admin API lists pauses, and refuses unknown rules and wrong lengths', async (context) => {
  const world = await aWorld(context, { env });
  const ask = (body: object) => admin(world, 'POST', '/admin/pauses', body);

  const unknown = await ask({ rule: 'payment_card.nummer', by: 'U0ANA' });
  const tooLong = await ask({ rule: RULE, by: 'U0ANA', for: '8d' });
  const nobody = await ask({ rule: RULE });
  await ask({ rule: RULE, by: 'U0ANA' });
  const { body } = await admin(world, 'GET', '/admin/pauses');
  const again = await admin(world, 'DELETE', '/admin/pauses/email.address');

  assert.deepEqual([unknown.status, tooLong.status, nobody.status, again.status], [404, 400, 400, 404]);
  const { pauses } = body as { readonly pauses: readonly { rule: string; by: string; until: string }[] };
  assert.deepEqual(
    pauses.map(({ rule, by }) => [rule, by]),
    [[RULE, 'U0ANA']],
  );
  const lengthMs = Date.parse(pauses[0]?.until ?? '') - Date.now();
  assert.ok(lengthMs > 23 * 3_600_000 && lengthMs <= 24 * 3_600_000);
});

async function admin(
  { app }: World,
  method: string,
  path: string,
  body?: object,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${app.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${env.ADMIN_TOKEN}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.json() };
}

async function metric({ app }: World, name: string): Promise<number> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length));
}
