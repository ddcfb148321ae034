import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadRules } from '../../src/rules/load.ts';
import { aPack, aRule } from './a-rule.ts';

describe('loadRules', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rules-'));
  after(() => rmSync(directory, { recursive: true }));

  it('reads every pack, but neither the policy nor the README', () => {
    writeFileSync(join(directory, 'b.yaml'), aPack(aRule({ id: 'badge.second', pattern: 'B[0-9]{4}' })).text);
    writeFileSync(join(directory, 'a.yml'), aPack(aRule()).text);
    writeFileSync(join(directory, 'policy.yaml'), 'defaults: {}\n');
    writeFileSync(join(directory, 'README.md'), '# Rules\n');

    const { rules, problems } = loadRules(directory);

    assert.deepEqual(problems, []);
    assert.deepEqual(
      rules.map(({ id }) => id),
      ['badge.number', 'badge.second'],
    );
  });

  it('says so when there is no such directory', () => {
    const { rules, problems } = loadRules(join(directory, 'none'));

    assert.deepEqual(rules, []);
    assert.match(problems[0]?.problem ?? '', /this is not there/);
  });

  it('does not wait for what would be written into a pipe', () => {
    const piped = mkdtempSync(join(tmpdir(), 'rules-'));
    execFileSync('mkfifo', [join(piped, 'a.yaml')]);

    const { problems } = loadRules(piped);

    rmSync(piped, { recursive: true });
    assert.match(problems[0]?.problem ?? '', /it is no file/);
  });

  it('says so when a directory holds no packs', () => {
    const empty = mkdtempSync(join(tmpdir(), 'rules-'));

    const { problems } = loadRules(empty);

    rmSync(empty, { recursive: true });
    assert.match(problems[0]?.problem ?? '', /no rule packs/);
  });

  it('names a file given as a directory, and a directory that is named like a pack', () => {
    const holder = mkdtempSync(join(tmpdir(), 'rules-'));
    mkdirSync(join(holder, 'a.yaml'));
    writeFileSync(join(holder, 'b.yaml'), aPack(aRule({ why: '' })).text);

    const inFile = loadRules(join(holder, 'b.yaml')).problems;
    const { problems } = loadRules(holder);

    rmSync(holder, { recursive: true });
    assert.equal(inFile[0]?.problem, 'this is not a folder');
    assert.deepEqual(
      problems.map(({ file, line, problem }) => [file, line, problem]),
      [
        ['a.yaml', 0, 'it is a folder, not a file'],
        ['b.yaml', 3, '`why` is empty'],
      ],
    );
  });
});
