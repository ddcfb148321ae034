// A keyed fingerprint tells that two values are the same without keeping either.

import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RedactorError } from './errors.ts';
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

/** The configured key, or one that is made once and kept in the data directory, readable by its owner only. */
export function readFingerprintKey(configured: string | undefined, dataDir: string): string {
  if (configured) return configured;
  const file = join(dataDir, 'fingerprint.key');
  try {
    if (existsSync(file)) return readFileSync(file, 'utf8').trim();
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const key = randomBytes(32).toString('base64url');
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch {
    throw new RedactorError(
      'store_unavailable',
      'FINGERPRINT_KEY is not set and DATA_DIR cannot be written to keep one. Set either.',
    );
  }
}
