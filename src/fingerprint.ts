// A keyed fingerprint tells that two values are the same without keeping either.

import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RedactorError } from './errors.ts';
import { makeFolder } from './folder.ts';
import type { Fingerprint, Kind } from './message.ts';

/** `matches`: the value is all the fingerprints of one text. */
export type Fingerprinter = (kind: Kind | 'matches', value: string) => Fingerprint;

/** HMAC-SHA256 over kind and normalised value, its first 128 bits. */
export function createFingerprinter(key: string): Fingerprinter {
  return (kind, value) =>
    createHmac('sha256', key)
      .update(`${kind}\n${value}`)
      .digest()
      .subarray(0, 16)
      .toString('base64url') as Fingerprint;
}

const KEY_FILE = 'fingerprint.key';

/** Whether a key was made there before. */
export function holdsFingerprintKey(dataDir: string): boolean {
  return existsSync(join(dataDir, KEY_FILE));
}

/**
 * The configured key, or one that is made once and kept in the data directory, readable by its owner only.
 * @throws RedactorError `config_invalid`
 */
export function readFingerprintKey(configured: string | undefined, dataDir: string): string {
  if (configured) return configured;
  const file = join(dataDir, KEY_FILE);
  const key = holdsFingerprintKey(dataDir) ? readKey(file) : makeKey(file);
  if (key !== undefined && key !== '') return key;
  throw new RedactorError(
    'config_invalid',
    `FINGERPRINT_KEY is not set, and ${file} ${key === '' ? 'is empty' : 'cannot be read or written'}. Set FINGERPRINT_KEY, or mend that file or DATA_DIR.`,
  );
}

function readKey(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function makeKey(file: string): string | undefined {
  const key = randomBytes(32).toString('base64url');
  try {
    makeFolder(dirname(file));
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch {
    return undefined;
  }
}
