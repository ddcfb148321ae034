import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connected } from './intercom-client.ts';

const TOMBSTONE = '<p><i>This message was deleted</i></p>';

describe('the order of notifications', () => {
  it('lets later notifications overtake those that are held back', async (test) => {
    const { emulator, receiver } = await connected(test, {
      deliveryPlan: ({ topic }) => (topic === 'conversation.user.created' ? { overtakenBy: 2 } : {}),
    });

    const { id } = emulator.seedConversation();
    emulator.addPart(id, { author: 'admin', body: '<p>x</p>' });
    await until(() => receiver.received.length === 1);
    emulator.addPart(id, { author: 'admin', partType: 'note', body: '<p>x</p>' });
    await until(() => receiver.received.length === 3);
    emulator.addPart(id, { body: '<p>x</p>' });
    await emulator.idle();

    assert.deepEqual(receiver.topics(), [
      'conversation.admin.replied',
      'conversation.admin.noted',
      'conversation.user.created',
      'conversation.user.replied',
    ]);
  });

  it('sends what is held back when nothing more is coming', async (test) => {
    const { emulator, receiver } = await connected(test, { deliveryPlan: () => ({ overtakenBy: 5 }) });

    for (let i = 0; i < 3; i += 1) emulator.seedConversation();
    await emulator.idle();

    assert.equal(receiver.received.length, 3);
  });

  it('gives up what is held back on reset', async (test) => {
    const { emulator, receiver } = await connected(test, { deliveryPlan: () => ({ overtakenBy: 5 }) });
    emulator.seedConversation();

    emulator.reset();
    await emulator.idle();

    assert.equal(receiver.received.length, 0);
  });

  for (const [payloadsAsOf, body] of [
    ['event', '<p>4111</p>'],
    ['delivery', TOMBSTONE],
  ] as const) {
    it(`shows a conversation as of the ${payloadsAsOf} where asked to`, async (test) => {
      const { emulator, receiver } = await connected(test, {
        payloadsAsOf,
        deliveryPlan: ({ topic }) => (topic === 'conversation.user.replied' ? { overtakenBy: 1 } : {}),
      });
      const { id } = emulator.seedConversation({ quiet: true });

      const part = emulator.addPart(id, { body: '<p>4111</p>' });
      emulator.redactMessage(id, part.id);
      await emulator.idle();

      assert.deepEqual(receiver.topics(), ['conversation_part.redacted', 'conversation.user.replied']);
      const late = receiver.received[1]?.body?.data.item.conversation_parts.conversation_parts[0];
      assert.equal(late?.body, body);
    });
  }
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}
