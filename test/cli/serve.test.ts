import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { serveCommand } from '../../src/cli/serve.ts';
import { listenFault } from '../../src/cli/start-fault.ts';
import { freePort } from '../support/free-port.ts';
import { onePack } from '../support/one-pack.ts';
import { newDatabase } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { memoryIo } from './memory-io.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'redactor-serve-'));
after(() => rmSync(folder, { recursive: true }));

const env = {
  INTERCOM_ACCESS_TOKEN: 'token',
  INTERCOM_CLIENT_SECRET: 'secret',
  INTERCOM_API_URL: 'http://127.0.0.1:1',
  NOTICES: 'log',
  DATA_DIR: folder,
  PORT: '0',
  RULES_DIR: onePack(),
};

describe('redactor serve', () => {
  it('says why the database cannot be used', async () => {
    const { databaseUrl = '' } = await newDatabase('postgres');
    const nobody = `postgres://a:b@127.0.0.1:${await freePort()}/x`;
    const refused: readonly [url: string, code: string, says: RegExp][] = [
      [
        nobody,
        'store_unavailable',
        /^DATABASE_URL: the database cannot be used \(ECONNREFUSED\)\. See that it runs/,
      ],
      [databaseUrl.replace(':redactor@', ':wrong@'), 'config_invalid', /refuses its user or password/],
      [databaseUrl.replace(/\w+$/, 'none'), 'config_invalid', /has no database of this name/],
    ];

    for (const [DATABASE_URL, code, message] of refused) {
      const io = memoryIo('', { ...env, DATABASE_URL, LOG_LEVEL: 'silent' });

      await assert.rejects(serveCommand([], io), { code, message });
    }
  });

  it('says why it cannot listen', async () => {
    const faults: readonly [host: string, says: string][] = [
      ['192.0.2.1', 'HOST=192.0.2.1: this machine has no such address. Listen on 0.0.0.0 or 127.0.0.1.'],
      [
        'none.invalid',
        'HOST=none.invalid: no address is known for this host. Listen on 0.0.0.0 or 127.0.0.1.',
      ],
    ];

    for (const [host, says] of faults) {
      const [error] = await once(createServer().listen(0, host), 'error');

      assert.equal(listenFault(error, `HOST=${host}`)?.message, says);
    }
    assert.equal(listenFault(new Error('other'), 'HOST=x'), undefined);
  });

  it('cut off by a second signal, says that nothing is lost, and writes its log out', async () => {
    const port = await freePort();
    const { dataDir } = await newDatabase('pglite');
    const child = spawn(process.execPath, [MAIN, 'serve'], {
      env: { ...env, DATA_DIR: dataDir, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [logged, said, exit] = [text(child.stdout), text(child.stderr), once(child, 'exit')];
    const url = `http://127.0.0.1:${port}`;
    await until(
      () =>
        fetch(`${url}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      'the service',
      60_000,
    );
    // A request that never ends, so that the stop takes its time.
    const slow = connect(port, '127.0.0.1').on('error', () => undefined);
    slow.write('POST /webhooks/intercom HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
    await fetch(`${url}/webhooks/intercom`, { method: 'POST', body: '{}' });

    child.kill('SIGTERM');
    await until(
      () =>
        fetch(`${url}/healthz`).then(
          () => false,
          () => true,
        ),
      'the stop',
    );
    child.kill('SIGTERM');
    const [code] = await exit;

    slow.destroy();
    assert.equal(code, 1);
    assert.equal(await said, 'Running work was cut off. It will be taken up at the next start.\n');
    assert.match(await logged, /"msg":"webhook refused: no INTERCOM_CLIENT_SECRET of ours signed it"/);
  });
});
