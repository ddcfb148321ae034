// Whether the store can be used, without starting or changing anything in it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { RedactorError } from '../errors.ts';
import type { DatabaseConfig } from './database.ts';
import { lockDirectory } from './lock.ts';

/** `new`: it is made at the first start. `in_use`: another process has the embedded store, so that it is not opened. */
export type StoreProbe = 'reachable' | 'new' | 'in_use';

/** @throws RedactorError `store_unavailable`, with the database's own error as its cause, or `config_invalid`. */
export async function probeStore({ databaseUrl, dataDir }: DatabaseConfig): Promise<StoreProbe> {
  return databaseUrl ? await probePostgres(databaseUrl) : await probeEmbedded(dataDir);
}

async function probePostgres(connectionString: string): Promise<StoreProbe> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return 'reachable';
  } catch (error) {
    throw new RedactorError('store_unavailable', 'The database cannot be used.', {}, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function probeEmbedded(dataDir: string): Promise<StoreProbe> {
  const folder = join(dataDir, 'postgres');
  if (!existsSync(folder)) return 'new';
  let lock: ReturnType<typeof lockDirectory>;
  try {
    lock = lockDirectory(dataDir);
  } catch (error) {
    if (error instanceof RedactorError && error.code === 'store_locked') return 'in_use';
    throw error;
  }
  try {
    const pglite = await PGlite.create(folder);
    await pglite.query('select 1');
    await pglite.close();
    return 'reachable';
  } catch (error) {
    throw new RedactorError('store_unavailable', 'The embedded store cannot be opened.', {}, error);
  } finally {
    lock.release();
  }
}
