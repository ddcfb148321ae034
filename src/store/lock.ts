// One process per data directory. The lock is the operating system's, on a SQLite file, so that it ends with the
// process however that ends, and a process id that was used again cannot fool it.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RedactorError } from '../errors.ts';

/** @throws RedactorError `store_locked` when another process has it, `store_unavailable` when it cannot be made. */
export function lockDirectory(dataDir: string): { release(): void } {
  let lock: DatabaseSync;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(join(dataDir, 'lock'));
  } catch {
    throw new RedactorError(
      'store_unavailable',
      'The data directory cannot be written. Check DATA_DIR, its owner and the free space.',
    );
  }
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new RedactorError(
      'store_locked',
      'Another process uses this data directory. Stop it, set another DATA_DIR, or use PostgreSQL (DATABASE_URL) to run several.',
    );
  }
  return { release: () => lock.close() };
}
