// One of the servers of the ack benchmark, in a process of its own: bare Express, the service, or its Intercom.

import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';

import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createIntercomEmulator } from '../../src/emulator/intercom.ts';
import { conversationId, MESSAGES, messageId } from './ack-messages.ts';

const [role] = process.argv.slice(2);

const START: Readonly<Record<string, () => Promise<string>>> = {
  bare: startBare,
  ours: startOurs,
  intercom: startIntercom,
};

// Asked for the processor time that it used so far, in microseconds, or for its resident size in bytes.
process.on('message', (what) => {
  const { user, system } = process.cpuUsage();
  process.send?.(what === 'resident size' ? process.memoryUsage.rss() : user + system);
});

process.send?.(await START[role ?? '']?.());

async function startOurs(): Promise<string> {
  const config = readConfig({
    // It would read what the local Intercom was filled with.
    SWEEP_EVERY: 'off',
    ...process.env,
    PORT: '0',
    HOST: '127.0.0.1',
    INTERCOM_ACCESS_TOKEN: 'emulator-access-token',
    NOTICES: 'log',
  });
  return (await createApp(config)).url;
}

/** Holds every message that the payloads with findings name. */
async function startIntercom(): Promise<string> {
  const emulator = await createIntercomEmulator({ rateLimit: Number.POSITIVE_INFINITY, remember: 0 });
  for (let first = 0; first < MESSAGES; first += 10) {
    const parts = Array.from({ length: 10 }, (_, index) => ({ id: messageId(first + index), body: 'text' }));
    emulator.seedConversation({ id: conversationId(first), quiet: true, parts });
  }
  return emulator.url;
}

/** What every receiver of these webhooks must do, and nothing else. */
function startBare(): Promise<string> {
  const secret = process.env.INTERCOM_CLIENT_SECRET ?? '';
  const http = express().disable('x-powered-by').disable('etag');
  http.post('/webhooks/intercom', express.raw({ type: () => true, limit: '8mb' }), (request, response) => {
    const given = Buffer.from(request.get('x-hub-signature')?.slice(5) ?? '', 'hex');
    const expected = createHmac('sha1', secret).update(request.body).digest();
    if (given.length !== 20 || !timingSafeEqual(given, expected)) return void response.status(401).end();
    JSON.parse(request.body.toString('utf8'));
    response.status(200).end();
  });
  return new Promise((resolve) => {
    const server = http.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    });
  });
}
