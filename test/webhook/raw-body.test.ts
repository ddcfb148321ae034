import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createBodyReader, type RawBody } from '../../src/webhook/raw-body.ts';

interface Reading {
  readonly read: Promise<RawBody>[];
  /** Begins a request of so many bytes and sends the first of them. */
  send(bytes: number, first: number): Promise<Socket>;
}

async function aReading(context: TestContext): Promise<Reading> {
  const readBody = createBodyReader({ mostBytes: 100, mostBytesAtOnce: 150 });
  const read: Promise<RawBody>[] = [];
  const server = createServer((request, response) => {
    read.push(readBody(request).finally(() => response.end()));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    read,
    async send(bytes, first) {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${bytes}\r\n\r\n${'x'.repeat(first)}`);
      await once(server, 'request');
      return socket;
    },
  };
}

test('bodies beyond what may be held at once are refused, and room is made as others end', async (context) => {
  const { read, send } = await aReading(context);

  const slow = await send(90, 80);
  await send(90, 90);
  const refused = await read[1];
  slow.write('x'.repeat(10));
  const held = await read[0];
  await send(90, 90);

  assert.equal(refused, 'too_busy');
  assert.equal(held?.length, 90);
  assert.equal((await read[2])?.length, 90);
});

test('a body that is too large is read to its end and not kept', async (context) => {
  const { read, send } = await aReading(context);

  await send(101, 101);

  assert.equal(await read[0], 'too_large');
});
