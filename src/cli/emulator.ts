import { createIntercomEmulator, type IntercomEmulator } from '../emulator/intercom.ts';
import { RedactorError } from '../errors.ts';
import { connectWebhook } from './connect-webhook.ts';
import type { Command, Io } from './io.ts';
import { listenFault } from './start-fault.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const HELP = `Usage: npm run -s redactor -- emulator [--port N] [--webhook URL]

Starts a local Intercom: conversations, redaction and signed webhooks over real HTTP, with nothing kept on disk.

  --port N       the port to listen on; a free one without it
  --webhook URL  where to send notifications, as set in Intercom's Developer Hub; tried until it answers

Example:
  npm run -s redactor -- emulator --port 4010 --webhook http://127.0.0.1:3000/webhooks/intercom
`;

export const emulatorCommand: Command = async (args, io) => {
  const options = {
    help: { type: 'boolean', short: 'h' },
    port: { type: 'string' },
    webhook: { type: 'string' },
  } as const;
  const parsed = parseOrExplain({ args: [...args], options }, HELP, io);
  if (parsed === undefined) return WRONG_USE;
  const { values } = parsed;
  if (values.help) {
    io.stdout.write(HELP);
    return 0;
  }
  const port = readPort(values.port);
  const webhook = readAddress(values.webhook);
  const emulator = await createIntercomEmulator({ port }).catch((error: unknown) => {
    throw listenFault(error, `--port ${port}`) ?? error;
  });
  io.stdout.write(describeEmulator(emulator));
  if (webhook) await connectWebhook(emulator, webhook, io);
  await stopped(io);
  await emulator.close();
  return 0;
};

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

/** What to set for the service, and calls to try. */
function describeEmulator({ url, accessToken, clientSecret, people }: IntercomEmulator): string {
  const post = `curl -s -X POST ${url}`;
  const headers = `-H 'Authorization: Bearer ${accessToken}' -H 'Content-Type: application/json'`;
  return `A local Intercom listens on ${url}

For the service:
  INTERCOM_API_URL=${url} INTERCOM_ACCESS_TOKEN=${accessToken} INTERCOM_CLIENT_SECRET=${clientSecret}

To try:
  ${post}/conversations ${headers} \\
    -d '{"from":{"type":"user","id":"${people.user.id}"},"body":"my card is 4111 1111 1111 1111"}'
  curl -s ${url}/conversations ${headers}

Ctrl-C ends it.
`;
}
