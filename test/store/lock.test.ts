import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { ErrorCode } from '../../src/errors.ts';
import { lockDirectory } from '../../src/store/lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'redactor-lock-'));
after(() => rmSync(folder, { recursive: true }));

function refusal(dataDir: string, code: ErrorCode, says: string): void {
  assert.throws(
    () => lockDirectory(dataDir),
    (error) => {
      assert.ok(error instanceof Error && 'code' in error);
      assert.equal(error.code, code);
      assert.ok(error.message.includes(says), error.message);
      return true;
    },
  );
}

describe('lockDirectory', () => {
  it('makes the folder and those above it for their owner only', () => {
    const dataDir = join(folder, 'a/b');

    lockDirectory(dataDir).release();

    assert.equal(statSync(join(folder, 'a')).mode & 0o777, 0o700);
    assert.equal(statSync(dataDir).mode & 0o777, 0o700);
  });

  it('is held by one at a time', () => {
    const dataDir = join(folder, 'held');
    const lock = lockDirectory(dataDir);

    refusal(dataDir, 'store_locked', dataDir);
    lock.release();

    lockDirectory(dataDir).release();
  });

  it('refuses what is no folder, by its name', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');

    refusal(file, 'config_invalid', `DATA_DIR: ${file} is not a folder. Set DATA_DIR to a folder`);
    refusal(join(file, 'deeper'), 'config_invalid', `${file} is not a folder`);
  });

  it('ends below /proc, where no folder can be made', { skip: !existsSync('/proc/self') }, () => {
    refusal('/proc/redactor/data', 'config_invalid', '/proc takes no folders');
  });

  it('does not take a file that is no lock for a lock of another process', () => {
    const [foreign, occupied] = [join(folder, 'foreign'), join(folder, 'occupied')];
    mkdirSync(foreign);
    writeFileSync(
      join(foreign, 'lock'),
      'somebody else wrote this, and it is long enough to be read\n'.repeat(9),
    );
    mkdirSync(join(occupied, 'lock'), { recursive: true });

    refusal(foreign, 'config_invalid', `${join(foreign, 'lock')} is no lock of ours`);
    refusal(occupied, 'config_invalid', join(occupied, 'lock'));
  });
});
