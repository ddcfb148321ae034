import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { connected } from './intercom-client.ts';

const MINUTE_MS = 60_000;

describe('a webhook that keeps failing', () => {
  /** The receiver refuses so many attempts; the clock stands still unless it is moved. */
  async function failing(test: TestContext, attempts: number) {
    const time = { nowMs: 1787044351_000 };
    const { emulator, receiver } = await connected(
      test,
      { clock: () => time.nowMs, webhookRetryDelayMs: 1 },
      Array.from({ length: attempts }, () => 500),
    );
    const send = async (count: number) => {
      for (let i = 0; i < count; i += 1) emulator.seedConversation();
      await emulator.idle();
    };
    return { time, emulator, receiver, send };
  }

  it('is paused after more than 1000 consecutive errors; what happens then is dropped', async (test) => {
    const { time, emulator, receiver, send } = await failing(test, 1001);

    await send(500);
    assert.equal(emulator.webhookState, 'live');
    await send(1);
    assert.equal(emulator.webhookState, 'paused');
    const sent = receiver.received.length;
    await send(3);
    time.nowMs += 15 * MINUTE_MS - 1;
    await send(3);
    assert.equal(receiver.received.length, sent);
    time.nowMs += 1;
    assert.equal(emulator.webhookState, 'live');
    await send(2);

    assert.equal(sent, 1001);
    assert.equal(receiver.received.length, sent + 2);
    assert.equal(emulator.deliveries.at(-1)?.status, 200);
  });

  it('goes on where the errors take more than 15 minutes, or a delivery comes between', async (test) => {
    const slow = await failing(test, 1100);
    await slow.send(300);
    slow.time.nowMs += 16 * MINUTE_MS;
    await slow.send(250);
    assert.equal(slow.emulator.webhookState, 'live');

    const interrupted = await failing(test, 1000);
    await interrupted.send(500);
    await interrupted.send(1);
    await interrupted.send(300);
    assert.equal(interrupted.emulator.webhookState, 'live');
  });

  it('is suspended after errors for more than seven days, until it is set live', async (test) => {
    const { time, emulator, receiver, send } = await failing(test, 4);

    await send(1);
    time.nowMs += 7 * 24 * 60 * MINUTE_MS;
    await send(1);
    assert.equal(emulator.webhookState, 'live');
    time.nowMs += 1;
    emulator.seedConversation();
    await emulator.idle();
    assert.equal(emulator.webhookState, 'live', 'the receiver answers 200 again');
    assert.equal(receiver.received.length, 5);

    const dead = await failing(test, 1000);
    await dead.send(1);
    dead.time.nowMs += 7 * 24 * 60 * MINUTE_MS + 1;
    await dead.send(1);
    await dead.send(1);
    assert.equal(dead.emulator.webhookState, 'suspended');
    assert.equal(dead.receiver.received.length, 3, 'the retry is not sent any more');
    dead.time.nowMs += 30 * MINUTE_MS;
    assert.equal(dead.emulator.webhookState, 'suspended');
    dead.emulator.setWebhookLive();
    await dead.send(1);
    assert.equal(dead.receiver.received.length, 5);
  });

  it('is live again when it is connected anew', async (test) => {
    const { emulator, receiver, send } = await failing(test, 1001);
    await send(501);
    assert.equal(emulator.webhookState, 'paused');

    await emulator.connectWebhook(receiver.url);
    await emulator.idle();

    assert.equal(emulator.webhookState, 'live');
    assert.equal(receiver.topics().at(-1), 'ping');
  });
});
