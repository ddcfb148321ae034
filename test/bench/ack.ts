// How many webhooks a second the service acknowledges, against bare Express that does the least that any receiver
// must: raw body, HMAC, JSON.parse. Both run as processes of their own and take turns in one run.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { startPostgres } from '../support/postgres.ts';
import { median, spread, write } from './figures.ts';
import { clean, type MakePayload, withFinding } from './payloads.ts';
import { deliver, processorTime, type Server, startServer } from './servers.ts';

const ROUNDS = 15;
const ROUND_MS = 1_000;
const CONNECTIONS = 32;

export async function benchAck(): Promise<void> {
  const folders = [
    await mkdtemp(join(tmpdir(), 'redactor-bench-')),
    await mkdtemp(join(tmpdir(), 'redactor-bench-')),
  ];
  const postgres = await startPostgres();
  const intercom = await startServer('intercom', {});
  const common = { INTERCOM_API_URL: intercom.url };
  const bare = await startServer('bare', {});
  const embedded = await startServer('ours', { ...common, DATA_DIR: folders[0] ?? '' });
  const withPostgres = await startServer('ours', {
    ...common,
    DATA_DIR: folders[1] ?? '',
    DATABASE_URL: await postgres.createDatabase(),
  });
  try {
    write('clean payload of 4 KB', await compare(bare, embedded, clean, { awake: true }));
    await latencyAtHalfLoad(embedded.url);
    write(
      'with a finding, committed before the 200, embedded store',
      await compare(bare, embedded, withFinding),
    );
    write(
      'with a finding, committed before the 200, PostgreSQL',
      await compare(bare, withPostgres, withFinding),
    );
  } finally {
    for (const { process } of [bare, embedded, withPostgres, intercom]) process.kill('SIGKILL');
    await postgres.stop();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}

async function compare(
  bare: Server,
  ours: Server,
  payload: MakePayload,
  options: { readonly awake?: boolean } = {},
): Promise<Record<string, string>> {
  const rounds: { readonly bare: Round; readonly ours: Round }[] = [];
  await measure(bare, payload, options);
  await measure(ours, payload, options);
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ bare: await measure(bare, payload, options), ours: await measure(ours, payload, options) });
  }
  const rates = rounds.map((round) => round.ours.perSecond / round.bare.perSecond);
  const costs = rounds.map((round) => round.bare.microseconds / round.ours.microseconds);
  const say = (who: 'bare' | 'ours'): string => {
    const rate = median(rounds.map((round) => round[who].perSecond));
    const cost = median(rounds.map((round) => round[who].microseconds));
    return `${rate.toFixed(0)}/s, ${cost.toFixed(0)} µs of processor time each`;
  };
  return {
    'bare Express': say('bare'),
    'the service': say('ours'),
    'ratio of the rates': `${median(rates).toFixed(2)} (${spread(rates)})`,
    'ratio of the times': `${median(costs).toFixed(2)} (${spread(costs)})`,
  };
}

interface Round {
  readonly perSecond: number;
  /** Processor time of the server for each webhook. */
  readonly microseconds: number;
}

async function measure(
  server: Server,
  payload: MakePayload,
  options: { readonly awake?: boolean },
): Promise<Round> {
  const before = await processorTime(server);
  const { perSecond, latenciesMs } = await load(server.url, payload, ROUND_MS, options);
  return { perSecond, microseconds: ((await processorTime(server)) - before) / latenciesMs.length };
}

async function latencyAtHalfLoad(url: string): Promise<void> {
  const { perSecond } = await load(url, clean, ROUND_MS);
  const { latenciesMs } = await load(url, clean, 2 * ROUND_MS, { perSecond: perSecond / 2 });
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    `${(sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1)} ms`;
  write('latency of clean payloads at half the highest load', {
    rate: `${(perSecond / 2).toFixed(0)}/s`,
    p50: at(0.5),
    p99: at(0.99),
  });
}

/** Sends as fast as the connections allow, or at a steady rate, for a time. */
async function load(
  url: string,
  payload: MakePayload,
  forMs: number,
  { perSecond = Number.POSITIVE_INFINITY, awake = false } = {},
): Promise<{ perSecond: number; latenciesMs: number[] }> {
  const pool = new Pool(url, { connections: CONNECTIONS });
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  let index = 0;
  if (awake) stayAwake(forMs);
  const sendOn = async (): Promise<void> => {
    while (performance.now() - startedAt < forMs) {
      const mine = index;
      index += 1;
      const dueAt = startedAt + (mine / perSecond) * 1_000;
      const waitMs = dueAt - performance.now();
      if (waitMs > 0) await sleep(waitMs);
      const sentAt = performance.now();
      await deliver(pool, payload(mine));
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sendOn));
  const seconds = (performance.now() - startedAt) / 1_000;
  await pool.close();
  return { perSecond: latenciesMs.length / seconds, latenciesMs };
}

/** A sender that sleeps must be woken by each answer, which costs the answering process more than the answer. */
function stayAwake(forMs: number): void {
  const end = performance.now() + forMs;
  const spin = (): void => {
    if (performance.now() < end) setImmediate(spin);
  };
  spin();
}
