import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createIntercomEmulator, type IntercomEmulator, type Scope } from '../../src/emulator/intercom.ts';
import { call, redactPart } from './intercom-client.ts';

describe('what every request has to pass', () => {
  let nowMs = 1787044351_000;
  let emulator: IntercomEmulator;
  before(async () => {
    emulator = await createIntercomEmulator({ clock: () => nowMs, rateLimit: 4, region: 'eu' });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  it('answers /me with admin, workspace and region', async () => {
    const { status, body } = await call(emulator, 'GET', '/me');

    assert.equal(status, 200);
    assert.deepEqual(body, {
      type: 'admin',
      id: '7714206',
      email: 'priya@northfield-demo.example',
      name: 'Priya Raman',
      email_verified: true,
      app: {
        type: 'app',
        id_code: 'qz7k2m9x',
        name: 'Northfield Demo',
        created_at: 1700000000,
        secure: false,
        identity_verification: false,
        timezone: 'Europe/London',
        region: 'EU',
      },
      avatar: { type: 'avatar', image_url: null },
      has_inbox_seat: true,
    });
  });

  for (const authorization of ['', 'Bearer wrong', 'emulator-access-token', 'Basic emulator-access-token']) {
    it(`answers 401 to the authorization "${authorization}"`, async () => {
      const { status, headers, body } = await call(emulator, 'GET', '/me', { headers: { authorization } });

      assert.equal(status, 401);
      assert.deepEqual(body.errors, [{ code: 'unauthorized', message: 'Access Token Invalid' }]);
      assert.equal(headers.get('x-ratelimit-remaining'), '4');
    });
  }

  it('answers 406 where JSON is not accepted', async () => {
    const { status } = await call(emulator, 'GET', '/me', { headers: { accept: 'text/html' } });

    assert.equal(status, 406);
  });

  it('answers 404 to unknown paths and methods', async () => {
    const path = await call(emulator, 'GET', '/nothing');
    const method = await call(emulator, 'PATCH', '/conversations/redact');

    assert.equal(path.status, 404);
    assert.deepEqual(path.body.errors, [{ code: 'not_found', message: 'Resource Not Found' }]);
    assert.equal(method.status, 404);
  });

  for (const version of ['2.18', '3.0', '2', 'latest', 'unstable']) {
    it(`does not know the version ${version}`, async () => {
      const answer = await call(emulator, 'GET', '/me', { headers: { 'intercom-version': version } });

      assert.equal(answer.status, 400);
      const [error] = answer.body.errors;
      assert.equal(error?.code, 'intercom_version_invalid');
      assert.equal(error?.message, 'The requested version could not be found');
    });
  }

  for (const version of ['2.0', '2.9', '2.17', 'Preview', 'Unstable']) {
    it(`knows the version ${version}`, async () => {
      const { status } = await call(emulator, 'GET', '/me', { headers: { 'intercom-version': version } });

      assert.equal(status, 200);
    });
  }

  for (const [method, path, before_, since] of [
    ['POST', '/conversations/redact', '2.1', '2.2'],
    ['DELETE', '/conversations/1', '2.12', '2.13'],
    ['DELETE', '/tickets/1', '2.12', '2.13'],
    ['GET', '/conversations/deleted', '2.15', '2.16'],
    ['GET', '/conversations/1/side_conversations', '2.15', '2.16'],
  ] as const) {
    it(`has ${method} ${path} since ${since}`, async () => {
      const early = await call(emulator, method, path, { headers: { 'intercom-version': before_ } });
      const late = await call(emulator, method, path, { headers: { 'intercom-version': since } });

      assert.equal(early.status, 400);
      assert.deepEqual(early.body.errors, [
        {
          code: 'intercom_version_invalid',
          message: 'Requested resource is not available in current API version.',
        },
      ]);
      assert.doesNotMatch(JSON.stringify(late.body), /intercom_version_invalid/);
    });
  }

  for (const [method, path, scope] of [
    ['GET', '/conversations', 'read_conversations'],
    ['GET', '/conversations/1', 'read_conversations'],
    ['POST', '/conversations/search', 'read_conversations'],
    ['POST', '/conversations', 'write_conversations'],
    ['POST', '/conversations/1/reply', 'write_conversations'],
    ['POST', '/conversations/redact', 'write_conversations'],
    ['DELETE', '/conversations/1', 'write_conversations'],
    ['GET', '/conversations/deleted', 'read_conversations'],
    ['GET', '/conversations/1/side_conversations', 'read_conversations'],
    ['PUT', '/conversations/1', 'write_conversations'],
    ['POST', '/conversations/1/parts', 'write_conversations'],
    ['POST', '/conversations/1/tags', 'write_tags'],
    ['DELETE', '/conversations/1/tags/1', 'write_tags'],
    ['GET', '/tickets/1', 'read_tickets'],
    ['PUT', '/tickets/1', 'write_tickets'],
    ['DELETE', '/tickets/1', 'write_tickets'],
    ['POST', '/tickets/1/reply', 'write_tickets'],
    ['GET', '/contacts/1', 'read_users'],
    ['GET', '/admins', 'read_admins'],
    ['GET', '/teams', 'read_admins'],
    ['GET', '/tags', 'read_tags'],
    ['POST', '/tags', 'write_tags'],
  ] as const satisfies readonly (readonly [string, string, Scope])[]) {
    it(`names the scope ${scope} where ${method} ${path} misses it`, async () => {
      emulator.scopes.delete(scope);

      const { status, body } = await call(emulator, method, path);

      assert.equal(status, 403);
      assert.deepEqual(body.errors, [
        {
          code: 'forbidden',
          message: `You do not have the required scope (${scope}) to access this resource`,
        },
      ]);
    });
  }

  it('can refuse a missing scope as Intercom’s other endpoints do', async (test) => {
    const other = await createIntercomEmulator({ missingScopeAs: 'token_unauthorized', scopes: [] });
    test.after(() => other.close());
    const { id } = other.seedTicket();
    other.scopes.add('read_conversations');

    for (const [method, path] of [
      ['DELETE', `/conversations/${id}`],
      ['GET', `/conversations/${id}`],
    ] as const) {
      const { status, body } = await call(other, method, path);
      assert.equal(status, 401);
      assert.deepEqual(body.errors, [
        { code: 'token_unauthorized', message: 'Not authorized to access resource' },
      ]);
    }
  });

  it('counts calls in windows of ten seconds and refuses those beyond the limit', async () => {
    nowMs = 1787044353_000;
    const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });
    const remaining: (string | null)[] = [];
    for (let i = 0; i < 4; i += 1) {
      const { headers } = await call(emulator, 'GET', '/me');
      remaining.push(headers.get('x-ratelimit-remaining'));
      assert.equal(headers.get('x-ratelimit-limit'), '4');
      assert.equal(headers.get('x-ratelimit-reset'), '1787044360');
    }

    const refused = await redactPart(emulator, id, parts[0]?.id ?? '');
    nowMs = 1787044359_999;
    const stillRefused = await call(emulator, 'GET', '/me');
    nowMs = 1787044360_000;
    const taken = await redactPart(emulator, id, parts[0]?.id ?? '');

    assert.deepEqual(remaining, ['3', '2', '1', '0']);
    assert.equal(refused.status, 429);
    assert.deepEqual(refused.body.errors, [
      { code: 'rate_limit_exceeded', message: 'Exceeded rate limit of 4 in 10_seconds' },
    ]);
    assert.equal(refused.headers.get('x-ratelimit-remaining'), '0');
    assert.equal(refused.headers.get('retry-after'), null);
    assert.equal(stillRefused.status, 429);
    assert.equal(taken.status, 200);
    assert.equal(taken.headers.get('x-ratelimit-remaining'), '3');
    assert.equal(taken.headers.get('x-ratelimit-reset'), '1787044370');
  });

  it('never refuses without a limit, and says so in numbers', async () => {
    const free = await createIntercomEmulator({ rateLimit: Number.POSITIVE_INFINITY });
    const { headers } = await call(free, 'GET', '/me');
    await free.close();

    assert.ok(Number(headers.get('x-ratelimit-limit')) > 1_000_000);
    assert.equal(headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-limit'));
  });

  it('remembers every call with its answer', async () => {
    const { id, parts } = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });
    await redactPart(emulator, id, parts[0]?.id ?? '');
    await call(emulator, 'GET', `/conversations/${id}?display_as=plaintext`, {
      headers: { 'intercom-version': '2.14' },
    });

    assert.deepEqual(emulator.calls, [
      {
        method: 'POST',
        path: '/conversations/redact',
        query: {},
        body: { type: 'conversation_part', conversation_id: id, conversation_part_id: parts[0]?.id },
        version: '2.16',
        at: nowMs,
        status: 200,
      },
      {
        method: 'GET',
        path: `/conversations/${id}`,
        query: { display_as: 'plaintext' },
        body: undefined,
        version: '2.14',
        at: nowMs,
        status: 200,
      },
    ]);
  });

  it('forgets everything but its ids on reset', async () => {
    const first = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });
    emulator.faults.add({ kind: 'status', status: 500 });
    emulator.scopes.clear();

    emulator.reset();
    const second = emulator.seedConversation({ parts: [{ body: '<p>x</p>' }] });
    const { status, body } = await call(emulator, 'GET', '/conversations');

    assert.equal(status, 200);
    assert.equal(emulator.calls.length, 1);
    assert.deepEqual(
      body.conversations.map(({ id }) => id),
      [second.id],
    );
    assert.notEqual(second.id, first.id);
    assert.notEqual(second.parts[0]?.id, first.parts[0]?.id);
  });
});
