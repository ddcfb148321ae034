// Files that are written whole: what stood there stays until all of the new is there.

import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RedactorError } from '../errors.ts';
import { writingFault } from '../folder.ts';

/** All of it or nothing, whenever the process ends. @throws RedactorError `usage` where it cannot be written. */
export async function writeFileWhole(file: string, text: string): Promise<void> {
  try {
    // Where a link leads, so that it stays one.
    const target = existsSync(file) ? await realpath(file) : file;
    const beside = `${target}.${randomUUID()}.part`;
    await writeFile(beside, text, { mode: 0o600, flag: 'wx' });
    await rename(beside, target).catch(async (error: unknown) => {
      await rm(beside, { force: true });
      throw error;
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new RedactorError('usage', `The file ${file} cannot be written${code}.`);
  }
}

/** What keeps the file from being written, before anything is done for it. */
export function whyUnwritable(file: string): string | undefined {
  if (file === '') return '--html and --keep take the name of a file.';
  const known = statSync(file, { throwIfNoEntry: false });
  if (known?.isDirectory()) return `${file} is a folder, not a file.`;
  if (known && !known.isFile()) return `${file} is no file that can be replaced.`;
  const fault = writingFault(dirname(known ? realpathSync(file) : file));
  return fault === undefined ? undefined : `${file} cannot be written: ${fault}.`;
}
