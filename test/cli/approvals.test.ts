// What the commands about deletions say when they cannot reach the service, or were given something wrong.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { approveCommand, deleteCommand } from '../../src/cli/approvals.ts';
import { explainError } from '../../src/cli/explain-error.ts';
import { memoryIo } from './memory-io.ts';

const TOKEN = 'admin-token-for-tests';

async function run(args: readonly string[], env: Readonly<Record<string, string>> = { ADMIN_TOKEN: TOKEN }) {
  const io = memoryIo('', env);
  const code = await approveCommand(args, io).catch((error: unknown) => explainError(error, io.stderr));
  return { code, said: io.out() + io.err() };
}

describe('redactor approve', () => {
  const TABLE: readonly [
    what: string,
    env: Readonly<Record<string, string>>,
    args: readonly string[],
    code: number,
    said: RegExp,
  ][] = [
    [
      'a service that is down',
      { ADMIN_TOKEN: TOKEN },
      ['--url', 'http://127.0.0.1:1'],
      1,
      /^Nothing answers on http:\/\/127\.0\.0\.1:1\. Start/,
    ],
    ['an address that is none', { ADMIN_TOKEN: TOKEN }, ['--url', 'nowhere'], 2, /--url http:/],
    ['a port that is none', { ADMIN_TOKEN: TOKEN, PORT: 'abc' }, [], 2, /PORT/],
    ['no token', {}, ['--url', 'http://127.0.0.1:1'], 2, /^Set ADMIN_TOKEN/],
    [
      'a file for the token that is not there',
      { ADMIN_TOKEN_FILE: '/nowhere' },
      [],
      2,
      /^ADMIN_TOKEN_FILE: the file that it names is not there/,
    ],
    [
      'a token that no header can hold',
      { ADMIN_TOKEN: 'two\nlines-of-a-token' },
      [],
      2,
      /^Set ADMIN_TOKEN, of letters/,
    ],
  ];
  for (const [what, env, args, expected, pattern] of TABLE) {
    it(`names ${what}`, async () => {
      const { code, said } = await run(args, env);

      assert.equal(code, expected, said);
      assert.match(said, pattern);
    });
  }

  it('tells what is not the service from a refusal, and one in trouble', async () => {
    let status = 200;
    const other = createServer((_, response) => void response.writeHead(status).end('<p>portal</p>')).listen(
      0,
    );
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;

    const portal = await run(['--url', url]);
    status = 500;
    const troubled = await run(['--url', url]);
    other.closeAllConnections();
    other.close();

    assert.deepEqual([portal.code, troubled.code], [1, 1]);
    assert.match(portal.said, /is not the service/);
    assert.match(troubled.said, /its GET \/readyz/);
  });

  it('takes the token from a file although an empty variable is set', async () => {
    const { said } = await run(['--url', 'http://127.0.0.1:1'], {
      ADMIN_TOKEN: '',
      ADMIN_TOKEN_FILE: '/etc/hostname',
    });

    assert.match(said, /^Nothing answers/);
  });
});

it('redactor delete asks for who it is', async () => {
  const io = memoryIo('', { ADMIN_TOKEN: TOKEN });

  assert.equal(await deleteCommand(['1'], io), 2);
  assert.match(io.err(), /--as and your user id/);
});
