// Where the store is, and what keys the fingerprints in it.

import { z } from 'zod';
import { text } from './config-values.ts';
import type { EnvironmentReader } from './environment.ts';
import { holdsFingerprintKey } from './fingerprint.ts';
import { writingFault } from './folder.ts';

export interface StoreConfig {
  /** Undefined: the embedded store in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

export function readStore(read: EnvironmentReader): StoreConfig {
  const databaseUrl = read.optional(
    'DATABASE_URL',
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
      .refine(
        (value) => URL.canParse(value),
        'must be an address such as postgres://user:password@host/name, with special characters as %XX',
      ),
    'a PostgreSQL database, instead of the embedded store',
  );
  const what = 'the folder of the embedded store and of the fingerprint key';
  const dataDir = read.withDefault('DATA_DIR', text, what, './data');
  const keyElsewhere = read.isGiven('FINGERPRINT_KEY') || holdsFingerprintKey(dataDir);
  const unused = read.isGiven('DATABASE_URL') && keyElsewhere;
  const fault = unused ? undefined : writingFault(dataDir);
  if (fault) read.refuse('DATA_DIR', `${fault}. ${DATA_DIR_REMEDY}`, what);
  return { databaseUrl, dataDir };
}

const DATA_DIR_REMEDY =
  'Set DATA_DIR to a folder that this process may write, or give it the right to write here';

/** Undefined: a key is made once and kept in the data directory. */
export function readKey(read: EnvironmentReader): string | undefined {
  return read.optional(
    'FINGERPRINT_KEY',
    z.string().min(16, 'must have at least 16 characters'),
    'long random text that keys the fingerprints of values; keep it for good',
  );
}
