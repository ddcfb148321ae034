// Commands where no service runs: the store itself is asked.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { auditCommand } from '../../src/cli/audit.ts';
import { backfillCommand } from '../../src/cli/backfill.ts';
import { exceptionsCommand } from '../../src/cli/exceptions.ts';
import { findingsCommand } from '../../src/cli/findings.ts';
import type { Command } from '../../src/cli/io.ts';
import { jobsCommand } from '../../src/cli/jobs.ts';
import { statusCommand } from '../../src/cli/status.ts';
import { sweepCommand } from '../../src/cli/sweep.ts';
import { createIntercomEmulator } from '../../src/emulator/intercom.ts';
import { aWorld, CARD, untilRedacted, type World } from '../service/world.ts';
import { freePort } from '../support/free-port.ts';
import { BACKENDS, newDatabase } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { memoryIo } from './memory-io.ts';

type Backend = (typeof BACKENDS)[number];

/** A service that redacted a card. */
async function aService(context: TestContext, backend: Backend): Promise<World> {
  const database = await newDatabase(backend);
  const world = await aWorld(context, { database, env: { SWEEP_EVERY: '200ms' } });
  const { id } = world.intercom.seedConversation({});
  const { id: part } = world.intercom.addPart(id, { body: CARD });
  await untilRedacted(world, id, part);
  const isSwept = () => world.intercom.calls.some(({ path }) => path === '/conversations/search');
  await until(isSwept, 'a sweep');
  return world;
}

async function run(command: Command, args: readonly string[], env: Readonly<Record<string, string>>) {
  const io = memoryIo('', { PORT: String(await freePort()), ...env });
  const code = await command(args, io);
  return { code, out: io.out(), err: io.err() };
}

for (const backend of BACKENDS) {
  test(`its findings, audit and backfills are told and asked for without it (${backend})`, async (context) => {
    const { app, database } = await aService(context, backend);
    await app.stop();
    const { databaseUrl, dataDir } = database;
    const env = { DATA_DIR: dataDir, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) };

    const listed = await run(findingsCommand, ['list'], env);
    const verified = await run(auditCommand, ['verify'], env);
    const begun = await run(backfillCommand, ['--since', '1d'], env);
    const backfills = await run(backfillCommand, ['list'], env);
    const status = await run(statusCommand, [], env);
    const jobs = await run(jobsCommand, [], env);
    const swept = await run(sweepCommand, [], env);

    assert.equal(listed.code, 0, listed.err);
    assert.match(listed.out, /redacted .* payment_card\.number ×1\nIn all: 1 redacted\n/);
    assert.match(listed.err, /^No service runs here: the store itself is asked\.\n$/);
    assert.match(verified.out, /^Whole: \d+ rows/);
    assert.deepEqual([begun.code, /It begins when the service starts/.test(begun.err)], [0, true], begun.err);
    assert.match(backfills.out, /running .* report/);
    assert.match(status.out, /^ready +no: it cannot take webhooks\n +service +down \(it does not run here\)/);
    assert.match(status.out, /^findings +1 redacted$[\s\S]*^jobs +/m);
    assert.deepEqual([status.code, jobs.code], [1, 0], jobs.err);
    assert.deepEqual([swept.code, /needs the running service/.test(swept.err)], [1, true], swept.err);
  });
}

test('without the key of the service no value is vouched for, and no key is made', async (context) => {
  const { app, database } = await aService(context, 'postgres');
  await app.stop();
  const dataDir = mkdtempSync(join(tmpdir(), 'no-key-'));
  context.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const env = { DATABASE_URL: database.databaseUrl ?? '', DATA_DIR: dataDir, PORT: String(await freePort()) };
  const io = memoryIo('my card is 4111 1111 1111 1111', env);
  const args = ['add', '--owner', 'U024BE7LH', '--reason', 'own_value', '--days', '90'];

  const code = await exceptionsCommand(args, io);

  assert.equal(code, 1);
  assert.match(io.err(), /FINGERPRINT_KEY is not set, and there is no key in/);
  assert.deepEqual(readdirSync(dataDir), []);
});

test('a store that a service uses at another address is left alone', async (context) => {
  const { database } = await aService(context, 'pglite');

  const listed = run(findingsCommand, ['list'], { DATA_DIR: database.dataDir });

  await assert.rejects(listed, /another process uses the store in .*: name the service's address with --url/);
});

test('where there is no store none is made', async (context) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'no-store-'));
  context.after(() => rmSync(dataDir, { recursive: true, force: true }));

  const listed = run(findingsCommand, ['list'], { DATA_DIR: dataDir });

  await assert.rejects(listed, /Nothing answers on http.*, and there is no store in /);
});

test('with an address that was named only that one is asked', async (context) => {
  const { app, database } = await aService(context, 'postgres');
  await app.stop();
  const env = { ADMIN_TOKEN: 'admin-token-for-tests', DATABASE_URL: database.databaseUrl ?? '' };

  const listed = run(findingsCommand, ['list', '--url', `http://127.0.0.1:${await freePort()}`], env);

  await assert.rejects(listed, /Nothing answers on http/);
});

test('a service that runs wants its token', async (context) => {
  const other = await createIntercomEmulator();
  context.after(() => other.close());

  const listed = run(findingsCommand, ['list'], { PORT: new URL(other.url).port });

  await assert.rejects(listed, /^RedactorError: Set ADMIN_TOKEN/);
});
