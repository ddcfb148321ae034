// The program as a process of its own: its streams, its exit codes, its file mode.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const LINE = `${JSON.stringify({ id: 1, text: 'my card is 4111 1111 1111 1111' })}\n`;

describe('the process', () => {
  it('can be started by its file, as npx does', () => {
    assert.equal(statSync(MAIN).mode & 0o111, 0o111);
  });

  it('ends quietly when its reader has enough', async () => {
    const child = spawn(process.execPath, [MAIN, 'scan', '--jsonl'], { stdio: 'pipe' });
    const said = text(child.stderr);
    const exit = once(child, 'exit');
    child.stdin.on('error', () => undefined);
    const more = setInterval(() => child.stdin.write(LINE.repeat(100)), 1);

    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await exit;

    clearInterval(more);
    assert.equal(code, 0);
    assert.equal(await said, '');
  });

  it('ends quietly when nobody reads at all', async () => {
    const child = spawn(process.execPath, [MAIN, 'rules', 'list'], { stdio: 'pipe' });
    const said = text(child.stderr);
    child.stdout.destroy();

    const [code] = await once(child, 'exit');

    assert.equal(code, 0);
    assert.equal(await said, '');
  });

  it('fails when its output cannot be written', { skip: !existsSync('/dev/full') }, async () => {
    const child = spawn(process.execPath, [MAIN, 'rules', 'list'], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    const said = text(child.stderr ?? assert.fail());

    const [code] = await once(child, 'exit');

    assert.equal(code, 1);
    assert.equal(await said, 'The output cannot be written (ENOSPC).\n');
  });

  it('does not take a folder for an empty text', async () => {
    const child = spawn(process.execPath, [MAIN, 'scan', '-'], {
      stdio: [openSync(tmpdir(), 'r'), 'pipe', 'pipe'],
    });
    const [printed, said] = [text(child.stdout ?? assert.fail()), text(child.stderr ?? assert.fail())];

    const [code] = await once(child, 'exit');

    assert.equal(code, 1);
    assert.equal(await printed, '');
    assert.equal(await said, 'Standard input is a folder, not a file.\n');
  });
});
