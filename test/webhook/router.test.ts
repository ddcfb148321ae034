import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import request from 'supertest';
import type { Event } from '../../src/webhook/event.ts';
import { mountWebhook, type WebhookResult } from '../../src/webhook/router.ts';

const PATH = '/webhooks/intercom';
const SECRET = 'first-secret';

interface Door {
  readonly http: express.Express;
  readonly received: Event[];
  readonly results: WebhookResult[];
}

function aDoor(receive?: () => Promise<void>): Door {
  const received: Event[] = [];
  const results: WebhookResult[] = [];
  const http = express();
  mountWebhook(http, {
    secrets: [SECRET, 'second-secret'],
    clock: () => new Date(),
    receive: async (event) => {
      received.push(event);
      await receive?.();
    },
    told: (result) => results.push(result),
  });
  return { http, received, results };
}

function sign(body: string | Buffer, secret = SECRET): string {
  return `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
}

function post(door: Door, body: string | Buffer, signature: string | undefined = sign(body)): request.Test {
  const test = request(door.http).post(PATH).set('content-type', 'application/json');
  return signature === '' ? test.send(body) : test.set('x-hub-signature', signature).send(body);
}

function notification(topic = 'conversation.user.replied', item: object = { id: '1' }): string {
  return JSON.stringify({ type: 'notification_event', app_id: 'qz7k2m9x', topic, data: { item } });
}

const PING =
  '{\n\t"type": "notification_event",\n\t"app_id": "qz7k2m9x",\n\t"topic": "ping",\n\t"id": null,\n\t"data": {"item": {"type": "ping"}}\n}';

const MATRIX: readonly [
  what: string,
  body: string,
  signature: string | undefined,
  status: number,
  result: WebhookResult,
][] = [
  ['a signed notification', notification(), undefined, 200, 'taken'],
  [
    'a notification signed with the second secret',
    notification(),
    sign(notification(), 'second-secret'),
    200,
    'taken',
  ],
  ['a pretty-printed ping without an id', PING, undefined, 200, 'taken'],
  ['a topic that is not known', notification('something.else', {}), undefined, 200, 'taken'],
  [
    'a signature in capital letters',
    notification(),
    sign(notification()).toUpperCase().replace('SHA1', 'sha1'),
    200,
    'taken',
  ],
  ['no signature', notification(), '', 401, 'unsigned'],
  ["another secret's signature", notification(), sign(notification(), 'wrong'), 401, 'unsigned'],
  ['the signature of another body', notification(), sign('{}'), 401, 'unsigned'],
  ['half a signature', notification(), 'sha1=0123', 401, 'unsigned'],
  ['a signature of another kind', notification(), `sha256=${'0'.repeat(64)}`, 401, 'unsigned'],
  ['an empty body without a signature', '', '', 401, 'unsigned'],
  ['no JSON', 'hello', undefined, 400, 'not_json'],
  ['half a JSON', notification().slice(0, 40), undefined, 400, 'not_json'],
  ['an empty body', '', undefined, 400, 'not_json'],
  ['null', 'null', undefined, 400, 'not_a_notification'],
  ['a list', '[]', undefined, 400, 'not_a_notification'],
  ['an object of another type', '{"type":"user"}', undefined, 400, 'not_a_notification'],
  [
    'a notification without data',
    '{"type":"notification_event","app_id":"a","topic":"ping"}',
    undefined,
    400,
    'not_a_notification',
  ],
  [
    'a workspace that is no id',
    notification().replace('qz7k2m9x', 'a b'),
    undefined,
    400,
    'not_a_notification',
  ],
];

for (const [what, body, signature, status, result] of MATRIX) {
  test(`${what}: ${status}`, async () => {
    const door = aDoor();

    const response = await post(door, body, signature);

    assert.equal(response.status, status);
    assert.deepEqual(door.results, [result]);
    assert.equal(door.received.length, status === 200 ? 1 : 0);
  });
}

test('exactly 8 MB is taken, a byte more is refused with 413', async () => {
  const door = aDoor();
  const frame = notification('conversation.user.replied', { id: '1', title: '' });
  const fill = (bytes: number): string =>
    frame.replace('"title":""', `"title":"${'x'.repeat(bytes - frame.length)}"`);
  const most = 8 * 1024 * 1024;

  assert.equal((await post(door, fill(most))).status, 200);
  assert.equal((await post(door, fill(most + 1))).status, 413);
  assert.deepEqual(door.results, ['taken', 'too_large']);
});

test('a store that cannot take it: 503, so that Intercom sends it again', async () => {
  const door = aDoor(() => Promise.reject(new Error('full')));

  const response = await post(door, notification());

  assert.equal(response.status, 503);
  assert.deepEqual(door.results, ['store_down']);
});

test('a sender that breaks off is not taken', async () => {
  const door = aDoor();
  const server = door.http.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /webhooks/intercom HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"type"');

  setTimeout(() => socket.destroy(), 50);
  await once(socket, 'close');
  while (door.results.length === 0) await sleep(5);

  assert.deepEqual(door.results, ['broken_off']);
  server.close();
});

test('any content type is read', async () => {
  const door = aDoor();

  const response = await post(door, notification()).set('content-type', 'text/plain');

  assert.equal(response.status, 200);
});

test('HEAD and GET, with which the address is checked: 200', async () => {
  const { http } = aDoor();

  assert.equal((await request(http).head(PATH)).status, 200);
  assert.equal((await request(http).get(PATH)).status, 200);
});
