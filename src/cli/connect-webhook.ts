// The emulator's webhook: tried until it answers, and what is wrong with it said once rather than each time.

import { setTimeout as sleep } from 'node:timers/promises';
import type { IntercomEmulator } from '../emulator/intercom.ts';
import type { Io } from './io.ts';

const TRY_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 5_000;

/** Resolves when the webhook is connected, or the command is asked to end. */
export async function connectWebhook(emulator: IntercomEmulator, url: string, io: Io): Promise<void> {
  let said = '';
  while (!io.stopped.aborted) {
    const trouble = await tryToConnect(emulator, url);
    if (trouble === undefined) {
      io.stdout.write(`Notifications go to ${url}\n`);
      return;
    }
    if (trouble !== said) io.stderr.write(`${url} ${trouble} It is tried again every second.\n`);
    said = trouble;
    await sleep(TRY_EVERY_MS, undefined, { signal: io.stopped }).catch(() => undefined);
  }
}

/** What is wrong, after the address; undefined when it is connected. */
async function tryToConnect(emulator: IntercomEmulator, url: string): Promise<string | undefined> {
  try {
    const { ok, status } = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (!ok) {
      return `answered status ${status} to HEAD, where Intercom asks for 200. The path is /webhooks/intercom.`;
    }
    await emulator.connectWebhook(url);
    return undefined;
  } catch {
    return 'cannot be reached. Start the service there, with the variables above.';
  }
}
