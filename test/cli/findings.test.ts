import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { auditCommand } from '../../src/cli/audit.ts';
import { findingsCommand } from '../../src/cli/findings.ts';
import type { Command } from '../../src/cli/io.ts';
import {
  aConversation,
  aWorld,
  CARD,
  isRedacted,
  untilCards,
  untilRedacted,
  type World,
} from '../service/world.ts';
import { until } from '../support/until.ts';
import { memoryIo } from './memory-io.ts';

const ADMIN_TOKEN = 'admin-token-for-tests';

async function run(command: Command, { app }: World, ...args: readonly string[]) {
  const io = memoryIo('', { ADMIN_TOKEN });
  const code = await command([...args, '--url', app.url], io);
  return { code, out: io.out(), err: io.err() };
}

test('findings are listed by what is asked for, shown, and tried again', async (context) => {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  const done = aConversation(world);
  const { id: redacted } = world.intercom.addPart(done, { body: CARD });
  await untilRedacted(world, done, redacted);
  const stuck = aConversation(world);
  const refusal = world.intercom.faults.add({
    kind: 'status',
    status: 400,
    match: { path: '/conversations/redact' },
  });
  const { id: failed } = world.intercom.addPart(stuck, { body: CARD });
  await untilCards(world, 1);

  const all = await run(findingsCommand, world, 'list');
  assert.deepEqual([all.code, all.out.split('\n').length], [0, 4], all.out);
  assert.match(all.out, /In all: (1 failed, 1 redacted|1 redacted, 1 failed)\n$/);
  const some = await run(
    findingsCommand,
    world,
    'list',
    '--state',
    'failed',
    '--rule',
    'payment_card.number',
    '--json',
  );
  const [finding] = JSON.parse(some.out).findings;
  assert.deepEqual([finding.conversation_id, finding.message_id, finding.state], [stuck, failed, 'failed']);
  assert.match((await run(findingsCommand, world, 'list', '--kind', 'iban')).out, /^In all/);
  assert.match(
    (await run(findingsCommand, world, 'list', '--conversation', done)).out,
    new RegExp(`redacted .* ${done}`),
  );
  assert.match(
    (await run(findingsCommand, world, 'show', finding.id)).out,
    /last outcome +rejected \(unknown, 400\)/,
  );

  refusal.remove();
  const retried = await run(findingsCommand, world, 'retry', finding.id, '--as', 'U024BE7LH');
  assert.match(retried.out, /state +waiting/, retried.err);
  await until(() => isRedacted(world, stuck, failed), 'the redaction');
  await until(
    async () => (await run(findingsCommand, world, 'retry', finding.id, '--as', 'U024BE7LH')).code === 1,
    'the end',
  );
  assert.ok(!/4111/.test(all.out + some.out));
});

test('what is asked wrongly of findings is told', async (context) => {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  for (const [args, code, problem] of [
    [['explode'], 2, /^Say list, show, retry or dismiss/],
    [['show'], 2, /^show takes one id/],
    [['retry', 'x'], 2, /^Say who you are/],
    [['list', '--state', 'sad'], 2, /state: must be one of waiting/],
    [['list', '--since', 'ever'], 2, /since: must be a length of time/],
    [['list', '--rule', 'A B'], 2, /rule: must be a rule's id/],
    [['list', '--limit', '0'], 2, /limit: /],
    [['show', 'x'], 1, /^there is no finding with this id/],
    [['retry', 'x', '--as', 'Ann'], 2, /by: is no user id of Slack/],
    [['retry', 'x', '--as', 'U024BE7LH'], 1, /^there is no finding with this id/],
  ] as const) {
    const ran = await run(findingsCommand, world, ...args);
    assert.deepEqual([ran.code, problem.test(ran.err)], [code, true], ran.err);
  }
});

test('the audit is exported and proven whole, and a changed row shows', async (context) => {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  const ids = Array.from({ length: 3 }, () => {
    const id = aConversation(world);
    return { id, part: world.intercom.addPart(id, { body: CARD }).id };
  });
  for (const { id, part } of ids) await untilRedacted(world, id, part);
  const rows = async () => (await run(auditCommand, world, 'export')).out.split('\n').filter(Boolean);
  await until(async () => (await rows()).length === 3, 'the rows');

  assert.match((await run(auditCommand, world, 'verify')).out, /^Whole: 3 rows/);
  assert.deepEqual(
    (await rows()).map((row) => JSON.parse(row).action),
    ['redact', 'redact', 'redact'],
  );
  const client = new pg.Client({ connectionString: world.database.databaseUrl });
  await client.connect();
  await client.query(`update redactor.audit set actor = 'U0OTHER' where number = 2`);
  await client.end();

  const broken = await run(auditCommand, world, 'verify');
  assert.deepEqual([broken.code, /^Broken: row 2/.test(broken.out)], [1, true]);
  const exported = await run(auditCommand, world, 'export');
  assert.deepEqual([exported.code, /^Broken: row 2/.test(exported.err)], [1, true]);
  assert.equal((await run(auditCommand, world, 'erase')).code, 2);
});
