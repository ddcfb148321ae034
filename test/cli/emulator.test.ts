import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { emulatorCommand } from '../../src/cli/emulator.ts';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';
import { memoryIo } from './memory-io.ts';

describe('redactor emulator', () => {
  it('says once what keeps the webhook from answering, and connects when it does', async () => {
    const stop = new AbortController();
    const io = { ...memoryIo(), stopped: stop.signal };
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/webhooks/intercom`;
    const heads: (string | undefined)[] = [];
    const webhook = createServer((request, response) => {
      heads.push(request.method);
      response.writeHead(heads.length < 3 ? 404 : 200).end();
    });

    const ended = emulatorCommand(['--webhook', url], io);
    await until(() => io.err() !== '', 'the first complaint');
    webhook.listen(port, '127.0.0.1');
    await until(() => heads.includes('POST'), 'the ping');
    stop.abort();

    assert.equal(await ended, 0);
    webhook.close();
    assert.deepEqual(io.err().trimEnd().split('\n'), [
      `${url} cannot be reached. Start the service there, with the variables above. It is tried again every second.`,
      `${url} answered status 404 to HEAD, where Intercom asks for 200. The path is /webhooks/intercom. It is tried again every second.`,
    ]);
    assert.match(io.out(), new RegExp(`Notifications go to ${url}\n$`));
  });

  it('ends while it waits for the webhook', async () => {
    const stop = new AbortController();
    const io = { ...memoryIo(), stopped: stop.signal };

    const ended = emulatorCommand(['--webhook', `http://127.0.0.1:${await freePort()}/`], io);
    await until(() => io.err() !== '', 'the complaint');
    stop.abort();

    assert.equal(await ended, 0);
  });

  it('refuses a port that is none or is taken, and an address that is none', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;

    await assert.rejects(emulatorCommand(['--port', String(port)], memoryIo()), {
      code: 'config_invalid',
      message: `--port ${port}: another process has this port. Stop it, or choose another port.`,
    });
    for (const wrong of ['x', '-1', '65536', ''])
      await assert.rejects(emulatorCommand([`--port=${wrong}`], memoryIo()), { code: 'usage' });
    for (const wrong of ['x', '', 'ftp://a/b'])
      await assert.rejects(emulatorCommand([`--webhook=${wrong}`], memoryIo()), { code: 'usage' });
    other.close();
  });
});
