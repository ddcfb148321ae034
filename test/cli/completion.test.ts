import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { COMMANDS, runCommand } from '../../src/cli/commands.ts';
import { memoryIo } from './memory-io.ts';

async function run(...args: readonly string[]) {
  const io = memoryIo();
  const code = await runCommand(args, io);
  return { code, out: io.out(), err: io.err() };
}

/** What bash offers at the end of a line. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { out: script } = await run('completion', 'bash');
  const line = ['redactor', ...words].map((word) => `'${word}'`).join(' ');
  const ask = `${script}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length}; _redactor; echo "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', ask], { encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout.trim().split(' ');
}

test('bash offers commands, then their actions and options', async () => {
  assert.deepEqual(await offered('sim'), ['simulate']);
  assert.deepEqual(await offered('findings', 'sh'), ['show']);
  assert.deepEqual(await offered('backfill', '--s'), ['--since']);
  assert.deepEqual(await offered('simulate', '--since', '30d', '--ru'), ['--rules']);
  assert.deepEqual(await offered('no-such-command', '--'), ['']);
});

test("every command's actions and options are offered, and stand in its help", async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, out } = await run('completion', shell);
    assert.equal(code, 0);
    for (const name of Object.keys(COMMANDS)) assert.match(out, new RegExp(`\\b${name}\\b`), shell);
  }
  for (const [name, { actions = [] }] of Object.entries(COMMANDS)) {
    const { out } = await run(name, '--help');
    for (const action of actions) assert.match(out, new RegExp(`\\b${action}\\b`), `${name} ${action}`);
    const all = await offered(name, '');
    assert.ok(all.includes('--help'), name);
    assert.deepEqual(
      all.filter((word) => !word.startsWith('--')),
      [...actions],
      name,
    );
  }
});

test('another shell, or none, is told which there are', async () => {
  for (const args of [[], ['tcsh'], ['bash', 'zsh'], ['toString']]) {
    const { code, out, err } = await run('completion', ...args);
    assert.deepEqual([code, out, /^Say bash, zsh or fish\./.test(err)], [2, '', true]);
  }
});
