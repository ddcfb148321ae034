// Both stores for the tests: each store test runs on the embedded one and on a real PostgreSQL.

import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { Client } from 'pg';
import type { Id } from '../../src/message.ts';
import type { DatabaseConfig } from '../../src/store/database.ts';
import { openStore, type Store, type StoreDependencies } from '../../src/store/store.ts';
import { type PostgresServer, startPostgres } from './postgres.ts';

export const BACKENDS = ['pglite', 'postgres'] as const;
export type Backend = (typeof BACKENDS)[number];

let server: Promise<PostgresServer> | undefined;
const folders: string[] = [];

after(async () => {
  await (await server)?.stop();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** Where a new, empty store of this kind is. Removed when the test file ends. */
export async function newDatabase(backend: Backend): Promise<DatabaseConfig> {
  const dataDir = await mkdtemp(join(tmpdir(), 'redactor-data-'));
  folders.push(dataDir);
  if (backend === 'pglite') {
    copy(await preparedFolder(), dataDir);
    return { databaseUrl: undefined, dataDir };
  }
  const shared = process.env[SHARED_SERVER];
  if (shared !== undefined) return { databaseUrl: await copyOfPrepared(shared), dataDir };
  server ??= startPostgres();
  return { databaseUrl: await (await server).createDatabase(), dataDir };
}

/** The address of a server that all files of a run share, with a prepared database to copy. */
const SHARED_SERVER = 'REDACTOR_TEST_POSTGRES';
const PREPARED = 'prepared';
let copies = 0;

/** Starts the server for a whole run, whose files find it by the environment. Gives what stops it. */
export async function shareServer(): Promise<() => Promise<void>> {
  const shared = await startPostgres();
  await query(`${shared.url}/postgres`, `create database ${PREPARED}`);
  await prepare({ databaseUrl: `${shared.url}/${PREPARED}`, dataDir: tmpdir() });
  process.env[SHARED_SERVER] = shared.url;
  return shared.stop;
}

async function copyOfPrepared(url: string): Promise<string> {
  copies += 1;
  const name = `test_${process.pid}_${copies}`;
  await query(`${url}/postgres`, `create database ${name} template ${PREPARED}`);
  return `${url}/${name}`;
}

async function query(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Brings a store's tables up to date. */
async function prepare(config: DatabaseConfig): Promise<void> {
  const store = await openStore(config, {
    clock: () => new Date(),
    createId: () => randomUUID() as string as Id,
    onError: () => undefined,
    onTaken: () => undefined,
  });
  await store.close(2_000);
}

/** One test per store. */
export function testOnEachStore(
  name: string,
  body: (context: TestContext, config: DatabaseConfig, backend: Backend) => Promise<void>,
): void {
  for (const backend of BACKENDS) {
    test(`${name} (${backend})`, async (context) => body(context, await newDatabase(backend), backend));
  }
}

/** Opens a store that is closed when the test ends. Its clock is the real one unless given. */
export async function openTestStore(
  context: TestContext,
  config: DatabaseConfig,
  overrides: Partial<Pick<StoreDependencies, 'clock' | 'onTaken' | 'onError'>> = {},
): Promise<Store> {
  const errors: unknown[] = [];
  const store = await openStore(config, {
    clock: overrides.clock ?? (() => new Date()),
    createId: () => randomUUID() as string as Id,
    onError: overrides.onError ?? ((error) => errors.push(error)),
    onTaken: overrides.onTaken ?? (() => undefined),
  });
  context.after(async () => {
    await store.close(2_000);
    if (errors.length > 0) throw errors[0];
  });
  return store;
}

/**
 * An embedded store that was opened once, to be copied: the first opening takes seconds, a reopening tenths of one.
 * Kept between runs, under a name that changes with whatever its content depends on.
 */
async function preparedFolder(): Promise<string> {
  const root = join(import.meta.dirname, '../..');
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'src/store/migrations.ts', 'src/store/queue.ts']) {
    hash.update(readFileSync(join(root, file)));
  }
  const prepared = join(root, 'node_modules/.cache/redactor-test-store', hash.digest('hex').slice(0, 16));
  if (existsSync(prepared)) return prepared;
  const fresh = await mkdtemp(join(tmpdir(), 'redactor-prepared-'));
  await prepare({ databaseUrl: undefined, dataDir: fresh });
  await mkdir(join(prepared, '..'), { recursive: true });
  copy(fresh, `${prepared}.${process.pid}`);
  await rename(`${prepared}.${process.pid}`, prepared).catch(() => undefined);
  await rm(fresh, { recursive: true, force: true });
  return prepared;
}

/** The asynchronous one takes five times as long for a thousand small files. */
function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
}
