// The service as a process of its own, between a local Intercom and a local Slack: it can be killed.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  createIntercomEmulator,
  type IntercomEmulator,
  type IntercomEmulatorOptions,
} from '../../src/emulator/intercom.ts';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { DatabaseConfig } from '../../src/store/database.ts';
import { freePort } from '../support/free-port.ts';
import { onePack } from '../support/one-pack.ts';
import { newDatabase } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { environment } from './world.ts';

export const MAIN = join(import.meta.dirname, '../../src/main.ts');

const RULES_DIR = onePack();

export interface ServiceProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it has written to its log. */
  readonly logged: () => string;
}

export interface Surroundings {
  readonly intercom: IntercomEmulator;
  readonly slack: SlackEmulator;
  readonly env: Readonly<Record<string, string>>;
  /** Waits until it answers. The one that is started first hears Intercom's webhooks. */
  start(port?: number): Promise<ServiceProcess>;
}

export interface SurroundingsOptions {
  readonly database?: DatabaseConfig;
  readonly intercom?: IntercomEmulatorOptions;
  readonly env?: Readonly<Record<string, string>>;
}

/** What ends with the test. The service runs on the embedded store unless told otherwise, with the one pack that it needs. */
export async function someSurroundings(
  context: TestContext,
  options: SurroundingsOptions = {},
): Promise<Surroundings> {
  const intercom = await createIntercomEmulator({ rateLimit: Number.POSITIVE_INFINITY, ...options.intercom });
  const slack = await createSlackEmulator();
  context.after(() => Promise.all([intercom.close(), slack.close()]));
  const database = options.database ?? (await newDatabase('pglite'));
  const { NODE_COMPILE_CACHE = '' } = process.env;
  const env = { ...environment(intercom, slack, database), NODE_COMPILE_CACHE, RULES_DIR, ...options.env };
  return {
    intercom,
    slack,
    env,
    start: async (port) => startService(context, { ...env, PORT: String(port ?? (await freePort())) }),
  };
}

async function startService(context: TestContext, env: Record<string, string>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let logged = '';
  child.stdout.on('data', (chunk: Buffer) => {
    logged += chunk.toString();
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  context.after(() => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${env.PORT}`;
  await until(
    async () => {
      assert.equal(child.exitCode, null, said);
      return fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    'the service',
    30_000,
  );
  return { url, logged: () => logged, process: child };
}

/** Its exit code. */
export async function stopService({ process: child }: ServiceProcess): Promise<number | null> {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}

export async function killService({ process: child }: ServiceProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
