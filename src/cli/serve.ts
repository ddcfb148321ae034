import { type App, createApp } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import type { Command, Io } from './io.ts';
import { databaseFault, listenFault } from './start-fault.ts';
import { parseOrExplain } from './usage.ts';

const HELP = `Usage: npm run -s redactor -- serve

Takes Intercom's webhooks at POST /webhooks/intercom, redacts what the rules find, and posts a Slack card for what
it cannot redact. Everything is set by environment variables; without any it names each that is missing.

Example, with the local Intercom that \`npm run -s redactor -- emulator --port 4010\` starts:
  INTERCOM_API_URL=http://127.0.0.1:4010 INTERCOM_ACCESS_TOKEN=emulator-access-token \\
  INTERCOM_CLIENT_SECRET=emulator-client-secret NOTICES=log npm run -s redactor -- serve

Reads the rules again when a pack changes, and on SIGHUP; a set with a fault is refused and the one before stays.
Ends with SIGTERM or Ctrl-C: stops taking webhooks, lets what runs end, and exits within ten seconds.
`;

export const serveCommand: Command = async (args, io) => {
  const parsed = parseOrExplain(
    { args: [...args], options: { help: { type: 'boolean', short: 'h' } } },
    HELP,
    io,
  );
  if (typeof parsed === 'number') return parsed;
  const config = readConfig(io.env);
  const app = await start(config, io);
  io.onReload?.(() => void app.reloadRules());
  if (!io.stopped.aborted) {
    await new Promise((resolve) => io.stopped.addEventListener('abort', resolve, { once: true }));
  }
  await app.stop();
  return 0;
};

async function start(config: Config, io: Io): Promise<App> {
  // The log needs no such care: pino writes it out when the process exits.
  io.cutOff?.addEventListener('abort', () => {
    io.stderr.write('Running work was cut off. It will be taken up at the next start.\n');
  });
  try {
    return await createApp(config);
  } catch (error) {
    const fault = listenFault(error, `HOST=${config.host} PORT=${config.port}`);
    throw fault ?? (config.store.databaseUrl ? databaseFault(error) : undefined) ?? error;
  }
}
