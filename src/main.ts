#!/usr/bin/env node

// Arguments → command. The only place that ends the process or listens for signals.

import type { Command, Io } from './cli/io.ts';
import { RedactorError } from './errors.ts';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  serve: {
    summary: 'take webhooks, redact, and tell people what could not be redacted',
    load: async () => (await import('./cli/serve.ts')).serveCommand,
  },
  demo: {
    summary: 'play a morning of support against a local Intercom and a local Slack',
    load: async () => (await import('./cli/demo.ts')).demoCommand,
  },
  scan: {
    summary: 'print the personal data that the rules find in a text',
    load: async () => (await import('./cli/scan.ts')).scanCommand,
  },
  rules: {
    summary: 'check, list or try out rules',
    load: async () => (await import('./cli/rules.ts')).rulesCommand,
  },
  emulator: {
    summary: 'start a local Intercom',
    load: async () => (await import('./cli/emulator.ts')).emulatorCommand,
  },
};

const HELP = `intercom-redactor

Usage: redactor COMMAND [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join('\n')}

redactor COMMAND --help explains a command, with an example.
`;

/** How long a stop may take before the process ends all the same. */
const STOP_AT_MOST_MS = 10_000;

async function main(): Promise<number> {
  const stop = new AbortController();
  let asked = false;
  const onSignal = (): void => {
    if (asked) process.exit(1);
    asked = true;
    stop.abort();
    setTimeout(() => process.exit(1), STOP_AT_MOST_MS).unref();
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  const io: Io = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    stopped: stop.signal,
  };
  const [name = 'help', ...args] = process.argv.slice(2);
  if (name === 'help' || name === '--help' || name === '-h') {
    io.stdout.write(HELP);
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    io.stderr.write(`There is no command of this name.\n\n${HELP}`);
    return 2;
  }
  return (await entry.load())(args, io);
}

const EXIT_CODES: Readonly<Record<RedactorError['code'], 1 | 2>> = {
  config_invalid: 2,
  usage: 2,
  rules_invalid: 2,
  store_locked: 2,
  store_unavailable: 1,
  intercom_unexpected: 1,
};

/** Says what went wrong, in our words for errors of ours; of any other only its code and place. */
async function explain(error: unknown): Promise<number> {
  if (error instanceof RedactorError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT_CODES[error.code];
  }
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`${error.message}\nredactor COMMAND --help explains a command, with an example.\n`);
    return 2;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    process.stderr.write('That port is taken by another process. Stop it or choose another port.\n');
    return 2;
  }
  const { describeError } = await import('./log.ts');
  const { code, stack } = describeError(error);
  process.stderr.write(`Unexpected error ${code}\n${stack.map((frame) => `  at ${frame}`).join('\n')}\n`);
  return 1;
}

process.exitCode = await main().catch(explain);
// Whatever a library left open must not keep a finished command alive; output is written out first.
process.stdout.write('', () => process.exit());
