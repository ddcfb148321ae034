// The two databases behind one door: PostgreSQL, or the embedded store (PGlite, PostgreSQL in WebAssembly).

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type ConstructorOptions, fromPglite } from 'pg-boss';
import { RedactorError } from '../errors.ts';
import { SCHEMA } from './early-migrations.ts';
import { lockDirectory } from './lock.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './schema.ts';

export interface Database {
  readonly backend: 'postgres' | 'pglite';
  readonly db: Kysely<Tables>;
  /** How the queue reaches the same database. */
  readonly queueOptions: ConstructorOptions;
  close(): Promise<void>;
}

export interface DatabaseConfig {
  /** Undefined: the embedded store in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

/** @throws RedactorError `store_locked` or `store_unavailable`. */
export async function openDatabase(
  config: DatabaseConfig,
  onError: (error: unknown) => void,
): Promise<Database> {
  const database = config.databaseUrl
    ? openPostgres(config.databaseUrl, onError)
    : await openEmbedded(config.dataDir);
  try {
    await (config.databaseUrl ? migratePostgres(config.databaseUrl) : migrate(database.db.withoutPlugins()));
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
  return database;
}

/** On a connection of its own, which may wait long for another replica's migration. */
async function migratePostgres(connectionString: string): Promise<void> {
  const pool = new pg.Pool({ connectionString, max: 2, connectionTimeoutMillis: 5_000 });
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(kysely);
  } finally {
    await kysely.destroy();
  }
}

function openPostgres(connectionString: string, onError: (error: unknown) => void): Database {
  // Intercom waits five seconds for an answer; a webhook that cannot be kept by then must get its 503, also when the
  // server does not answer at all.
  const pool = new pg.Pool({
    connectionString,
    max: 8,
    application_name: 'intercom-redactor',
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_500,
    statement_timeout: 4_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  });
  pool.on('error', onError);
  // A connection that breaks while it is in use says so on the client, where nobody listening would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    backend: 'postgres',
    db: kysely.withSchema(SCHEMA),
    queueOptions: {
      backend: 'postgres',
      connectionString,
      max: 6,
      application_name: 'intercom-redactor-queue',
    },
    close: () => kysely.destroy(),
  };
}

async function openEmbedded(dataDir: string): Promise<Database> {
  const lock = lockDirectory(dataDir);
  // Compiling all of it a second time, to make it quicker, would take half a gigabyte for a while.
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
  let pglite: PGlite;
  try {
    const folder = join(dataDir, 'postgres');
    // What making a new one takes of memory is given back with the instance that made it.
    if (!existsSync(folder)) await (await PGlite.create(folder)).close();
    pglite = await PGlite.create(folder);
  } catch (error) {
    lock.release();
    throw new RedactorError(
      'store_unavailable',
      'The embedded store cannot be opened. Check DATA_DIR, its owner and the free space.',
      {},
      error,
    );
  }
  const kysely = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return {
    backend: 'pglite',
    db: kysely.withSchema(SCHEMA),
    queueOptions: { backend: 'pglite', db: fromPglite(pglite) },
    async close() {
      await kysely.destroy();
      lock.release();
    },
  };
}
