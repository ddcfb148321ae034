// A seed file for the emulator: read and checked before anything starts.

import { readFileSync } from 'node:fs';
import { readSeed, type SeedFile } from '../emulator/intercom.ts';
import { RedactorError } from '../errors.ts';
import { whyUnread } from '../why-unread.ts';

const MOST_FAULTS = 10;

/** Throws what keeps the file from being a seed, each fault with its place, and never a value. */
export function readSeedFile(file: string): SeedFile {
  const reading = readSeed(readText(file));
  if (reading.kind === 'read') return reading.seed;
  const faults = reading.faults
    .slice(0, MOST_FAULTS)
    .map(({ line, column, problem }) => `${file}:${line}:${column}: ${problem}.`);
  const more = reading.faults.length - faults.length;
  throw new RedactorError(
    'config_invalid',
    [
      ...faults,
      ...(more > 0 ? [`${more} more.`] : []),
      'test/emulator/seed.yaml shows every field of a seed.',
    ].join('\n'),
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = whyUnread(error);
    if (why === undefined) throw error;
    throw new RedactorError('config_invalid', `--seed: the file ${file || "''"} ${why}.`);
  }
}
