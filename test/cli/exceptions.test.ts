import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { exceptionsCommand } from '../../src/cli/exceptions.ts';
import { aConversation, aWorld, CARD, isRedacted, untilRedacted, type World } from '../service/world.ts';
import { memoryIo } from './memory-io.ts';

const ADMIN_TOKEN = 'admin-token-for-tests';
const SENTENCE = 'our own card is 4111 1111 1111 1111\n';
const ADD = ['add', '--owner', 'U024BE7LH', '--reason', 'own_value', '--days', '90'] as const;

async function run(input: string, { app }: Pick<World, 'app'>, ...args: readonly string[]) {
  const io = memoryIo(input, { ADMIN_TOKEN });
  const code = await exceptionsCommand([...args, '--url', app.url], io);
  return { code, out: io.out(), err: io.err() };
}

test('a value is vouched for, listed, and counts again when that is ended', async (context) => {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  assert.deepEqual(await run('', world), { code: 0, out: 'There is none.\n', err: '' });

  const added = await run(SENTENCE, world, ...ADD);
  assert.match(
    added.out,
    /^\S+ {2}payment_card .*own_value .*U024BE7LH\nThe value counts as no finding until 20/,
  );
  const [id = ''] = added.out.split(' ');
  const conversation = aConversation(world);
  const left = world.intercom.addPart(conversation, { body: CARD });
  const other = world.intercom.addPart(conversation, { body: '<p>5500 0000 0000 0004 is my card</p>' });
  await untilRedacted(world, conversation, other.id);
  assert.equal(isRedacted(world, conversation, left.id), false);
  assert.match((await run('', world, 'list')).out, new RegExp(`^${id} .* until 20`));

  const ended = await run('', world, 'expire', id, '--as', 'U0APPROVER', '--json');
  assert.deepEqual([ended.code, JSON.parse(ended.out).exception.id], [0, id]);
  assert.match((await run('', world, 'list')).out, new RegExp(`^${id} .* ended 20`));
  const again = world.intercom.addPart(conversation, { body: CARD });
  await untilRedacted(world, conversation, again.id);
  assert.deepEqual(await changesOf(world), ['add_exception U024BE7LH', 'end_exception U0APPROVER']);
  assert.equal((await run('', world, 'expire', id, '--as', 'U0APPROVER')).code, 1);
  assert.ok(!/4111/.test(added.out + added.err + ended.out + world.logged.join('')));
});

test('a sentence may stand in a file, and neither it nor the name of the file is shown', async (context) => {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  const folder = mkdtempSync(join(tmpdir(), 'redactor-exceptions-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, '4111111111111111');
  const missing = await run('', world, ...ADD, '--file', file);
  assert.deepEqual([missing.code, missing.err], [2, 'The file is not there.\n']);

  writeFileSync(file, SENTENCE);
  const added = await run('', world, ...ADD, '--file', file);

  assert.equal(added.code, 0, added.err);
  assert.ok(!/4111/.test(added.out + added.err));
});

test('what is asked wrongly of exceptions is told, and nothing that was typed is repeated', async (context) => {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  const wrong = [
    ['', ['4111'], 2, /^Say list, add or expire/],
    ['', ['list', '4111'], 2, /^list takes nothing more/],
    ['', ['expire', '--as', 'U024BE7LH'], 2, /^expire takes one id/],
    ['', ['expire', 'x'], 2, /^Say who you are/],
    ['', ['expire', '4111', '--as', 'U024BE7LH'], 1, /^there is no exception with this id that still counts/],
    ['', ['expire', 'x', '--as', 'Ann 4111'], 2, /^by: is no user id of Slack/],
    [SENTENCE, [...ADD, '4111 1111 1111 1111'], 2, /^add reads the value from standard input/],
    [SENTENCE, ['add', '--reason', 'own_value', '--days', '9'], 2, /^Say who answers for it/],
    [SENTENCE, ['add', '--owner', 'U024BE7LH', '--days', '9'], 2, /^Say why with --reason: own_value, /],
    [SENTENCE, ['add', '--owner', 'U024BE7LH', '--reason', 'own_value'], 2, /^Say for how many days/],
    [SENTENCE, [...ADD, '--owner', '4111'], 2, /^owner: is no user id of Slack/],
    [SENTENCE, [...ADD, '--reason', '4111'], 2, /^reason: must be own_value or /],
    [SENTENCE, [...ADD, '--days', '4111'], 2, /^days: must be a whole number of days from 1 to 366/],
    [SENTENCE, [...ADD, '--days', 'soon'], 2, /^days: must be a whole number/],
    [' \n', ADD, 2, /^Give one sentence/],
    ['4111 '.repeat(500), ADD, 2, /^Give one sentence/],
    ['call 4111 or so', ADD, 2, /^the rules find nothing in it/],
    [`${SENTENCE} or 5500 0000 0000 0004`, ADD, 2, /^the rules find several values in it/],
  ] as const;
  for (const [input, args, code, problem] of wrong) {
    const ran = await run(input, world, ...args);
    assert.deepEqual([ran.code, problem.test(ran.err), ran.out], [code, true, ''], `${args}: ${ran.err}`);
    assert.ok(!/4111/.test(ran.err), ran.err);
  }
  assert.equal((await run('', world)).out, 'There is none.\n');
});

test('what was typed until Ctrl-C is not sent', async (context) => {
  const world = await aWorld(context, { env: { ADMIN_TOKEN } });
  const stop = new AbortController();
  const typed = async function* () {
    yield SENTENCE;
    stop.abort();
    yield SENTENCE;
  };
  const io = { ...memoryIo('', { ADMIN_TOKEN }), stdin: typed(), stopped: stop.signal };

  assert.equal(await exceptionsCommand([...ADD, '--url', world.app.url], io), 1);

  assert.equal((await run('', world)).out, 'There is none.\n');
});

/** As the audit has them, oldest first. */
async function changesOf({ database }: World): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    "select action, actor from redactor.audit where action like '%exception' order by number",
  );
  await client.end();
  return rows.map(({ action, actor }) => `${action} ${actor}`);
}
