import {
  createIntercomEmulator,
  type IntercomEmulator,
  plantSeed,
  type SeedFile,
} from '../emulator/intercom.ts';
import { RedactorError } from '../errors.ts';
import { connectWebhook } from './connect-webhook.ts';
import { settingsFor, whatToTry } from './emulator-guide.ts';
import { readSeedFile } from './emulator-seed.ts';
import type { Command, Io } from './io.ts';
import { listenFault } from './start-fault.ts';
import { parseOrExplain } from './usage.ts';

const HELP = `Usage: npm run -s redactor -- emulator [--port N] [--webhook URL] [--seed FILE]

Starts a local Intercom: conversations, tickets, redaction, deletion and signed webhooks over real HTTP, with nothing
kept on disk. It prints calls to try.

  --port N       the port to listen on; a free one without it
  --webhook URL  where to send notifications, as set in Intercom's Developer Hub; tried until it answers
  --seed FILE    conversations and tickets to begin with, YAML or JSON; test/emulator/seed.yaml shows every field.
                 With --webhook they start once it answers, so that it is told of them

Examples:
  npm run -s redactor -- emulator --port 4010 --seed test/emulator/seed.yaml
  npm run -s redactor -- emulator --port 4010 --webhook http://127.0.0.1:3000/webhooks/intercom
`;

export const emulatorCommand: Command = async (args, io) => {
  const options = {
    help: { type: 'boolean', short: 'h' },
    port: { type: 'string' },
    webhook: { type: 'string' },
    seed: { type: 'string' },
  } as const;
  const parsed = parseOrExplain({ args: [...args], options }, HELP, io);
  if (typeof parsed === 'number') return parsed;
  const { values } = parsed;
  const port = readPort(values.port);
  const webhook = readAddress(values.webhook);
  const seed = values.seed === undefined ? undefined : readSeedFile(values.seed);
  const emulator = await createIntercomEmulator({ port }).catch((error: unknown) => {
    throw listenFault(error, `--port ${port}`) ?? error;
  });
  io.stdout.write(settingsFor(emulator));
  if (!seed || !webhook) io.stdout.write(begin(emulator, seed));
  if (webhook) await connectWebhook(emulator, webhook, io);
  if (seed && webhook && !io.stopped.aborted) io.stdout.write(begin(emulator, seed));
  await stopped(io);
  await emulator.close();
  return 0;
};

/** Plants the seed and says what to try. */
function begin(emulator: IntercomEmulator, seed: SeedFile | undefined): string {
  return whatToTry(emulator, seed && plantSeed(seed, emulator));
}

async function stopped({ stopped }: Io): Promise<void> {
  if (stopped.aborted) return;
  await new Promise((resolve) => stopped.addEventListener('abort', resolve, { once: true }));
}

function readPort(text = '0'): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new RedactorError('usage', '--port takes a number from 0 to 65535, such as --port 4010.');
}

function readAddress(text: string | undefined): string | undefined {
  if (text === undefined || (URL.canParse(text) && /^https?:/.test(text))) return text;
  throw new RedactorError(
    'usage',
    '--webhook takes an http or https address, such as --webhook http://127.0.0.1:3000/webhooks/intercom.',
  );
}
