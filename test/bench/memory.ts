// What the service holds in memory: after its start, over 200,000 clean webhooks, and over 20,000 with findings.

import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { write } from './figures.ts';
import { clean, type MakePayload, withFinding } from './payloads.ts';
import { deliver, residentMb, type Server, startServer } from './servers.ts';
import { onEachStore } from './stores.ts';

const CLEAN = 200_000;
const WITH_FINDINGS = 20_000;
const CONNECTIONS = 16;
const STEPS = 10;
/** Until what a start took is given back. */
const SETTLE_MS = 5_000;
const BARS = { PostgreSQL: 160, embedded: 450 } as const;

export async function benchMemory(): Promise<void> {
  const intercom = await startServer('intercom', {});
  try {
    await onEachStore(intercom.url, async (server, store) => {
      await sleep(SETTLE_MS);
      const start = await residentMb(server);
      const overClean = await watch(server, clean, CLEAN);
      const overFindings = await watch(server, withFinding, WITH_FINDINGS);
      await sleep(SETTLE_MS);
      write(`resident size in MB, ${store} (bar: under ${BARS[store]}, flat)`, {
        'after the start': start.toFixed(0),
        '200,000 clean webhooks': overClean.join(' '),
        '20,000 with findings': overFindings.join(' '),
        'at rest again': (await residentMb(server)).toFixed(0),
      });
    });
  } finally {
    intercom.process.kill('SIGKILL');
  }
}

/** Its size after each tenth. */
async function watch(server: Server, payload: MakePayload, count: number): Promise<readonly string[]> {
  const pool = new Pool(server.url, { connections: CONNECTIONS });
  const sizes: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    let left = count / STEPS;
    const sendOn = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await deliver(pool, payload(left));
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, sendOn));
    sizes.push((await residentMb(server)).toFixed(0));
  }
  await pool.close();
  return sizes;
}
