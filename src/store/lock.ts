// One process per data directory. The lock is the operating system's, on a SQLite file, so that it ends with the
// process however that ends, and a process id that was used again cannot fool it.

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RedactorError } from '../errors.ts';
import { makeFolder, writingFault } from '../folder.ts';

/** @throws RedactorError `store_locked` when another process has it, `config_invalid` when it cannot be made. */
export function lockDirectory(dataDir: string): { release(): void } {
  const file = join(dataDir, 'lock');
  let lock: DatabaseSync;
  try {
    makeFolder(dataDir);
    lock = new DatabaseSync(file);
  } catch {
    throw unusable(writingFault(dataDir) ?? `${file} cannot be opened`);
  }
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isTaken(error)) throw unusable(`${file} is no lock of ours, or may not be written`);
    throw new RedactorError(
      'store_locked',
      `Another process uses this data directory: ${dataDir}. Stop it, set another DATA_DIR, or use PostgreSQL (DATABASE_URL) to run several.`,
    );
  }
  return {
    release() {
      if (lock.isOpen) lock.close();
    },
  };
}

function unusable(fault: string): RedactorError {
  return new RedactorError(
    'config_invalid',
    `DATA_DIR: ${fault}. Set DATA_DIR to a folder that this process may write, or mend that one.`,
  );
}

/** SQLITE_BUSY, the primary code in the lowest byte. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
}
