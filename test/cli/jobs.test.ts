import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobsCommand } from '../../src/cli/jobs.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { aConversation, aWorld, CARD, type World } from '../service/world.ts';
import { until } from '../support/until.ts';
import { memoryIo } from './memory-io.ts';

const ADMIN_TOKEN = 'admin-token-for-tests';

async function run({ app }: World, token: string, ...args: readonly string[]) {
  const io = memoryIo('', { ADMIN_TOKEN: token });
  const code = await jobsCommand([...args, '--url', app.url], io);
  return { code, out: io.out(), err: io.err() };
}

test('jobs are told by queue, as a table or as JSON', async (context) => {
  const when = { kind: 'on_close', longestMs: 3_600_000 } as const;
  const policy = { defaults: { ...DEFAULT_POLICY.defaults, when } };
  const world = await aWorld(context, { env: { ADMIN_TOKEN }, policy });
  world.intercom.addPart(aConversation(world), { body: CARD });

  await until(
    async () => / later.*\nact +0 +[1-9]/.test((await run(world, ADMIN_TOKEN)).out),
    'the job of what waits for the close',
  );

  const table = await run(world, ADMIN_TOKEN);
  assert.deepEqual(
    [table.code, table.out.split('\n').map((line) => line.split(' ')[0])],
    [0, ['queue', 'act', 'notice', 'card', 'delete', 'look', '']],
  );
  const { jobs } = JSON.parse((await run(world, ADMIN_TOKEN, '--json')).out);
  assert.deepEqual(Object.keys(jobs[0]), [
    'name',
    'waiting',
    'later',
    'retried',
    'running',
    'dead',
    'oldest_ms',
  ]);
});

test('jobs are not told to whoever has another token', async (context) => {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });

  const ran = await run(world, 'another-token');

  assert.deepEqual([ran.code, ran.out], [1, '']);
  assert.match(ran.err, /Authorization: Bearer ADMIN_TOKEN/);
});
