import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, describe, it } from 'node:test';
import { readConfig } from '../src/config.ts';
import { RedactorError } from '../src/errors.ts';

const LEAST = { INTERCOM_ACCESS_TOKEN: 'token', INTERCOM_CLIENT_SECRET: 'secret', NOTICES: 'log' };
const folder = mkdtempSync(join(tmpdir(), 'redactor-folders-'));
after(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'file');
writeFileSync(file, '');
const link = join(folder, 'link');
symlinkSync(join(folder, 'nowhere'), link);
const closed = join(folder, 'closed');
mkdirSync(closed, { mode: 0o555 });

const ROOT = process.getuid?.() === 0 && 'root may write everywhere';
const NO_PROC = !existsSync('/proc/self') && 'there is no /proc here';

function problems(env: Record<string, string>): string {
  try {
    readConfig({ ...LEAST, ...env });
  } catch (error) {
    assert.ok(error instanceof RedactorError);
    assert.equal(error.code, 'config_invalid');
    return error.message;
  }
  return '';
}

describe('DATA_DIR', () => {
  const WRONG: readonly [value: string, fault: string, skip?: string | false][] = [
    [file, `DATA_DIR: ${file} is not a folder. Set DATA_DIR to a folder that this process may write`],
    [join(file, 'deeper'), `${join(file, 'deeper')} cannot be made: ${file} is not a folder`],
    [link, `${link} is a link that leads nowhere`],
    [closed, `${closed} may not be written by this process (user `, ROOT],
    [join(closed, 'x'), `${join(closed, 'x')} cannot be made: ${closed} may not be written`, ROOT],
    ['/proc/redactor/data', '/proc/redactor/data cannot be made: /proc takes no folders', NO_PROC],
  ];
  for (const [value, fault, skip = false] of WRONG) {
    it(`is refused with its value and the remedy: ${relative(folder, value)}`, { skip }, () => {
      const message = problems({ DATA_DIR: value });

      assert.ok(message.includes(fault), message);
    });
  }

  it('may be missing, with the folders above it, and is not made by looking', () => {
    assert.equal(problems({ DATA_DIR: join(folder, 'a/b/c') }), '');
    assert.equal(problems({ DATA_DIR: folder }), '');

    assert.deepEqual(readdirSync(folder).sort(), ['closed', 'file', 'link']);
  });

  it('does not matter where nothing is kept in it', () => {
    const database = { DATABASE_URL: 'postgres://127.0.0.1/x' };

    assert.equal(problems({ ...database, FINGERPRINT_KEY: 'a key of sixteen', DATA_DIR: file }), '');
    assert.match(problems({ ...database, DATA_DIR: file }), /DATA_DIR: /);
    assert.match(problems({ FINGERPRINT_KEY: 'a key of sixteen', DATA_DIR: file }), /DATA_DIR: /);
  });

  it('may be closed where its key is made already and the database is elsewhere', { skip: ROOT }, () => {
    const kept = mkdtempSync(join(folder, 'kept-'));
    writeFileSync(join(kept, 'fingerprint.key'), 'a key of sixteen\n');
    chmodSync(kept, 0o555);

    assert.equal(problems({ DATABASE_URL: 'postgres://127.0.0.1/x', DATA_DIR: kept }), '');

    chmodSync(kept, 0o755);
    rmSync(kept, { recursive: true });
  });
});

describe('RULES_DIR', () => {
  it('is told among the other problems when it is missing or a file', () => {
    const missing = join(folder, 'none');

    const message = problems({ RULES_DIR: missing, PORT: 'x', DATA_DIR: file });

    assert.match(message, /3 problems/);
    assert.ok(message.includes(`RULES_DIR: ${missing} is not there. Name another one`), message);
    assert.ok(problems({ RULES_DIR: file }).includes(`RULES_DIR: ${file} is not a folder`));
  });
});
