#!/usr/bin/env node

// Arguments → command. The only place that ends the process or listens for signals.

import { createReadStream, fstatSync } from 'node:fs';
import { runCommand } from './cli/commands.ts';
import { explainError } from './cli/explain-error.ts';

/** How long a stop may take before the process ends all the same. */
const STOP_AT_MOST_MS = 10_000;

const stop = new AbortController();
const cutOff = new AbortController();
let isAsked = false;
let isReaderGone = false;

function endAtOnce(): void {
  cutOff.abort();
  process.exit(1);
}

function onSignal(): void {
  if (isAsked) endAtOnce();
  isAsked = true;
  stop.abort();
  setTimeout(endAtOnce, STOP_AT_MOST_MS).unref();
}

function onOutputError(error: NodeJS.ErrnoException): void {
  // As after `| head -1`: whoever read has enough.
  if (error.code === 'EPIPE') {
    isReaderGone = true;
    stop.abort();
    return;
  }
  process.stderr.write(`The output cannot be written (${error.code}).\n`);
  process.exit(1);
}

process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
process.stdout.on('error', onOutputError);
process.stderr.on('error', () => undefined);

const exitCode = await runCommand(process.argv.slice(2), {
  // Node takes a folder for an empty input; read as a file it says what it is.
  stdin: fstatSync(0).isDirectory() ? createReadStream('', { fd: 0 }) : process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  stopped: stop.signal,
  cutOff: cutOff.signal,
  onReload: (listener) => void process.on('SIGHUP', listener),
}).catch((error: unknown) => explainError(error, process.stderr));
// Whatever a library left open must not keep a finished command alive; output is written out first.
process.stdout.write('', (error) => {
  if (error && !isReaderGone) onOutputError(error);
  process.exit(isReaderGone ? 0 : exitCode);
});
