// Who may import whom is held by the linter. These imports must be refused by it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
const BIOME = join(ROOT, 'node_modules/.bin/biome');

const FORBIDDEN: readonly [from: string, imported: string][] = [
  ['src/message.ts', './outcome.ts'],
  ['src/errors.ts', 'node:fs'],
  ['src/detect/a.ts', 'node:fs'],
  ['src/detect/a.ts', '../log.ts'],
  ['src/detect/a.ts', '../store/store.ts'],
  ['src/rules/a.ts', 'node:fs'],
  ['src/policy/a.ts', 'node:fs'],
  ['src/policy/a.ts', '../intercom/client.ts'],
  ['src/webhook/a.ts', '../store/store.ts'],
  ['src/webhook/a.ts', '../detect/scanner.ts'],
  ['src/store/a.ts', '../slack/card.ts'],
  ['src/store/a.ts', '../pipeline.ts'],
  ['src/intercom/a.ts', '../store/store.ts'],
  ['src/slack/a.ts', '../intercom/client.ts'],
  ['src/slack/a.ts', '../app.ts'],
  ['src/emulator/a.ts', '../message.ts'],
  ['src/emulator/intercom/a.ts', '../../message.ts'],
  ['src/emulator/intercom/api/a.ts', '../../../message.ts'],
  ['src/pipeline.ts', 'undici'],
  ['src/pipeline.ts', 'node:fs'],
];

const ALLOWED: readonly [from: string, imported: string][] = [
  ['src/rules/load.ts', 'node:fs'],
  ['src/policy/load-policy.ts', 'node:fs'],
  ['src/store/a.ts', '../outcome.ts'],
  ['src/emulator/intercom/api/a.ts', '../state/people.ts'],
  ['src/pipeline.ts', './store/findings.ts'],
];

/** Lints all the cases in one go, in a folder of their own; gives those that were refused, as `file imported`. */
function refused(cases: readonly (readonly [from: string, imported: string])[]): ReadonlySet<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'redactor-imports-')));
  cpSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
  const files = Map.groupBy(cases, ([from]) => from);
  for (const [from, imports] of files) {
    mkdirSync(dirname(join(folder, from)), { recursive: true });
    writeFileSync(
      join(folder, from),
      imports.map(([, imported]) => `export * from '${imported}';\n`).join(''),
    );
  }
  const args = ['lint', '--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none'];
  const { stdout } = spawnSync(BIOME, args, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const found = [...stdout.matchAll(/noRestrictedImports,file=([^,]+),line=(\d+)/g)];
  return new Set(
    found.map(
      ([, from = '', line]) =>
        `${relative(folder, from)} ${files.get(relative(folder, from))?.[Number(line) - 1]?.[1]}`,
    ),
  );
}

const REFUSED = refused([...FORBIDDEN, ...ALLOWED]);

for (const [from, imported] of FORBIDDEN) {
  test(`${from} may not import ${imported}`, () => {
    assert.ok(REFUSED.has(`${from} ${imported}`));
  });
}

for (const [from, imported] of ALLOWED) {
  test(`${from} may import ${imported}`, () => {
    assert.ok(!REFUSED.has(`${from} ${imported}`));
  });
}
