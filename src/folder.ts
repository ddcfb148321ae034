// What is wrong with a folder that somebody named, told before anything relies on it.

import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What keeps its files from being listed, to be said after its name; undefined when nothing does. */
export function readingFault(folder: string): string | undefined {
  const code = errorCodeOf(() => readdirSync(folder));
  return code === undefined ? undefined : describe(code, 'read');
}

/** What keeps files from being made in it, or it from being made, with its name; undefined when nothing does. */
export function writingFault(folder: string): string | undefined {
  const nearest = nearestExisting(resolve(folder));
  const fault = holdingFault(nearest);
  if (fault === undefined) return undefined;
  return nearest === resolve(folder) ? `${folder} ${fault}` : `${folder} cannot be made: ${nearest} ${fault}`;
}

/** Only an attempt, which leaves no trace, tells: permissions say nothing of a read-only or full disk, or of /proc. */
function holdingFault(folder: string): string | undefined {
  let isFolder = false;
  const unseen = errorCodeOf(() => {
    isFolder = statSync(folder).isDirectory();
  });
  if (unseen === 'ENOENT') return 'is a link that leads nowhere';
  if (unseen !== undefined) return describe(unseen, 'written');
  if (!isFolder) return describe('ENOTDIR', 'written');
  const refused = errorCodeOf(() => rmdirSync(mkdtempSync(join(folder, '.redactor-'))));
  if (refused === 'ENOENT') return 'takes no folders';
  return refused === undefined ? undefined : describe(refused, 'written');
}

/**
 * Makes it and what is missing above it, for its owner only. Node's own recursive way never ends where the system
 * answers ENOENT below a folder that is there, as in /proc.
 * @throws the system's error
 */
export function makeFolder(folder: string): void {
  const path = resolve(folder);
  if (nearestExisting(path) === path) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(path)) throw error;
  }
}

function nearestExisting(path: string): string {
  const code = errorCodeOf(() => lstatSync(path));
  const parent = dirname(path);
  return (code === 'ENOENT' || code === 'ENOTDIR') && parent !== path ? nearestExisting(parent) : path;
}

function describe(code: string, use: 'read' | 'written'): string {
  switch (code) {
    case 'ENOENT':
      return 'is not there';
    case 'ENOTDIR':
      return 'is not a folder';
    case 'EACCES':
    case 'EPERM':
      return `may not be ${use} by this process (user ${process.getuid?.() ?? 'unknown'})`;
    case 'EROFS':
      return 'is on a read-only file system';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'is on a full disk';
    default:
      return `cannot be ${use} (${code})`;
  }
}

/** The system's code, when it refuses. */
function errorCodeOf(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}
