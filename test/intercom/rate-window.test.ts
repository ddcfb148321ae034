// Two replicas at full speed on one allowance, over a whole window of ten seconds.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIntercomEmulator } from '../../src/emulator/intercom.ts';
import { createIntercom, type Intercom } from '../../src/intercom/client.ts';
import { id } from '../support/builders.ts';

const LIMIT = 400;
const WINDOW_MS = 10_000;

test('two replicas that backfill use a whole window, fairly, without a 429, and live work never waits', async (context) => {
  const behindMs = Date.now() % WINDOW_MS;
  const clock = (): number => Date.now() - behindMs;
  const emulator = await createIntercomEmulator({ rateLimit: LIMIT, clock });
  const replicas = [1, 2].map(() =>
    createIntercom(
      { apiUrl: emulator.url, accessToken: emulator.accessToken, apiVersion: '2.16' },
      () => new Date(clock()),
    ),
  );
  context.after(async () => {
    for (const replica of replicas) await replica.close();
    await emulator.close();
  });
  emulator.faults.add({ kind: 'delay', ms: 20 });
  const conversationId = id(emulator.seedConversation().id);
  const endsAtMs = clock() + WINDOW_MS + 300;
  const live: { readonly kind: string; readonly ms: number }[] = [];

  const [counts] = await Promise.all([
    Promise.all(replicas.map((replica) => backfill(replica))),
    ...replicas.map(async (replica) => {
      while (clock() < endsAtMs) {
        const askedAtMs = clock();
        const { kind } = await replica.findNote(conversationId, () => false);
        live.push({ kind, ms: clock() - askedAtMs });
        await sleep(700);
      }
    }),
  ]);

  const first = Math.floor((endsAtMs - WINDOW_MS) / WINDOW_MS) * WINDOW_MS;
  const inWindow = emulator.calls.filter(({ at }) => at >= first && at < first + WINDOW_MS);
  assert.equal(emulator.calls.filter(({ status }) => status === 429).length, 0);
  assert.ok(inWindow.length >= 0.95 * LIMIT, `${inWindow.length} of ${LIMIT}`);
  assert.ok(Math.min(...counts) >= 0.35 * LIMIT, `shares ${counts.join()}`);
  assert.deepEqual(
    live.filter(({ kind, ms }) => kind !== 'none' || ms > 1_000),
    [],
  );

  /** How many calls one replica made in the first window. */
  async function backfill(replica: Intercom): Promise<number> {
    let made = 0;
    const one = async (): Promise<void> => {
      while (clock() < endsAtMs) {
        const answer = await replica.backfill.findNote(conversationId, () => false);
        if (answer.kind === 'rate_limited') await sleep(Math.max(1, answer.until.getTime() - clock()));
        else if (clock() < endsAtMs - 300) made += 1;
      }
    };
    await Promise.all(Array.from({ length: 20 }, one));
    return made;
  }
});
