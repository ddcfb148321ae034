// Rules change while webhooks arrive: no request is lost, a set with a fault is refused, and people hear of it.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.ts';
import { aConversation, aWorld, CARD, headlines, isRedacted, untilRedacted, type World } from './world.ts';

const RULES = join(import.meta.dirname, '../../rules');

const CLUB_CARD = `
- id: club_card.number
  title: Club card
  why: The number opens the door of a club that does not exist.
  kind: club_card
  pattern: 'CLUB-\\d{4}'
  boundary: token
  keywords: [CLUB-]
  confidence: certain
  examples: ['it is CLUB-1234', 'CLUB-1235', 'my CLUB-1236 is lost']
  counter_examples: ['CLUB-123', 'club 1234', 'CLUB-12345']
  references: ['https://club.example']
`;

async function aWorldWithRules(context: TestContext): Promise<{ world: World; rulesDir: string }> {
  const rulesDir = await mkdtemp(join(tmpdir(), 'redactor-rules-'));
  context.after(() => rm(rulesDir, { recursive: true }));
  await cp(join(RULES, 'payment.yaml'), join(rulesDir, 'payment.yaml'));
  const world = await aWorld(context, { env: { RULES_DIR: rulesDir } });
  return { world, rulesDir };
}

test('a new rule works as soon as its pack is written, and no webhook is lost meanwhile', async (context) => {
  const { world, rulesDir } = await aWorldWithRules(context);
  const conversationId = aConversation(world);
  let isOver = false;
  const load = (async () => {
    while (!isOver) {
      world.intercom.addPart(conversationId, { body: '<p>nothing in here</p>' });
      await sleep(5);
    }
  })();

  const before = world.intercom.addPart(conversationId, { body: 'my CLUB-1234 is lost' });
  await sleep(300);
  await writeFile(join(rulesDir, 'club.yaml'), CLUB_CARD);
  await until(() => world.logged.some((line) => line.includes('rules taken')), 'the new rules');
  const after = world.intercom.addPart(conversationId, { body: 'my CLUB-1234 is lost' });
  await untilRedacted(world, conversationId, after.id);
  isOver = true;
  await load;
  await world.intercom.idle();

  assert.equal(isRedacted(world, conversationId, before.id), false);
  assert.deepEqual([...new Set(world.intercom.deliveries.map(({ status }) => status))], [200]);
});

test('a pack with a fault is refused with one card, and the rules before stay until it is mended', async (context) => {
  const { world, rulesDir } = await aWorldWithRules(context);
  const conversationId = aConversation(world);
  const pack = join(rulesDir, 'payment.yaml');
  const good = await readFile(pack, 'utf8');

  await writeFile(`${pack}.new`, good.replace('boundary: digit', 'boundary: nonsense'));
  await rename(`${pack}.new`, pack);
  await until(() => world.slack.messages.length === 1, 'the card');
  const part = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, part.id);
  const ready = (await (await fetch(`${world.app.url}/readyz`)).json()) as {
    checks: { rules: { state: string } };
  };

  assert.match(headlines(world)[0] ?? '', /New rules are refused/);
  assert.equal(ready.checks.rules.state, 'degraded');
  await writeFile(pack, good);
  await world.app.reloadRules();
  await until(() => /All is well again/.test(headlines(world)[0] ?? ''), 'the green card');
  assert.equal(world.slack.messages.length, 1);
});

test('a policy with a fault is refused with one card, and the next message goes by a good one', async (context) => {
  const { world, rulesDir } = await aWorldWithRules(context);
  const conversationId = aConversation(world);
  const policy = join(rulesDir, 'policy.yaml');
  const rulesState = async (): Promise<unknown> =>
    ((await (await fetch(`${world.app.url}/readyz`)).json()) as { checks: { rules: { state: string } } })
      .checks.rules.state;

  await writeFile(policy, 'defaults: { action: nothing }\n');
  await until(() => world.slack.messages.length === 1, 'the card');
  await writeFile(policy, 'defaults: { note: masked_copy }\n');
  await world.app.reloadRules();
  const before = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, before.id);
  assert.equal(await rulesState(), 'degraded');
  assert.match(headlines(world)[0] ?? '', /New rules are refused/);

  await writeFile(policy, 'entries: [{ name: contacts, match: { author: [contact] }, action: report }]\n');
  await until(() => /All is well again/.test(headlines(world)[0] ?? ''), 'the green card');
  const left = world.intercom.addPart(conversationId, { body: CARD });
  const wiped = world.intercom.addPart(conversationId, { author: 'admin', body: CARD });
  await untilRedacted(world, conversationId, wiped.id);
  assert.equal(isRedacted(world, conversationId, left.id), false);
  assert.equal(await rulesState(), 'ok');
  assert.equal(world.slack.messages.length, 1);
});

test('a message that takes long to scan is scanned to its end while others go on', async (context) => {
  const { world } = await aWorldWithRules(context);
  const conversationId = aConversation(world);

  const large = world.intercom.addPart(conversationId, { body: `${'4 '.repeat(300_000)}\n${CARD}` });
  await until(() => world.intercom.deliveries.length > 0, 'the delivery').catch(() => undefined);
  const small = world.intercom.addPart(conversationId, { body: CARD });
  await untilRedacted(world, conversationId, small.id, 10_000);
  assert.equal(isRedacted(world, conversationId, large.id), false);
  await untilRedacted(world, conversationId, large.id, 90_000);
});
