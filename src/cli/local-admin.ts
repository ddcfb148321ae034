// The admin API of a store on which no service runs, for one command, in its own process.

import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type ErrorRequestHandler } from 'express';
import { mountAdmin } from '../admin/router.ts';
import { adminOf } from '../admin-of.ts';
import { createApprovers } from '../approvers.ts';
import { readApprovers } from '../config-notices.ts';
import { readMode, readPassTestValues, readRulesDir } from '../config-rules.ts';
import { readKey, readStore, type StoreConfig } from '../config-store.ts';
import { createEnvironmentReader, type Environment, refuseProblems } from '../environment.ts';
import { RedactorError } from '../errors.ts';
import { createFingerprinter, holdsFingerprintKey, readFingerprintKey } from '../fingerprint.ts';
import { addressOf, closeServer, failed, listen, notFound } from '../http.ts';
import { createLog } from '../log.ts';
import type { Id } from '../message.ts';
import { OWN_RULES_DIR } from '../rule-set.ts';
import { openStore, type Store } from '../store/store.ts';
import { readSet } from './rules-directory.ts';
import { databaseFault } from './start-fault.ts';

export interface LocalAdmin {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const CLOSE_MS = 2_000;

/** @throws RedactorError `config_invalid`, `service_unreachable` where there is no store either, `store_unavailable`. */
export async function openLocalAdmin(env: Environment, base: string): Promise<LocalAdmin> {
  const read = createEnvironmentReader(env);
  const config = readStore(read);
  const key = readKey(read);
  const named = readApprovers(read);
  const rulesDir = readRulesDir(read) ?? OWN_RULES_DIR;
  const passTestValues = readPassTestValues(read);
  const mode = readMode(read);
  refuseProblems(read);
  const clock = (): Date => new Date();
  const store = await open(config, clock, base);
  const workspace = await store.sweeps.knownWorkspace();
  const rules = once(() => readSet(rulesDir, passTestValues));
  const print = once(() => createFingerprinter(keyOf(key, config.dataDir)));
  const token = randomBytes(24).toString('base64url');
  const http = express().disable('x-powered-by').disable('etag');
  mountAdmin(
    http,
    adminOf({
      token,
      mode,
      store,
      approvers: createApprovers({ named, members: undefined, clock }),
      workspace: () => workspace,
      fingerprint: (kind, value) => print()(kind, value),
      scan: (body) => rules().scan(body),
      ruleIds: () => rules().rules.map(({ id }) => id),
      sweep: undefined,
      lookForBackfill: () => undefined,
      callsPerTenSeconds: () => undefined,
      clock,
    }),
  );
  http.use(notFound, explained, failed(createLog('silent')));
  const server = await listen(http, 0, HOST);
  return {
    url: `http://${addressOf(server, HOST)}`,
    token,
    async close() {
      await closeServer(server, 0);
      await store.close(CLOSE_MS);
    },
  };
}

async function open(config: StoreConfig, clock: () => Date, base: string): Promise<Store> {
  const { databaseUrl, dataDir } = config;
  if (!databaseUrl && !existsSync(join(dataDir, 'postgres')))
    throw new RedactorError(
      'service_unreachable',
      `Nothing answers on ${base}, and there is no store in ${dataDir}. Start the service, name its address with --url, or its store with DATABASE_URL or DATA_DIR.`,
    );
  try {
    return await openStore(config, {
      clock,
      createId: () => randomUUID() as string as Id,
      onError: () => undefined,
      onTaken: () => undefined,
    });
  } catch (error) {
    if (error instanceof RedactorError && error.code === 'store_locked')
      throw new RedactorError(
        'service_unreachable',
        `Nothing answers on ${base}, but another process uses the store in ${dataDir}: name the service's address with --url.`,
      );
    throw (databaseUrl ? databaseFault(error) : undefined) ?? error;
  }
}

/** What is wrong with the setting is for whoever asks, who has set it. */
const explained: ErrorRequestHandler = (error, _request, response, next) => {
  if (!(error instanceof RedactorError)) return next(error);
  response.status(409).json({ result: error.code, problem: error.message.replace(/\.$/, '') });
};

/** A key made here would not be the service's, and what it prints would count for nothing. */
function keyOf(configured: string | undefined, dataDir: string): string {
  if (configured !== undefined || holdsFingerprintKey(dataDir))
    return readFingerprintKey(configured, dataDir);
  throw new RedactorError(
    'config_invalid',
    `FINGERPRINT_KEY is not set, and there is no key in ${dataDir}. Set FINGERPRINT_KEY or DATA_DIR as the service has it, or start the service.`,
  );
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
