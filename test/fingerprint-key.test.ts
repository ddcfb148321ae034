import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readFingerprintKey } from '../src/fingerprint.ts';

const folder = mkdtempSync(join(tmpdir(), 'redactor-key-'));
after(() => rmSync(folder, { recursive: true }));

describe('readFingerprintKey', () => {
  it('takes the configured one, and then writes nothing', () => {
    assert.equal(readFingerprintKey('configured', '/proc/redactor'), 'configured');
  });

  it('makes one once, for its owner only', () => {
    const dataDir = join(folder, 'a/b');

    const key = readFingerprintKey(undefined, dataDir);

    assert.ok(key.length >= 43);
    assert.equal(readFingerprintKey(undefined, dataDir), key);
    assert.equal(statSync(join(dataDir, 'fingerprint.key')).mode & 0o777, 0o600);
  });

  it('refuses an empty one, and a folder that is none, by name', () => {
    const file = join(folder, 'fingerprint.key');
    writeFileSync(file, '\n');

    assert.throws(() => readFingerprintKey(undefined, folder), {
      code: 'config_invalid',
      message: `FINGERPRINT_KEY is not set, and ${file} is empty. Set FINGERPRINT_KEY, or mend that file or DATA_DIR.`,
    });
    assert.throws(() => readFingerprintKey(undefined, file), { code: 'config_invalid' });
  });
});
