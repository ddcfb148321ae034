import { parseArgs } from 'node:util';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { RedactorError } from '../errors.ts';
import type { Command } from './io.ts';

const HELP = `redactor serve

Takes Intercom's webhooks at POST /webhooks/intercom, redacts what the rules find, and posts a Slack card for what
it cannot redact. Everything is set by environment variables; without any it names each that is missing.

Example:
  INTERCOM_ACCESS_TOKEN=… INTERCOM_CLIENT_SECRET=… NOTICES=log redactor serve

Ends with SIGTERM or Ctrl-C: stops taking webhooks, lets what runs end, and exits within ten seconds.
`;

export const serveCommand: Command = async (args, io) => {
  const { values } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' } },
    strict: true,
  });
  if (values.help) {
    io.stdout.write(HELP);
    return 0;
  }
  const config = readConfig(io.env);
  const app = await createApp(config).catch((error: unknown) => {
    throw portTaken(error, config.port) ?? error;
  });
  if (!io.stopped.aborted) {
    await new Promise((resolve) => io.stopped.addEventListener('abort', resolve, { once: true }));
  }
  await app.stop();
  return 0;
};

function portTaken(error: unknown, port: number): RedactorError | undefined {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return taken
    ? new RedactorError(
        'config_invalid',
        `Port ${port} is taken by another process. Stop it or set another PORT.`,
      )
    : undefined;
}
