import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { RULES } from './a-policy.ts';

describe('loadPolicy', () => {
  const parent = mkdtempSync(join(tmpdir(), 'policy-'));
  after(() => rmSync(parent, { recursive: true }));
  const folder = (): string => mkdtempSync(join(parent, 'rules-'));

  it('gives the built-in policy where there is no file, whatever the rules are', () => {
    assert.deepEqual(loadPolicy(folder(), []), { policy: DEFAULT_POLICY, problems: [] });
    assert.deepEqual(loadPolicy(join(parent, 'none'), []), { policy: DEFAULT_POLICY, problems: [] });
  });

  it('fills what a file leaves out with what the built-in policy says', () => {
    const path = folder();
    writeFileSync(join(path, 'policy.yml'), 'legal_hold_tag: court\n');

    assert.deepEqual(loadPolicy(path, RULES), {
      policy: { ...DEFAULT_POLICY, legalHoldTag: 'court' },
      problems: [],
    });
  });

  it('refuses a pipe without waiting for it, and a text that is not UTF-8, whose tags would never match', () => {
    const [piped, foreign] = [folder(), folder()];
    execFileSync('mkfifo', [join(piped, 'policy.yaml')]);
    writeFileSync(
      join(foreign, 'policy.yaml'),
      Buffer.from('entries: []\nlegal_hold_tag: gel\u00f6st\n', 'latin1'),
    );

    const [pipe, latin] = [loadPolicy(piped, RULES), loadPolicy(foreign, RULES)];

    assert.deepEqual(
      [...pipe.problems, ...latin.problems].map(({ line, problem }) => [line, problem]),
      [
        [0, 'it is no file'],
        [2, 'this is not UTF-8'],
      ],
    );
  });

  it('refuses two files, a folder and a link that leads nowhere', () => {
    const [two, holder, linked] = [folder(), folder(), folder()];
    writeFileSync(join(two, 'policy.yaml'), 'entries: []\n');
    writeFileSync(join(two, 'policy.yml'), 'entries: []\n');
    mkdirSync(join(holder, 'policy.yaml'));
    symlinkSync(join(parent, 'nowhere'), join(linked, 'policy.yaml'));

    const problem = (path: string) => loadPolicy(path, RULES).problems.map((one) => [one.file, one.problem]);

    assert.deepEqual(problem(two), [['policy.yml', 'there is a policy.yaml too']]);
    assert.deepEqual(problem(holder), [['policy.yaml', 'it is a folder, not a file']]);
    assert.deepEqual(problem(linked), [['policy.yaml', 'it is not there']]);
  });
});
