import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { createIntercomEmulator } from '../../src/emulator/intercom.ts';
import { call, connected, createReceiver } from './intercom-client.ts';

describe('webhook delivery', () => {
  it('signs the raw bytes with the client secret', async (test) => {
    const { emulator, receiver } = await connected(test, { clientSecret: 's3cret' });

    emulator.seedConversation({ source: { body: '<p>naïve – 4111</p>' } });
    await emulator.idle();

    const [got] = receiver.received;
    assert.ok(got);
    const expected = createHmac('sha1', 's3cret').update(got.raw).digest('hex');
    assert.equal(got.headers['x-hub-signature'], `sha1=${expected}`);
    assert.equal(got.headers['user-agent'], 'intercom-parrot-service-client/1.0');
    assert.equal(got.headers['content-type'], 'application/json');
    assert.equal(got.headers.accept, 'application/json');
    assert.equal(got.body?.topic, 'conversation.user.created');
  });

  it('can sign with another secret', async (test) => {
    const { emulator, receiver } = await connected(test);

    await emulator.deliver(emulator.ping(), { clientSecret: 'wrong' });

    const raw = receiver.received[0]?.raw ?? '';
    const expected = createHmac('sha1', 'wrong').update(raw).digest('hex');
    assert.equal(receiver.received[0]?.headers['x-hub-signature'], `sha1=${expected}`);
  });

  it('connects with a HEAD request and a pretty-printed ping', async (test) => {
    const { emulator, receiver } = await connected(test, { webhookUrl: undefined });
    assert.equal(emulator.webhookState, 'none');

    await emulator.connectWebhook(receiver.url);
    await emulator.idle();

    assert.equal(emulator.webhookState, 'live');
    assert.deepEqual(
      receiver.received.map(({ method }) => method),
      ['HEAD', 'POST'],
    );
    assert.match(receiver.received[1]?.raw.toString() ?? '', /^\{\n\t"type": "notification_event",\n\t/);
    assert.equal(receiver.received[1]?.body?.topic, 'ping');
  });

  it('does not connect to what does not answer HEAD', async (test) => {
    const { emulator } = await connected(test, { webhookUrl: undefined });
    const elsewhere = await createIntercomEmulator();

    await assert.rejects(emulator.connectWebhook(`${elsewhere.url}/nothing`), /answered 401 to HEAD/);
    await elsewhere.close();

    await assert.rejects(emulator.connectWebhook(elsewhere.url));
    assert.equal(emulator.webhookState, 'none');
  });

  for (const status of [400, 401, 404, 500, 503]) {
    it(`retries once after a ${status}, with the same id`, async (test) => {
      const { emulator, receiver } = await connected(test, {}, [status]);

      emulator.seedConversation();
      await emulator.idle();

      const [first, second] = receiver.received;
      assert.equal(receiver.received.length, 2);
      assert.equal(second?.body?.id, first?.body?.id);
      assert.deepEqual([first?.body?.delivery_attempts, first?.body?.delivery_status], [1, 'pending']);
      assert.deepEqual([second?.body?.delivery_attempts, second?.body?.delivery_status], [2, 'retry']);
      assert.ok((second?.at ?? 0) - (first?.at ?? 0) >= 19);
      assert.notEqual(second?.headers['x-hub-signature'], first?.headers['x-hub-signature']);
      assert.deepEqual(
        emulator.deliveries.map(({ topic, id, attempt, status }) => [topic, id, attempt, status]),
        [
          ['conversation.user.created', first?.body?.id, 1, status],
          ['conversation.user.created', first?.body?.id, 2, 200],
        ],
      );
    });
  }

  it('gives up after the second failure', async (test) => {
    const { emulator, receiver } = await connected(test, {}, [500, 500]);

    emulator.seedConversation();
    await emulator.idle();

    assert.equal(receiver.received.length, 2);
  });

  it('retries after a timeout, and after a refused connection', async (test) => {
    const { emulator } = await connected(test, { webhookTimeoutMs: 60 }, [0]);
    emulator.seedConversation();
    await emulator.idle();
    assert.deepEqual(
      emulator.deliveries.map(({ status, failure }) => status ?? failure),
      ['timeout', 200],
    );

    const nobody = await createReceiver();
    await nobody[Symbol.asyncDispose]();
    const second = await connected(test, { webhookUrl: nobody.url });
    second.emulator.seedConversation();
    await second.emulator.idle();
    assert.deepEqual(
      second.emulator.deliveries.map(({ failure }) => failure),
      ['network', 'network'],
    );
  });

  it('sends nothing more after a 410, until it is connected anew', async (test) => {
    const { emulator, receiver } = await connected(test, {}, [410]);

    emulator.seedConversation();
    await emulator.idle();
    emulator.seedConversation();
    await emulator.idle();
    assert.equal(receiver.topics().length, 1);
    assert.equal(emulator.webhookState, 'disabled');

    await emulator.connectWebhook(receiver.url);
    await emulator.idle();
    emulator.seedConversation();
    await emulator.idle();
    assert.deepEqual(receiver.topics().slice(1), ['ping', 'conversation.user.created']);
  });

  it('slows the whole subscription down after a 429', async (test) => {
    const { emulator, receiver } = await connected(test, {}, [429, 429]);

    emulator.seedConversation();
    while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    while (emulator.webhookState !== 'throttled') await new Promise((resolve) => setTimeout(resolve, 1));
    emulator.seedConversation();
    await emulator.idle();

    const times = receiver.received.map(({ at }) => at - (receiver.received[0]?.at ?? 0));
    const delivered = emulator.deliveries.filter(({ status }) => status === 200);
    assert.equal(new Set(delivered.map(({ id }) => id)).size, 2);
    assert.ok(times.slice(1).every((ms) => ms >= 19));
    assert.ok((times.at(-1) ?? 0) >= 39);
  });

  it('drops, repeats and delays what it is told to', async (test) => {
    const { emulator, receiver } = await connected(test, {
      deliveryPlan: ({ topic }) => {
        if (topic === 'conversation.user.created') return { delayMs: 40 };
        return topic === 'conversation.admin.noted' ? { drop: true } : { duplicate: 2 };
      },
    });

    const { id } = emulator.seedConversation();
    emulator.addPart(id, { author: 'admin', partType: 'note', body: '<p>x</p>' });
    emulator.addPart(id, { author: 'admin', body: '<p>x</p>' });
    await emulator.idle();

    assert.deepEqual(receiver.topics(), [
      'conversation.admin.replied',
      'conversation.admin.replied',
      'conversation.admin.replied',
      'conversation.user.created',
    ]);
    assert.equal(new Set(receiver.received.slice(0, 3).map(({ body }) => body?.id)).size, 1);
  });

  it('delivers hundreds of notifications at once, each one time', async (test) => {
    const { emulator, receiver } = await connected(test);

    for (let i = 0; i < 300; i += 1) emulator.seedConversation();
    await emulator.idle();

    assert.equal(new Set(receiver.received.map(({ body }) => body?.id)).size, 300);
    assert.equal(emulator.deliveries.length, 300);
  });

  it('remembers as many deliveries and calls as it is told to', async (test) => {
    const { emulator } = await connected(test, { remember: 5 });

    for (let i = 0; i < 23; i += 1) {
      emulator.seedConversation();
      await call(emulator, 'GET', '/me');
    }
    await emulator.idle();

    assert.ok(emulator.calls.length >= 5 && emulator.calls.length <= 10);
    assert.ok(emulator.deliveries.length >= 5 && emulator.deliveries.length <= 10);
  });

  it('closes at once with a retry pending and a request hanging', async () => {
    const receiver = await createReceiver([500]);
    const emulator = await createIntercomEmulator({ webhookUrl: receiver.url });
    emulator.faults.add({ kind: 'hang' });
    const hanging = assert.rejects(call(emulator, 'GET', '/me'));
    emulator.seedConversation();
    while (emulator.deliveries.length === 0 || emulator.calls.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const started = performance.now();

    await emulator.close();

    await hanging;
    assert.ok(performance.now() - started < 1000);
    await receiver[Symbol.asyncDispose]();
  });

  it('gives up what is pending on reset, and goes on sending', async (test) => {
    const { emulator, receiver } = await connected(test, { webhookRetryDelayMs: 60_000 }, [500]);
    emulator.seedConversation();
    while (emulator.deliveries.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));

    emulator.reset();
    await emulator.idle();
    emulator.seedConversation();
    await emulator.idle();

    assert.equal(receiver.received.length, 2);
    assert.notEqual(receiver.received[1]?.body?.id, receiver.received[0]?.body?.id);
    assert.equal(emulator.deliveries.length, 1);
  });
});
