// One of the two servers that the ack benchmark compares, in a process of its own.

import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

const [role] = process.argv.slice(2);

process.send?.(role === 'bare' ? await startBare() : await startOurs());

async function startOurs(): Promise<string> {
  const config = readConfig({
    ...process.env,
    PORT: '0',
    HOST: '127.0.0.1',
    INTERCOM_ACCESS_TOKEN: 'emulator-access-token',
    NOTICES: 'log',
  });
  return (await createApp(config)).url;
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
    response.status(200).json({ result: 'taken' });
  });
  return new Promise((resolve) => {
    const server = http.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    });
  });
}
