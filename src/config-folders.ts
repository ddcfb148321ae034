// Where the store and the rules are, how the rules are taken, and what keys the fingerprints.

import { z } from 'zod';
import { oneOf, text } from './config-values.ts';
import type { EnvironmentReader } from './environment.ts';
import { holdsFingerprintKey } from './fingerprint.ts';
import { readingFault, writingFault } from './folder.ts';

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

export function readRulesDir(read: EnvironmentReader): string | undefined {
  const what = 'a folder with rule packs, YAML files such as payment.yaml';
  const rulesDir = read.optional('RULES_DIR', text, what);
  const fault = rulesDir === undefined ? undefined : readingFault(rulesDir);
  if (fault)
    read.refuse(
      'RULES_DIR',
      `${rulesDir} ${fault}. Name another one, or leave RULES_DIR out to use the rules that come with the program`,
      what,
    );
  return rulesDir;
}

export function readPassTestValues(read: EnvironmentReader): boolean {
  const what = 'whether the well-known card numbers of manuals are findings';
  return read.withDefault('TEST_VALUES', oneOf(['find', 'pass']), what, 'find') === 'pass';
}

/** Undefined: a key is made once and kept in the data directory. */
export function readKey(read: EnvironmentReader): string | undefined {
  return read.optional(
    'FINGERPRINT_KEY',
    z.string().min(16, 'must have at least 16 characters'),
    'long random text that keys the fingerprints of values; keep it for good',
  );
}

export function readMode(read: EnvironmentReader): 'enforce' | 'monitor' {
  const what = 'enforce redacts, monitor only records';
  return read.withDefault('MODE', oneOf(['enforce', 'monitor']), what, 'enforce');
}
