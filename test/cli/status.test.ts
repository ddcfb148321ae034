import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusCommand } from '../../src/cli/status.ts';
import { aFailedCard, aPressWorld } from '../service/press-world.ts';
import { aConversation, aWorld, CARD, untilRedacted, type World } from '../service/world.ts';
import { startPostgres } from '../support/postgres.ts';
import { newDatabase } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { memoryIo } from './memory-io.ts';

const ADMIN_TOKEN = 'admin-token-for-tests';

async function run({ app }: Pick<World, 'app'>, ...args: readonly string[]) {
  const io = memoryIo('', { ADMIN_TOKEN });
  const code = await statusCommand([...args, '--url', app.url], io);
  return { code, out: io.out(), err: io.err() };
}

function ask({ app }: Pick<World, 'app'>, path: string, body: object): Promise<Response> {
  return fetch(`${app.url}/admin/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

test('a service that has just begun is ready, with nothing to tell', async (context) => {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  await until(async () => /intercom +ok/.test((await run(world)).out), 'the check of the token');

  const { code, out, err } = await run(world);

  assert.deepEqual([code, err], [0, '']);
  for (const line of [
    /^ready +yes\n +store +ok \(postgres\)\n +rules +ok \(\d+ rules\)\n +intercom +ok/,
    /^mode +enforce$/m,
    /^findings +none$/m,
    /^exposure +nothing was redacted in 24 h$/m,
    /^rules +\d+ in use, 0 paused$/m,
    /^approvers +none: nobody may approve a deletion/m,
    /^sweep +off$/m,
    /^backfill +none$/m,
    /^jobs +0 waiting, 0 later, 0 retried, \d running, 0 dead/m,
  ])
    assert.match(out, line);
  assert.ok(out.split('\n').length <= 25, 'one screen');
});

test('what is found, open, paused, swept and looked through is told', async (context) => {
  const world = await aPressWorld(context, { env: { ADMIN_TOKEN, SWEEP_EVERY: '1h' } });
  const conversation = aConversation(world);
  const { id } = world.intercom.addPart(conversation, { body: CARD });
  await untilRedacted(world, conversation, id);
  const card = await aFailedCard(world);
  await ask(world, 'sweeps', {});
  await ask(world, 'pauses', { rule: 'payment_card.number', by: 'U024BE7LH' });
  await ask(world, 'approvals', { conversation_id: card.conversationId, by: 'U0APPROVER' });
  world.intercom.faults.add({ kind: 'delay', ms: 600, match: { path: '/conversations/search' } });
  const { backfill } = (await (await ask(world, 'backfills', { since: '90d' })).json()) as {
    backfill: { id: string };
  };

  const { out } = await run(world);
  const { ready, status, sweep, backfills, jobs } = JSON.parse((await run(world, '--json')).out);

  for (const line of [
    /^findings +(1 failed, 1 redacted|1 redacted, 1 failed)\n +oldest that needs a person: said \d+ s ago$/m,
    /^exposure +\d+ s in the middle, \d+ s at worst, of 1 redacted in 24 h$/m,
    /^rules +\d+ in use, 1 paused\n +payment_card\.number until 20\S+Z, by U024BE7LH$/m,
    /^approvers +set\n +1 deletion to approve$/m,
    /^sweep +last ended \d+ s ago\n +in a week \d+ by webhook, \d+ missed, /m,
    new RegExp(`^backfill +${backfill.id} running: \\d+( of \\d+)? conversations, `, 'm'),
  ])
    assert.match(out, line);
  assert.equal(ready, true);
  assert.deepEqual([status.findings.failed, status.approvers, status.approvals], [1, true, 1]);
  assert.ok(sweep.swept_at);
  assert.deepEqual([backfills.length, jobs.length], [1, 5]);
  assert.doesNotMatch(out, /4111/);
});

test('a service whose store is down is not ready, and says why', async (context) => {
  const postgres = await startPostgres();
  const { dataDir } = await newDatabase('pglite');
  const database = { databaseUrl: await postgres.createDatabase(), dataDir };
  const world = await aWorld(context, { database, env: { ADMIN_TOKEN } });
  context.after(() => postgres.stop());
  await postgres.down();
  await until(async () => (await fetch(`${world.app.url}/readyz`)).status === 503, 'the loss of the store');

  const { code, out, err } = await run(world);

  assert.equal(code, 1);
  assert.match(out, /^ready +no: it cannot take webhooks\n +store +down \(/);
  assert.match(out, /^jobs +not known$/m);
  assert.match(err, /^The rest is not known: The service answered 500/);
  const { ready, status, jobs } = JSON.parse((await run(world, '--json')).out);
  assert.deepEqual([ready, status, jobs], [false, null, null]);
});

test('a token that is not the one, and a service without one, are told', async (context) => {
  const [other, none] = [
    await aWorld(context, { env: { ADMIN_TOKEN: 'another-token-for-tests' } }),
    await aWorld(context),
  ];

  const [wrong, off] = [await run(other), await run(none)];

  assert.deepEqual([wrong.code, off.code], [1, 1]);
  assert.match(wrong.out, /^ready +yes/);
  assert.match(wrong.err, /^The rest is not known: send the header Authorization/);
  assert.match(
    off.err,
    /^The rest is not known: the service has no admin API; start it with ADMIN_TOKEN\.$/m,
  );
});
