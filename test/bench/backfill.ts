// A backfill of a whole workspace under Intercom's usual limit: how much of the allowance it uses, what it finds of what
// was planted, whether it meets a 429, how long live messages wait meanwhile, and whether memory stays flat.
// BACKFILL_CONVERSATIONS sets the size; 20,000 of ten parts each otherwise.

import { setTimeout as sleep } from 'node:timers/promises';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { write } from './figures.ts';
import { SECRET } from './payloads.ts';
import { residentMb, type Server } from './servers.ts';
import { onEachStore } from './stores.ts';

const CONVERSATIONS = Number(process.env.BACKFILL_CONVERSATIONS ?? 20_000);
const PARTS = 10;
const PLANTED_EVERY = 50;
const CARD = '<p>My card is 4111 1111 1111 1111, thank you</p>';
const ADMIN_TOKEN = 'admin-token-for-benchmarks';
const LIVE_EVERY_MS = 1_000;
/** Source: Intercom docs, rate limiting: 10,000 calls a minute, in windows of ten seconds. */
const ALLOWED_A_SECOND = 1_666 / 10;

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly counts: { readonly conversations: number; readonly findings: number };
}

export async function benchBackfill(): Promise<void> {
  process.env.ADMIN_TOKEN = ADMIN_TOKEN;
  const intercom = await createIntercomEmulator({ clientSecret: SECRET });
  const planted = fill(intercom);
  await onEachStore(intercom.url, async (server, store) => {
    const before = await residentMb(server);
    const callsBefore = intercom.calls.length;
    const startedAt = performance.now();
    const run = await begin(server);
    const live = keepTalking(server, intercom);
    const sizes: number[] = [];
    for (let state = 'running'; state === 'running'; ) {
      await sleep(1_000);
      state = (await read(server, run.id)).state;
      sizes.push(await residentMb(server));
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const waits = await live.end();
    const { counts, state } = await read(server, run.id);
    const calls = intercom.calls.slice(callsBefore);
    const least = calls.length / ALLOWED_A_SECOND;
    write(`${CONVERSATIONS} conversations of ${PARTS} parts, ${store}`, {
      'ended as': state,
      'found of planted': `${counts.findings} of ${planted}`,
      calls: `${calls.length}, ${calls.filter(({ status }) => status === 429).length} of them 429`,
      'time (bar: ≤ 1.05)': `${seconds.toFixed(1)} s, ${(seconds / least).toFixed(2)} × what the allowance permits`,
      'live messages (bar: ≤ 1 s)': `${waits.length}, redacted after ${Math.max(...waits).toFixed(0)} ms at most`,
      'resident size': `${before.toFixed(0)} MB before, ${Math.max(...sizes).toFixed(0)} MB at most`,
      'after each tenth of the time, MB': tenths(sizes).join(' '),
    });
  });
  await intercom.close();
}

function tenths(sizes: readonly number[]): readonly string[] {
  return Array.from({ length: 10 }, (_, tenth) => {
    const at = Math.ceil(((tenth + 1) * sizes.length) / 10) - 1;
    return (sizes[Math.max(0, at)] ?? 0).toFixed(0);
  });
}

/** Gives how many messages hold something. */
function fill(intercom: IntercomEmulator): number {
  let planted = 0;
  for (let index = 0; index < CONVERSATIONS; index += 1) {
    const createdAt = new Date(Date.now() - 86_400_000 - index * 300_000);
    const isPlanted = index % PLANTED_EVERY === 0;
    if (isPlanted) planted += 1;
    const parts = Array.from({ length: PARTS }, (_, at) => ({
      body: isPlanted && at === 4 ? CARD : `<p>Order ${index}-${at} has not arrived, can you look?</p>`,
      createdAt,
    }));
    intercom.seedConversation({ createdAt, quiet: true, source: { body: '<p>Hello</p>' }, parts });
  }
  return planted;
}

async function ask({ url }: Server, method: string, path: string, body?: object): Promise<Shown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return ((await response.json()) as { backfill: Shown }).backfill;
}

async function begin(server: Server): Promise<Shown> {
  for (;;) {
    const run = await ask(server, 'POST', '/admin/backfills', { since: '3650d' });
    if (run) return run;
    await sleep(100);
  }
}

const read = (server: Server, id: string): Promise<Shown> => ask(server, 'GET', `/admin/backfills/${id}`);

/** A customer's message every so often; `end` gives how long each stood, in milliseconds. */
function keepTalking({ url }: Server, intercom: IntercomEmulator) {
  const stopped = new AbortController();
  const running = talk();
  async function talk(): Promise<readonly number[]> {
    const waits: number[] = [];
    await intercom.connectWebhook(`${url}/webhooks/intercom`);
    while (!stopped.signal.aborted) {
      const { id } = intercom.seedConversation({ source: { body: '<p>Hello</p>' }, quiet: true });
      const sentAt = performance.now();
      const { id: part } = intercom.addPart(id, { body: CARD });
      const stands = () => !intercom.conversation(id)?.parts.find((one) => one.id === part)?.redacted;
      while (stands() && performance.now() - sentAt < 30_000) await sleep(5);
      waits.push(performance.now() - sentAt);
      await sleep(LIVE_EVERY_MS);
    }
    return waits;
  }
  return {
    end(): Promise<readonly number[]> {
      stopped.abort();
      return running;
    },
  };
}
