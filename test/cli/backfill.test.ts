import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { backfillCommand } from '../../src/cli/backfill.ts';
import { planLine, progressLine, type ShownBackfill, summaryLines } from '../../src/cli/backfill-lines.ts';
import { aWorld, CARD, isRedacted, untilRedacted, type World } from '../service/world.ts';
import { until } from '../support/until.ts';
import { memoryIo } from './memory-io.ts';

const ADMIN_TOKEN = 'admin-token-for-tests';

async function aHistory(
  context: TestContext,
): Promise<World & { readonly id: string; readonly part: string }> {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  const createdAt = new Date(Date.now() - 86_400_000);
  const { id } = world.intercom.seedConversation({ createdAt, quiet: true });
  const { id: part } = world.intercom.addPart(id, { body: CARD, createdAt, quiet: true });
  const ready = async () => (await fetch(`${world.app.url}/readyz`)).text();
  await until(async () => /"intercom":\{"state":"ok"/.test(await ready()), 'the workspace');
  return { ...world, id, part };
}

async function run({ app }: World, ...args: readonly string[]) {
  const io = memoryIo('', { ADMIN_TOKEN });
  const code = await backfillCommand([...args, '--url', app.url], io);
  return { code, out: io.out(), err: io.err() };
}

test('a report says what it found, and changes nothing', async (context) => {
  const world = await aHistory(context);

  const { code, out, err } = await run(world, '--since', '90d');

  assert.equal(code, 0, err);
  assert.match(out, /^Backfill \S+: done\n {2}1 conversations with \d messages looked through\n/);
  assert.match(out, /1 messages with personal data\n[\s\S]*redact +1\n[\s\S]*payment_card\.number +1\n/);
  assert.match(err, /1 conversations were updated since [\d-]+: some 2 calls, .*it only reports/);
  assert.equal(isRedacted(world, world.id, world.part), false);
  assert.ok(!/4111/.test(out + err));
});

test('with --apply what was found is redacted; the list and show tell of it, and what has ended cannot be paused', async (context) => {
  const world = await aHistory(context);

  const { code, out } = await run(world, '--since', '90d', '--apply', '--json');

  assert.equal(code, 0);
  const { backfill } = JSON.parse(out) as { backfill: ShownBackfill };
  assert.deepEqual([backfill.state, backfill.counts.taken], ['done', 1]);
  await untilRedacted(world, world.id, world.part);
  assert.match((await run(world, 'list')).out, new RegExp(`^${backfill.id} +done +since .* apply`));
  assert.match((await run(world, 'show', backfill.id)).out, /1 of them new/);
  const paused = await run(world, 'pause', backfill.id);
  assert.deepEqual([paused.code, /state does not allow that/.test(paused.err)], [1, true]);
});

test('wrong use is told what is wrong, and how it goes', async (context) => {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  for (const [args, problem] of [
    [[], /^Say how far back with --since/],
    [['explode'], /^Say list, show, pause/],
    [['pause'], /^pause takes one id/],
    [['list', 'x'], /^list takes nothing more/],
    [['--since'], /^--since needs a value/],
  ] as const) {
    const { code, err } = await run(world, ...args);
    assert.deepEqual([code, problem.test(err), /Usage: /.test(err)], [2, true, true], err);
  }
  const { code, err } = await run(world, '--since', 'ever');
  assert.deepEqual([code, /since: must be a length of time/.test(err)], [2, true], err);
});

const NOW: ShownBackfill = {
  id: 'one',
  state: 'running',
  apply: true,
  since: '2026-08-25T00:00:00.000Z',
  total: 20_000,
  reason: null,
  askedAt: '2026-11-23T00:00:00.000Z',
  counts: {
    conversations: 4_990,
    skipped: 10,
    messages: 50_000,
    findings: 12,
    taken: 11,
    unseen: 0,
    unread: 0,
    byAction: { redact: 12 },
    byAuthor: { contact: 10, admin: 2 },
    byRule: { 'payment_card.number': 12 },
  },
};

test('the lines say the plan, the progress with the time left, and the sum', () => {
  assert.equal(
    planLine(NOW),
    "20000 conversations were updated since 2026-08-25: some 20134 calls, 2 min or more at Intercom's usual allowance. What is found is acted on.",
  );
  assert.match(
    planLine({ ...NOW, callsPerTenSeconds: 166 }),
    /some 20134 calls, 20 min or more at what Intercom allows this app now\./,
  );
  assert.equal(
    progressLine(NOW, 150),
    '[#####...............] 25 %  5000 of 20000 conversations, 150/s, 12 findings, 1 min left',
  );
  assert.match(
    summaryLines({ ...NOW, state: 'failed', reason: 'denied' }),
    /^Backfill one: failed \(Intercom: denied\)/,
  );
});
