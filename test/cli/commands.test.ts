import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { COMMANDS as ALL, runCommand } from '../../src/cli/commands.ts';
import { memoryIo } from './memory-io.ts';

const ROOT = join(import.meta.dirname, '../..');
const COMMANDS = Object.keys(ALL);

describe('redactor', () => {
  it('prints the version of package.json', async () => {
    const io = memoryIo();
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

    assert.equal(await runCommand(['--version'], io), 0);
    assert.equal(io.out(), `${version}\n`);
  });

  it('names its commands', async () => {
    for (const args of [[], ['--help'], ['-h'], ['help']]) {
      const io = memoryIo();

      assert.equal(await runCommand(args, io), 0);
      for (const name of COMMANDS) assert.match(io.out(), new RegExp(`^ {2}${name} `, 'm'));
    }
  });

  it('refuses what it does not know', async () => {
    for (const args of [['mend'], ['--colour'], ['toString'], ['help', 'mend']]) {
      const io = memoryIo();

      assert.equal(await runCommand(args, io), 2);
      assert.match(io.err(), /^There is no (command|option) of this name\.\n/);
    }
  });

  for (const name of COMMANDS) {
    it(`explains ${name}, with examples that run as typed`, async () => {
      const [asked, helped] = [memoryIo(), memoryIo()];

      assert.equal(await runCommand([name, '--help'], asked), 0);
      assert.equal(await runCommand(['help', name], helped), 0);

      assert.equal(helped.out(), asked.out());
      assert.match(asked.out(), new RegExp(`^Usage: npm run -s redactor -- ${name}\\b`));
      assert.match(asked.out(), new RegExp(`\nExample.*:\n(?:  .*\n)*  .*npm run -s redactor -- ${name}\\b`));
      assert.doesNotMatch(asked.out().replaceAll('npm run -s redactor -- ', ''), /redactor /);
      assert.ok(
        asked
          .out()
          .split('\n')
          .every((line) => line.length <= 120),
      );
    });
  }

  const WRONG: readonly [args: readonly string[], says: string][] = [
    [
      ['scan', '--colour'],
      'There is no option --colour. What begins with a dash and is no option goes after `--`.',
    ],
    [['serve', '--colour'], 'There is no option --colour.'],
    [
      ['scan', '--toString'],
      'There is no option --toString. What begins with a dash and is no option goes after `--`.',
    ],
    [['scan', '--rules'], '--rules needs a value.'],
    [['scan', '--rules', '--json'], '--rules needs a value.'],
    [['scan', '--json=1'], '--json takes no value.'],
    [['scan', 'a', 'b'], 'Give one file, or none.'],
    [['scan', '--json', '--jsonl'], 'Give either --json or --jsonl.'],
    [['serve', 'now'], 'This command takes options and nothing else.'],
    [['demo', 'now'], 'This command takes options and nothing else.'],
    [['status', 'now'], 'This command takes options and nothing else.'],
    [['jobs', 'now'], 'This command takes options and nothing else.'],
    [['doctor', 'now'], 'This command takes options and nothing else.'],
    [['demo', '--stay=1'], '--stay takes no value.'],
    [['emulator', 'now'], 'This command takes options and nothing else.'],
    [['emulator', '--port'], '--port needs a value.'],
    [
      ['rules', 'test'],
      'Say `check` or `check DIR`, `list`, `explain`, `schema` or `schema policy`, or `test` and one text in quotes.',
    ],
  ];
  for (const [args, says] of WRONG) {
    it(`says what is wrong with ${args.join(' ')}, then how it goes`, async () => {
      const io = memoryIo();

      assert.equal(await runCommand(args, io), 2);
      assert.ok(io.err().startsWith(`${says}\n\nUsage: `), io.err());
      assert.equal(io.out(), '');
    });
  }
});
