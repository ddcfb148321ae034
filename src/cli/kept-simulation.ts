// A simulation in a file, so that a later run goes on where one stopped.

import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RedactorError } from '../errors.ts';
import { writingFault } from '../folder.ts';
import type { Id } from '../message.ts';
import { KeptSimulation, type Simulation } from '../simulate/simulation.ts';
import { whyUnread } from '../why-unread.ts';

export interface Kept {
  readonly simulation: Simulation;
  readonly read: Set<Id>;
}

/** The kept one where it is of the same question, the fresh one where there is none yet; else a sentence that says why not. */
export async function readKept(file: string, fresh: Simulation): Promise<Kept | string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new RedactorError('usage', `The file ${file} ${whyUnread(error) ?? 'cannot be read'}.`);
  });
  if (text === undefined) return { simulation: fresh, read: new Set() };
  const found = KeptSimulation.safeParse(parsed(text)).data;
  const kept = found?.simulation;
  if (!kept) return `${file} holds no simulation: name another file with --keep, or take it away.`;
  const differs = whatDiffers(kept, fresh);
  if (differs !== undefined)
    return `${file} keeps a simulation of ${differs}: name another file with --keep, or take it away.`;
  if (kept.isWhole) return `${file} keeps a simulation that is at its end: take it away for a new one.`;
  return { simulation: kept, read: new Set(found.read) };
}

function whatDiffers(kept: Simulation, asked: Simulation): string | undefined {
  if (kept.workspaceId !== asked.workspaceId) return 'another workspace';
  if (kept.candidate.print !== asked.candidate.print) return 'other rules';
  if (kept.present?.print !== asked.present?.print) return 'a comparison with other rules';
  if (kept.team !== asked.team) return 'another team';
  // Both lengths are counted from when it began.
  const lengthOf = ({ startedAt, since }: Simulation): number => Date.parse(startedAt) - Date.parse(since);
  if (Math.abs(lengthOf(kept) - lengthOf(asked)) > 60_000) return 'another time';
  return (kept.until === null) === (asked.until === null) ? undefined : 'another time';
}

export function writeKept(file: string, { simulation, read }: Kept): Promise<void> {
  return writeFileWhole(file, JSON.stringify({ simulation, read: [...read] }));
}

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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
