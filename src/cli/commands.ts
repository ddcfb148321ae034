// The commands by name. Each is loaded only when it is asked for.

import { readFileSync } from 'node:fs';
import type { Command } from './io.ts';
import { WRONG_USE } from './usage.ts';

interface Entry {
  readonly summary: string;
  /** What may stand right behind its name. */
  readonly actions?: readonly string[];
  readonly load: () => Promise<Command>;
}

export const COMMANDS: Readonly<Record<string, Entry>> = {
  serve: {
    summary: 'take webhooks, redact, and tell people what could not be redacted',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  demo: {
    summary: 'play a morning of support against a local Intercom and a local Slack',
    load: async () => (await import('./demo.ts')).demoCommand,
  },
  status: {
    summary: 'say on one screen how the service stands',
    load: async () => (await import('./status.ts')).statusCommand,
  },
  findings: {
    summary: 'list the messages in which rules matched, show one, try it again or dismiss it',
    actions: ['list', 'show', 'retry', 'dismiss'],
    load: async () => (await import('./findings.ts')).findingsCommand,
  },
  exceptions: {
    summary: 'list values that count as no finding, add one, or end one',
    actions: ['list', 'add', 'expire'],
    load: async () => (await import('./exceptions.ts')).exceptionsCommand,
  },
  audit: {
    summary: 'prove that the audit is whole, or write it out',
    actions: ['verify', 'export'],
    load: async () => (await import('./audit.ts')).auditCommand,
  },
  backfill: {
    summary: 'look through history, and only report or act on what it holds',
    actions: ['list', 'show', 'pause', 'resume', 'cancel'],
    load: async () => (await import('./backfill.ts')).backfillCommand,
  },
  simulate: {
    summary: 'say what rules would do on history, before they are switched on',
    load: async () => (await import('./simulate.ts')).simulateCommand,
  },
  sweep: {
    summary: 'look now for what no webhook brought, or say what sweeps saw',
    load: async () => (await import('./sweep.ts')).sweepCommand,
  },
  jobs: {
    summary: 'count what the service has still to do, by queue',
    load: async () => (await import('./jobs.ts')).jobsCommand,
  },
  doctor: {
    summary: 'check configuration, store, Intercom and Slack, and say what to do',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  scan: {
    summary: 'print the personal data that the rules find in a text',
    load: async () => (await import('./scan.ts')).scanCommand,
  },
  rules: {
    summary: 'check, list or try out rules',
    actions: ['check', 'list', 'test', 'explain', 'schema'],
    load: async () => (await import('./rules.ts')).rulesCommand,
  },
  approve: {
    summary: 'approve the deletion of a conversation, or list what waits for it',
    load: async () => (await import('./approvals.ts')).approveCommand,
  },
  refuse: {
    summary: 'refuse the deletion of a conversation',
    load: async () => (await import('./approvals.ts')).refuseCommand,
  },
  delete: {
    summary: 'ask for the deletion of a conversation',
    load: async () => (await import('./approvals.ts')).deleteCommand,
  },
  cards: {
    summary: 'show a sample of every card that Slack can get',
    load: async () => (await import('./cards.ts')).cardsCommand,
  },
  manifest: {
    summary: 'print the manifest of the Slack app',
    load: async () => (await import('./manifest.ts')).manifestCommand,
  },
  emulator: {
    summary: 'start a local Intercom',
    load: async () => (await import('./emulator.ts')).emulatorCommand,
  },
  completion: {
    summary: 'print what makes a shell complete these commands and their options',
    actions: ['bash', 'zsh', 'fish'],
    load: async () => (await import('./completion.ts')).completionCommand,
  },
};

const HELP = `intercom-redactor

Usage: npm run -s redactor -- COMMAND [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join('\n')}

  --version  print the version
  --help     print this

COMMAND --help explains a command, with an example:
  npm run -s redactor -- scan --help
`;

/** The first argument names the command; the others are its own. */
export const runCommand: Command = async ([name = '--help', ...args], io) => {
  if (name === '--version') {
    io.stdout.write(`${version()}\n`);
    return 0;
  }
  const asked = name === 'help' ? args[0] : name;
  if (asked === undefined || asked === '--help' || asked === '-h') {
    io.stdout.write(HELP);
    return 0;
  }
  const entry = Object.hasOwn(COMMANDS, asked) ? COMMANDS[asked] : undefined;
  if (entry === undefined) {
    const what = asked.startsWith('-') ? 'option' : 'command';
    io.stderr.write(`There is no ${what} of this name.\n\n${HELP}`);
    return WRONG_USE;
  }
  const command = await entry.load();
  return await command(name === 'help' ? ['--help'] : args, io);
};

function version(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
}
