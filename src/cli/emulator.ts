import { parseArgs } from 'node:util';
import { createIntercomEmulator, type IntercomEmulator } from '../emulator/intercom.ts';
import { RedactorError } from '../errors.ts';
import type { Command } from './io.ts';

const HELP = `redactor emulator [--port N] [--webhook URL]

Starts a local Intercom: conversations, redaction and signed webhooks over real HTTP, with nothing kept on disk.

  --port N       the port to listen on; a free one without it
  --webhook URL  where to send notifications, as set in Intercom's Developer Hub

Example:
  redactor emulator --port 4010 --webhook http://127.0.0.1:3000/webhooks/intercom
`;

export const emulatorCommand: Command = async (args, io) => {
  const { values } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' }, port: { type: 'string' }, webhook: { type: 'string' } },
  });
  if (values.help) {
    io.stdout.write(HELP);
    return 0;
  }
  const emulator = await createIntercomEmulator({ port: readPort(values.port) });
  io.stdout.write(describeEmulator(emulator));
  if (values.webhook) await connect(emulator, values.webhook, io.stderr.write.bind(io.stderr));
  if (!io.stopped.aborted) {
    await new Promise((resolve) => io.stopped.addEventListener('abort', resolve, { once: true }));
  }
  await emulator.close();
  return 0;
};

function readPort(text = '0'): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new RedactorError(
    'usage',
    '--port takes a number from 0 to 65535. Example: redactor emulator --port 4010',
  );
}

async function connect(
  emulator: IntercomEmulator,
  url: string,
  complain: (text: string) => boolean,
): Promise<void> {
  try {
    await emulator.connectWebhook(url);
  } catch {
    complain(
      `Nothing at ${url} answers HEAD with 2xx, which Intercom asks for. Start it, then the emulator again.\n`,
    );
  }
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
