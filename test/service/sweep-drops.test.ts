// A thousand webhooks that never come, at the worst of times: on the edges of what is searched, while pages shift, with
// clocks that differ and a search that stays behind. The sweep finds every one of them, once.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { newDatabase } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { aWorld, CARD, type World } from './world.ts';

const MINUTE_MS = 60_000;
/** Some are found at once, so that the sweep is already further when it could find the others. */
const lagMs = (conversationId: string): number => (Number(conversationId) % 3 === 0 ? 0 : 100_000);
/** Before the first pass, one on each second, so that wherever a slice ends there is one. */
const OLD = 700;
const CLEAN = 900;
const ROUNDS = 6;
const EACH_ROUND = 50;
/** How far our clock is before Intercom's, by round. */
const SKEWS_MS = [0, 10 * MINUTE_MS, -10 * MINUTE_MS, 45_000, -45_000, 0];

interface Times {
  /** Added to Intercom's clock, and so to ours. */
  moved: number;
  skew: number;
}

interface Planted {
  readonly id: string;
  readonly part: string;
}

const searches = ({ intercom }: Pick<World, 'intercom'>) =>
  intercom.calls.filter(({ path }) => path === '/conversations/search');

async function aLaggingWorld(
  context: TestContext,
  times: Times,
  before: (world: Pick<World, 'intercom'>) => void,
) {
  const intercomNow = () => Date.now() + times.moved;
  const database = await newDatabase('postgres');
  return aWorld(context, {
    database,
    intercom: { clock: intercomNow, searchLagMs: lagMs, deliveryPlan: () => ({ drop: true }) },
    overrides: { clock: () => new Date(intercomNow() + times.skew) },
    env: { SWEEP_EVERY: '200ms' },
    before(intercom) {
      before({ intercom });
      times.moved += 2 * MINUTE_MS;
    },
  });
}

function plantOld({ intercom }: Pick<World, 'intercom'>): { planted: Planted[]; clean: string[] } {
  const at = (index: number) => new Date(Date.now() - 10 * MINUTE_MS - index * 1_000);
  const planted = Array.from({ length: OLD }, (_, index) => {
    const { id } = intercom.seedConversation({ createdAt: at(index), quiet: true });
    return { id, part: intercom.addPart(id, { body: CARD, createdAt: at(index), quiet: true }).id };
  });
  const clean = Array.from(
    { length: CLEAN },
    (_, index) => intercom.seedConversation({ createdAt: at(index % OLD), quiet: true }).id,
  );
  return { planted, clean };
}

/** Each time a page is read, some conversations change, so that others move to other pages. */
function keepChanging({ intercom }: World, clean: readonly string[]): () => void {
  let seen = 0;
  const timer = setInterval(() => {
    const now = searches({ intercom }).length;
    for (; seen < now; seen += 1)
      for (const id of [clean[(seen * 37) % CLEAN], clean[(seen * 101) % CLEAN]])
        if (id) intercom.addPart(id, { author: 'admin', partType: 'assignment', quiet: true });
  }, 2);
  return () => clearInterval(timer);
}

async function keptFindings({ database }: World): Promise<Readonly<Record<'count' | 'messages', number>>> {
  const client = new Client({ connectionString: database.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      'select count(*)::int as count, count(distinct message_id)::int as messages from redactor.finding',
    );
    return rows[0];
  } finally {
    await client.end();
  }
}

test('all of 1,000 dropped webhooks are made good, each once', { timeout: 120_000 }, async (context) => {
  const times: Times = { moved: 0, skew: 0 };
  const planted: Planted[] = [];
  let clean: readonly string[] = [];
  const world = await aLaggingWorld(context, times, (seeded) => {
    const old = plantOld(seeded);
    planted.push(...old.planted);
    clean = old.clean;
  });
  const { intercom } = world;
  context.after(keepChanging(world, clean));
  const redactions = (): readonly string[] =>
    intercom.calls
      .filter(({ path }) => path === '/conversations/redact')
      .map(({ body }) => (body as { conversation_part_id: string }).conversation_part_id);
  const isDone = ({ id, part }: Planted) =>
    intercom.conversation(id)?.parts.find((one) => one.id === part)?.redacted === true;
  const nextSearch = async (): Promise<void> => {
    const before = searches(world).length;
    await until(() => searches(world).length > before, 'a search', 60_000);
  };

  for (const skew of SKEWS_MS.slice(0, ROUNDS)) {
    times.skew = skew;
    for (let index = 0; index < EACH_ROUND; index += 1) {
      // Right as a pass begins: its border is this second.
      if (index % 10 === 0) await nextSearch();
      const old = index % 2 === 0 ? clean[(index * 13) % CLEAN] : undefined;
      const id = old ?? intercom.seedConversation({ source: { body: '<p>Hello</p>' } }).id;
      planted.push({ id, part: intercom.addPart(id, { body: CARD }).id });
    }
    // Old enough to be taken, and some of them not to be found yet; then those too.
    times.moved += 95_000;
    for (let pass = 0; pass < 3; pass += 1) await nextSearch();
    times.moved += 25_000;
  }

  assert.equal(planted.length, OLD + ROUNDS * EACH_ROUND);
  await until(() => planted.every(isDone), 'every redaction', 60_000);
  const slices = new Set(
    searches(world).map(({ body }) => (body as { query: { value: readonly object[] } }).query.value.length),
  );
  assert.equal(slices.size, 2, 'closed slices and open ones');
  assert.deepEqual([redactions().length, new Set(redactions()).size], [planted.length, planted.length]);
  assert.deepEqual(await keptFindings(world), { count: planted.length, messages: planted.length });
  assert.deepEqual(world.slack.messages, []);
});

test('what is said in the second in which its conversation was read is found', async (context) => {
  let nowMs = Math.floor(Date.now() / 1000) * 1000 + 100;
  const world = await aWorld(context, {
    intercom: { clock: () => nowMs },
    overrides: { clock: () => new Date(nowMs) },
    env: { SWEEP_EVERY: '200ms' },
  });
  const { intercom } = world;
  const { id } = intercom.seedConversation({ createdAt: new Date(nowMs - 5 * MINUTE_MS), quiet: true });
  intercom.addPart(id, { author: 'admin', partType: 'assignment', quiet: true });
  const isRead = () => intercom.calls.some(({ path }) => path === `/conversations/${id}`);
  await until(isRead, 'the first reading');
  await sleep(300);

  const { id: part } = intercom.addPart(id, { body: CARD, quiet: true });
  nowMs += 3 * MINUTE_MS;

  await until(
    () => intercom.conversation(id)?.parts.find((one) => one.id === part)?.redacted === true,
    'the redaction',
  );
});
