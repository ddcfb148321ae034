// A simulation in a file, so that a later run goes on where one stopped.

import { readFile } from 'node:fs/promises';
import { RedactorError } from '../errors.ts';
import type { Id } from '../message.ts';
import { KeptSimulation, type Simulation } from '../simulate/simulation.ts';
import { whyUnread } from '../why-unread.ts';
import { writeFileWhole } from './whole-file.ts';

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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
