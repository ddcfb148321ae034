// The service on each of its stores, for as long as it is measured.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../support/postgres.ts';
import { type Server, startServer } from './servers.ts';

export type StoreName = 'PostgreSQL' | 'embedded';

/** One after the other, so that neither takes the other's processor. */
export async function onEachStore(
  intercomUrl: string,
  measure: (server: Server, store: StoreName) => Promise<void>,
): Promise<void> {
  for (const store of ['PostgreSQL', 'embedded'] as const) {
    const folder = await mkdtemp(join(tmpdir(), 'redactor-bench-'));
    const postgres = store === 'PostgreSQL' ? await startPostgres() : undefined;
    const database = postgres ? { DATABASE_URL: await postgres.createDatabase() } : {};
    const server = await startServer('ours', {
      INTERCOM_API_URL: intercomUrl,
      DATA_DIR: folder,
      ...database,
    });
    try {
      await measure(server, store);
    } finally {
      server.process.kill('SIGKILL');
      await postgres?.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
}
