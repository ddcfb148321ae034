// How long a message with personal data stands before Intercom is asked to redact it: from the sending of its webhook
// to the arrival of the redact request, against an Intercom without a limit.

import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { conversationId, messageId } from './ack-messages.ts';
import { write } from './figures.ts';
import { aboutMessage } from './payloads.ts';
import { deliver, type Server } from './servers.ts';
import { onEachStore } from './stores.ts';

const WARM_UP = { count: 600, everyMs: 5 };
const IDLE = { count: 100, everyMs: 100 };
const BUSY = { count: 2_000, everyMs: 5 };
const DONE_WITHIN_MS = 30_000;

interface Pace {
  readonly count: number;
  readonly everyMs: number;
}

export async function benchExposure(): Promise<void> {
  const intercom = await createIntercomEmulator({ rateLimit: Number.POSITIVE_INFINITY });
  const most = 2 * (WARM_UP.count + IDLE.count + BUSY.count);
  for (let at = 0; at <= most; at += 10) {
    const parts = Array.from({ length: 10 }, (_, index) => ({ id: messageId(at + index), body: 'text' }));
    intercom.seedConversation({ id: conversationId(at), quiet: true, parts });
  }
  let first = 1;
  await onEachStore(intercom.url, async (server, store) => {
    const run = async (pace: Pace): Promise<readonly number[]> => {
      const times = await exposures(server, intercom, pace, first);
      first += pace.count;
      return times;
    };
    await run(WARM_UP);
    write(`webhook sent → redact request received, ${store}`, {
      'idle (bar: p95 ≤ 20 ms)': percentiles(await run(IDLE)),
      '200/s (bar: p95 ≤ 250 ms)': percentiles(await run(BUSY)),
    });
  });
  await intercom.close();
}

/** Milliseconds for each message, smallest first. */
async function exposures(
  { url }: Server,
  intercom: IntercomEmulator,
  { count, everyMs }: Pace,
  first: number,
): Promise<readonly number[]> {
  const pool = new Pool(url, { connections: 32 });
  const sentAt = new Map<string, number>();
  const startedAt = performance.now();
  const deliveries: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    await sleep(Math.max(0, startedAt + index * everyMs - performance.now()));
    const payload = aboutMessage(first + index);
    sentAt.set(messageId(first + index), Date.now());
    deliveries.push(deliver(pool, payload));
  }
  await Promise.all(deliveries);
  await pool.close();
  const endsAt = Date.now() + DONE_WITHIN_MS;
  let asked = redactions(intercom, sentAt);
  while (asked.size < count) {
    if (Date.now() > endsAt) throw new Error(`${count - asked.size} redact requests never came`);
    await sleep(100);
    asked = redactions(intercom, sentAt);
  }
  return [...asked].map(([id, at]) => at - (sentAt.get(id) ?? at)).toSorted((a, b) => a - b);
}

/** When each of these messages was first asked for. */
function redactions(
  { calls }: IntercomEmulator,
  among: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const asked = new Map<string, number>();
  for (const { path, body, at } of calls) {
    if (!path.endsWith('/redact')) continue;
    const id = String(
      (body as { readonly conversation_part_id?: unknown } | undefined)?.conversation_part_id,
    );
    if (among.has(id) && !asked.has(id)) asked.set(id, at);
  }
  return asked;
}

function percentiles(sorted: readonly number[]): string {
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${sorted.at(-1)} ms`;
}
