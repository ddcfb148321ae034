// The servers that are measured, each in a process of its own, and what they say of themselves.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Pool } from 'undici';
import { type Payload, SECRET } from './payloads.ts';

/** As `npm start` and the image start it. */
const OURS = ['--max-semi-space-size=4'];
const OUR_ENV = { MALLOC_ARENA_MAX: '2' };

export interface Server {
  readonly url: string;
  readonly process: ChildProcess;
}

export async function startServer(
  role: 'bare' | 'ours' | 'intercom',
  env: Record<string, string>,
): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'ack-server.ts'), [role], {
    env: { ...process.env, ...(role === 'ours' ? OUR_ENV : {}), ...env, INTERCOM_CLIENT_SECRET: SECRET },
    execArgv: role === 'ours' ? OURS : [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('exit', () => reject(new Error(`the ${role} server ended`)));
  });
  return { url, process: child };
}

/** What it used so far, in microseconds. */
export function processorTime(server: Server): Promise<number> {
  return ask(server, 'processor time');
}

export async function residentMb(server: Server): Promise<number> {
  return (await ask(server, 'resident size')) / 1024 / 1024;
}

async function ask({ process }: Server, what: 'processor time' | 'resident size'): Promise<number> {
  process.send(what);
  const [answer] = await once(process, 'message');
  return Number(answer);
}

/** @throws when it is not taken. */
export async function deliver(pool: Pool, { body, signature }: Payload): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-hub-signature': signature };
  const response = await pool.request({ method: 'POST', path: '/webhooks/intercom', headers, body });
  await response.body.dump();
  if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
}
