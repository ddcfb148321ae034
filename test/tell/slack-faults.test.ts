// Every fault of Slack at every call that a card's life makes: once it is over there is one card, it shows how things
// stand, and its thread was told at most once.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SlackFaultKind } from '../../src/emulator/slack-faults.ts';
import { until } from '../support/until.ts';
import { anOutbox, type OutboxWorld } from './outbox-world.ts';

type Fault = SlackFaultKind & { readonly afterEffect?: boolean };

const FAULTS: Readonly<Record<string, Fault>> = {
  'a rate limit': { kind: 'rate_limited', retryAfterSeconds: 1 },
  'a rate limit in a 200': { kind: 'error', error: 'ratelimited' },
  'an internal error': { kind: 'error', error: 'internal_error' },
  'an internal error after the effect': { kind: 'error', error: 'internal_error', afterEffect: true },
  'a refused token': { kind: 'error', error: 'invalid_auth' },
  'a missing scope': { kind: 'error', error: 'missing_scope' },
  'a channel without the bot': { kind: 'error', error: 'not_in_channel' },
  'refused blocks': { kind: 'error', error: 'invalid_blocks' },
  'status 503': { kind: 'status', status: 503 },
  'a page': { kind: 'html' },
  'a cut answer after the effect': { kind: 'cut', afterEffect: true },
  'no answer': { kind: 'hang' },
  'no answer after the effect': { kind: 'hang', afterEffect: true },
  'a reset': { kind: 'reset' },
  'a reset after the effect': { kind: 'reset', afterEffect: true },
};

const CALLS: Readonly<Record<string, (world: OutboxWorld, fault: Fault) => Promise<void>>> = {
  async post(world, fault) {
    world.slack.faults.add({ ...fault, method: 'chat.postMessage', times: 1 });
    await world.fail('1');
    await posted(world);
    await world.redact('1');
  },
  async look(world, fault) {
    world.slack.faults.add({ kind: 'reset', afterEffect: true, method: 'chat.postMessage', times: 1 });
    world.slack.faults.add({ ...fault, method: 'conversations.history', times: 1 });
    await world.fail('1');
    await until(
      () => world.slack.calls.some(({ method }) => method === 'chat.update'),
      'the edit of what was found',
      40_000,
    );
    await world.redact('1');
  },
  async edit(world, fault) {
    await world.fail('1');
    await posted(world);
    world.slack.faults.add({ ...fault, method: 'chat.update', times: 1 });
    await world.redact('1');
  },
  async reply(world, fault) {
    await world.fail('1');
    await posted(world);
    world.slack.faults.add({ ...fault, method: 'chat.postMessage', times: 1 });
    await world.redact('1');
  },
};

/** Where Slack was seen to refuse the look for good, a second card is better than none. */
const UNREADABLE = new Set(['a missing scope', 'refused blocks']);

// They mostly wait.
describe("at each call of a card's life", { concurrency: 3 }, () => {
  for (const [name, fault] of Object.entries(FAULTS)) {
    it(`${name} passes`, async (context) => {
      await Promise.all(
        Object.entries(CALLS)
          .filter(([call]) => call !== 'look' || !UNREADABLE.has(name))
          .map(async ([call, live]) => {
            const world = await anOutbox(context);

            await live(world, fault);

            const shows = (): boolean => /Redacted/.test(world.slack.messages[0]?.text ?? '');
            await until(shows, `the end of the card (${call})`, 40_000);
            await world.settled();
            assert.equal(world.slack.messages.length, 1, `one card (${call})`);
            const replies = world.slack.messages[0]?.replies.map(({ text }) => text) ?? [];
            assert.ok(replies.length <= 1, `told once (${call})`);
            // What a lost answer's card showed is not known, nor is whether a lost reply arrived.
            if (call !== 'reply' && !(call === 'post' && fault.afterEffect))
              assert.deepEqual(replies, ['Redacted.'], call);
          }),
      );
    });
  }
});

async function posted({ slack }: OutboxWorld): Promise<void> {
  await until(() => slack.messages.length === 1, 'the card', 40_000);
}
