import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIntercomEmulator, type Fault, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { call, redactPart } from './intercom-client.ts';

describe('faults', () => {
  let nowMs = 1787044351_000;
  let emulator: IntercomEmulator;
  let conversationId = '';
  let partId = '';
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => nowMs });
  });
  beforeEach(() => {
    emulator.reset();
    const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });
    conversationId = id;
    partId = parts[0]?.id ?? '';
  });
  after(() => emulator.close());

  const redact = () => redactPart(emulator, conversationId, partId);
  const isRedacted = () => emulator.conversation(conversationId)?.parts[0]?.redacted;

  for (const [status, code] of [
    [401, 'unauthorized'],
    [403, 'api_plan_restricted'],
    [408, 'request_timeout'],
    [429, 'rate_limit_exceeded'],
    [500, 'server_error'],
    [503, 'service_unavailable'],
  ] as const) {
    it(`answers ${status} in Intercom’s envelope, without effect`, async () => {
      emulator.faults.add({ kind: 'status', status, times: 1 });

      const answer = await redact();

      assert.equal(answer.status, status);
      assert.equal(answer.body.type, 'error.list');
      assert.equal(answer.body.errors[0]?.code, code);
      assert.equal(answer.headers.get('x-ratelimit-limit'), '1666');
      assert.equal(isRedacted(), false);
      assert.equal((await redact()).status, 200);
    });
  }

  it('answers a given body and headers', async () => {
    const headers = { 'x-ratelimit-remaining': '7' };
    emulator.faults.add({ kind: 'status', status: 503, body: { sorry: true }, headers });

    const answer = await redact();

    assert.deepEqual(answer.body, { sorry: true });
    assert.equal(answer.headers.get('x-ratelimit-remaining'), '7');
  });

  it('can fail after the effect, so that a second attempt is refused', async () => {
    emulator.faults.add({ kind: 'status', status: 500, afterEffect: true, times: 1 });

    const first = await redact();
    const second = await redact();

    assert.equal(first.status, 500);
    assert.equal(isRedacted(), true);
    assert.equal(second.status, 400);
  });

  it('loses an answer: the effect is there, the connection closed', async () => {
    emulator.faults.add({ kind: 'lost_answer', times: 1 });

    await assert.rejects(redact());

    assert.equal(isRedacted(), true);
    assert.equal(emulator.calls.at(-1)?.status, undefined);
  });

  it('resets the connection before the effect', async () => {
    emulator.faults.add({ kind: 'reset', times: 1 });

    await assert.rejects(redact(), (error: Error) => /ECONNRESET/.test(String(error.cause)));

    assert.equal(isRedacted(), false);
  });

  it('hangs without effect until the client gives up', async () => {
    emulator.faults.add({ kind: 'hang', times: 1 });
    const url = `${emulator.url}/conversations/redact`;

    await assert.rejects(fetch(url, { method: 'POST', signal: AbortSignal.timeout(50) }), {
      name: 'TimeoutError',
    });

    assert.equal(isRedacted(), false);
  });

  it('hangs after the effect, when asked for that', async () => {
    emulator.faults.add({ kind: 'hang', times: 1, afterEffect: true });

    const hung = redact().catch(() => undefined);
    while (!isRedacted()) await sleep(5);
    const first = await Promise.race([hung, sleep(50, 'no answer')]);

    assert.equal(first, 'no answer');
    assert.equal((await redact()).status, 400);
  });

  it('answers HTML as a gateway does', async () => {
    emulator.faults.add({ kind: 'not_json', times: 1 });

    const response = await fetch(`${emulator.url}/me`);

    assert.equal(response.status, 502);
    assert.equal(response.headers.get('content-type'), 'text/html');
    assert.match(await response.text(), /^<html>/);
  });

  it('answers HTML with the status that is asked for, as a proxy does that hides what is behind it', async () => {
    emulator.faults.add({ kind: 'not_json', status: 200, times: 1 });

    const response = await fetch(`${emulator.url}/me`);

    assert.equal(response.status, 200);
    assert.match(await response.text(), /^<html>/);
  });

  it('asks for the headers at each request, where they are a function', async () => {
    let asked = 0;
    const headers = () => {
      asked += 1;
      return { 'retry-after': String(asked) };
    };
    emulator.faults.add({ kind: 'status', status: 429, times: 2, headers });

    const answers = [await fetch(`${emulator.url}/me`), await fetch(`${emulator.url}/me`)];

    assert.deepEqual(
      answers.map((answer) => answer.headers.get('retry-after')),
      ['1', '2'],
    );
  });

  it('delays an answer, and adds up with what follows', async () => {
    emulator.faults.add({ kind: 'delay', ms: 60 });
    emulator.faults.add({ kind: 'null_request_id' });
    emulator.faults.add({ kind: 'status', status: 500 });
    const started = performance.now();

    const { status, body } = await redact();

    assert.ok(performance.now() - started >= 59);
    assert.equal(status, 500);
    assert.equal(body.request_id, null);
  });

  it('takes the request id from a refusal', async () => {
    emulator.faults.add({ kind: 'null_request_id' });

    const { status, body } = await redactPart(emulator, conversationId, '1');

    assert.equal(status, 404);
    assert.equal(body.request_id, null);
    assert.equal((await redact()).status, 200);
  });

  it('meets only the requests that it matches', async () => {
    const fault = (match: Fault['match']): Fault => ({
      kind: 'status',
      status: 500,
      ...(match && { match }),
    });
    const path = `/conversations/${conversationId}`;
    const cases = [
      [{ method: 'get' }, true],
      [{ method: 'POST' }, false],
      [{ path: '/conversations' }, true],
      [{ path: '/tickets' }, false],
      [{ path: /^\/conversations\/\d+$/g }, true],
      [{ path: /redact/ }, false],
      [{ where: (call: { path: string }) => call.path === path }, true],
      [{ method: 'GET', path: '/me' }, false],
    ] as const;

    for (const [match, met] of cases) {
      const added = emulator.faults.add(fault(match));
      assert.equal((await call(emulator, 'GET', path)).status, met ? 500 : 200);
      assert.equal((await call(emulator, 'GET', path)).status, met ? 500 : 200);
      added.remove();
      assert.equal((await call(emulator, 'GET', path)).status, 200);
    }
  });

  it('ends at a time, after a number of requests, or when cleared', async () => {
    const me = async () => (await call(emulator, 'GET', '/me')).status;
    emulator.faults.add({ kind: 'status', status: 500, until: nowMs + 1000 });
    assert.equal(await me(), 500);
    nowMs += 1000;
    assert.equal(await me(), 200);

    emulator.faults.add({ kind: 'status', status: 500, times: 2 });
    assert.deepEqual([await me(), await me(), await me()], [500, 500, 200]);

    emulator.faults.add({ kind: 'status', status: 500 });
    emulator.faults.clear();
    assert.equal(await me(), 200);
  });

  it('tells how many requests it met, also when it is over', async () => {
    const added = emulator.faults.add({ kind: 'status', status: 500, times: 2, match: { path: '/me' } });
    assert.equal(added.strikes(), 0);

    await redact();
    for (let index = 0; index < 3; index += 1) await call(emulator, 'GET', '/me');

    assert.equal(added.strikes(), 2);
  });

  it('takes nothing from the rate window', async () => {
    emulator.faults.add({ kind: 'status', status: 500, times: 1 });

    const { headers } = await redact();

    assert.equal(headers.get('x-ratelimit-remaining'), '1666');
  });
});
