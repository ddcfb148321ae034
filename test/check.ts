// `npm test`: formatting, lint and import rules, types, unused code, the rules' own check, and every test, with one
// closing line of counts. `npm test -- PART` runs only the test files whose path holds PART, and no other check.

import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { shareServer } from './support/stores.ts';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules/.bin');

const CHECKS: readonly (readonly [name: string, ...command: string[]])[] = [
  ['formatting, lint and import rules', join(BIN, 'biome'), 'check', '--error-on-warnings'],
  ['types', join(BIN, 'tsc'), '-p', '.'],
  ['unused code', join(BIN, 'knip')],
  ['rules', process.execPath, 'src/main.ts', 'rules', 'check'],
];

/** Of the slowest files. */
const NAMED = 12;

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

// Every file, and every service that one starts, reads much the same modules.
process.env.NODE_COMPILE_CACHE ??= join(ROOT, 'node_modules/.cache/redactor-modules');
const parts = process.argv.slice(2);
const checks = parts.length > 0 ? { passed: 0, failed: 0 } : await runChecks();
const stopServer = await shareServer();
const tests = await runTests(
  globSync('test/**/*.test.ts', { cwd: ROOT }).filter(
    (file) => parts.length === 0 || parts.some((part) => file.includes(part)),
  ),
);
await stopServer();
say(
  `\n${checks.passed} of ${checks.passed + checks.failed} checks and ${tests.passed} of ${tests.passed + tests.failed} tests`,
);
say(`${checks.passed + tests.passed} passed, ${checks.failed + tests.failed} failed`);
process.exit(checks.failed + tests.failed > 0 || tests.passed === 0 ? 1 : 0);

async function runChecks(): Promise<Counts> {
  let failed = 0;
  for (const [name, program = '', ...args] of CHECKS) {
    const startedAt = performance.now();
    const { code, output } = await outputOf(program, args);
    if (code !== 0) failed += 1;
    say(`${code === 0 ? 'ok     ' : 'FAILED '} ${name} (${seconds(startedAt)})`);
    if (code !== 0) say(output);
  }
  return { passed: CHECKS.length - failed, failed };
}

/** One process per file; only failures and the slowest files are named. */
function runTests(files: readonly string[]): Promise<Counts> {
  const startedAt = performance.now();
  const counts = { passed: 0, failed: 0 };
  const stream = run({
    files: files.map((file) => join(ROOT, file)),
    // More than there are processors: the longest ones mostly wait, as for the work of a killed process to be taken up.
    concurrency: 2 * availableParallelism(),
  });
  stream.on('test:pass', ({ details }) => {
    if (details.type !== 'suite') counts.passed += 1;
  });
  stream.on('test:fail', ({ name, file, line, details }) => {
    counts.failed += 1;
    say(
      `FAILED  ${name}\n        ${file ?? ''}:${line ?? ''}\n${inspect(details.error.cause ?? details.error)}`,
    );
  });
  const took = new Map<string, number>();
  const add = ({
    file = '',
    nesting,
    details,
  }: {
    file?: string;
    nesting: number;
    details: { duration_ms: number };
  }) => {
    if (nesting === 0) took.set(file, (took.get(file) ?? 0) + details.duration_ms);
  };
  stream.on('test:pass', add);
  stream.on('test:fail', add);
  return new Promise((resolve) => {
    stream.on('end', () => {
      const slowest = [...took].toSorted(([, one], [, other]) => other - one).slice(0, NAMED);
      for (const [file, ms] of slowest) say(`        ${(ms / 1000).toFixed(1)} s  ${relative(ROOT, file)}`);
      say(
        `${counts.failed === 0 ? 'ok     ' : 'FAILED '} tests in ${files.length} files (${seconds(startedAt)})`,
      );
      resolve(counts);
    });
    stream.resume();
  });
}

function outputOf(program: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? 1, output })));
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1_000).toFixed(1)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
