// The outbox alone: a real store and a local Slack, without Intercom; time goes on as the test says.

import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { readConfig } from '../../src/config.ts';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import { createLog } from '../../src/log.ts';
import type { Id } from '../../src/message.ts';
import { createMetrics } from '../../src/metrics.ts';
import { type Outbox, type OutboxTimes, openOutbox } from '../../src/open-outbox.ts';
import { openSlack } from '../../src/open-slack.ts';
import type { Outcome } from '../../src/outcome.ts';
import type { DatabaseConfig } from '../../src/store/database.ts';
import type { Settlement } from '../../src/store/finding-rows.ts';
import type { Store } from '../../src/store/store.ts';
import { aNewFinding, id } from '../support/builders.ts';
import { newDatabase, openTestStore } from '../support/stores.ts';
import { until } from '../support/until.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

export interface OutboxWorld {
  readonly store: Store;
  readonly slack: SlackEmulator;
  readonly outbox: Outbox;
  readonly clock: () => Date;
  /** Moves the clock, and has everything looked at that was looked at before. */
  pass(ms: number): Promise<void>;
  /** Moves the clock; only what has a job is done. */
  wait(ms: number): Promise<void>;
  /** Waits until nothing is left to be done at this time. */
  settled(): Promise<void>;
  /** A message of the conversation could not be redacted. */
  fail(conversationId: string, as?: Failing): Promise<void>;
  /** It was redacted after all. */
  redact(conversationId: string): Promise<void>;
}

export type Failing = Partial<Pick<Settlement, 'state' | 'outcome'>> & { readonly messageId?: string };

export interface OutboxWorldOptions {
  readonly at?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly times?: Partial<OutboxTimes>;
  readonly database?: DatabaseConfig;
  /** What the gate to the fallback lets through; everything when left out. */
  readonly isClean?: (text: string) => boolean;
  /** That of another replica. */
  readonly slack?: SlackEmulator;
}

const CLEAN = { isClean: (_text: string): boolean => true, onHeld: () => undefined };
const FIRST = '1';
const WORKSPACE = id('qz7k2m9x');
export const REFUSED: Outcome = { kind: 'rejected', status: 400, code: 'unknown' };
export const NOT_REDACTABLE: Outcome = { kind: 'not_redactable', reason: 'refused' };

export async function anOutbox(
  context: TestContext,
  { at = '2026-08-18T12:00:00Z', env = {}, times = {}, ...given }: OutboxWorldOptions = {},
): Promise<OutboxWorld> {
  let offsetMs = new Date(at).getTime() - Date.now();
  const clock = (): Date => new Date(Date.now() + offsetMs);
  const slack = given.slack ?? (await createSlackEmulator());
  if (!given.slack) context.after(() => slack.close());
  const database = given.database ?? (await newDatabase('postgres'));
  const store = await openTestStore(context, database, { clock });
  const config = readConfig({ ...environment(slack), ...env });
  const metrics = createMetrics(
    async () => 0,
    async () => 0,
  );
  const quiet = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  if (config.notices === 'log') throw new TypeError('notices go to Slack here');
  const outbox = openOutbox({
    config,
    store,
    sender: openSlack(config.notices, {
      timeoutMs: 700,
      clock,
      random: Math.random,
      log: createLog('silent'),
      gate: CLEAN,
    }).sender,
    gate: { isClean: given.isClean ?? CLEAN.isClean, onHeld: CLEAN.onHeld },
    times: {
      slackTimeoutMs: 700,
      slackPace: { burst: 100, everyMs: 1 },
      slackEditPace: { burst: 100, everyMs: 1 },
      groupWaitMs: 0,
      slackRetryMs: 200,
      ...times,
    },
    clock,
    random: () => 0,
    log: quiet,
    metrics,
  });
  const known = new Set<Id>();
  let running = 0;
  let lastMs = Date.now();
  const counted = (work: (job: { readonly noticeId: Id }) => Promise<void>) => {
    return async (job: { readonly noticeId: Id }): Promise<void> => {
      known.add(job.noticeId);
      running += 1;
      await work(job).finally(() => {
        running -= 1;
        lastMs = Date.now();
      });
    };
  };
  await store.queue.work('notice', { workers: 1, batch: 20 }, counted(outbox.tell.look));
  await store.queue.work('card', { workers: 1, batch: 1 }, counted(outbox.tell.send));

  // What is half done takes its times from the clock: it would be done in the future.
  const atRest = () => until(() => running === 0, 'what is under way', 30_000);
  const isDue = await lookForJobs(context, database);
  const settled = async (): Promise<void> => {
    lastMs = Date.now();
    // While Slack refuses, there is always something to be tried again.
    const end = lastMs + 6_000;
    while (Date.now() < end && (running > 0 || (await isDue(lastMs)) || running > 0)) await sleep(20);
  };
  const take = async (conversationId: string, messageId: string) => {
    const finding = aNewFinding({
      conversationId: id(conversationId),
      messageId: id(messageId),
      saidAt: clock(),
      seenAt: clock(),
    });
    await store.findings.take({ findings: [finding], inspect: undefined });
    const kept = await store.findings.find(finding);
    if (!kept) throw new TypeError('not kept');
    return kept;
  };
  return {
    store,
    slack,
    outbox,
    clock,
    settled,
    async pass(ms) {
      await atRest();
      offsetMs += ms;
      await hurry(database);
      for (const noticeId of known) await store.notices.look(noticeId);
      await settled();
    },
    async wait(ms) {
      await atRest();
      offsetMs += ms;
      await hurry(database);
      await settled();
    },
    async fail(conversationId, { messageId = FIRST, ...as } = {}) {
      const finding = await take(conversationId, messageId);
      await store.findings.settle({
        finding,
        state: 'failed',
        outcome: REFUSED,
        attempts: finding.attempts + 1,
        actedAt: clock(),
        provenAt: undefined,
        retryAt: undefined,
        tell: true,
        ...as,
      });
    },
    async redact(conversationId) {
      await store.echoes.redacted(WORKSPACE, id(conversationId), [
        { resource: 'conversation_part', messageId: id(FIRST) },
      ]);
    },
  };
}

/** Whether there is something to be done now or within a second, given when something was last done. */
async function lookForJobs(
  context: TestContext,
  { databaseUrl }: DatabaseConfig,
): Promise<(lastMs: number) => Promise<boolean>> {
  // Nobody else may look into an embedded store.
  if (!databaseUrl) return async (lastMs) => Date.now() - lastMs < 1_300;
  const client = await connect(databaseUrl);
  context.after(() => client.end());
  return async () => {
    const { rowCount } = await client.query(
      `select 1 from redactor_queue.job where name in ('card', 'notice')
         and (state = 'active' or state < 'active' and start_after < now() + interval '1 second') limit 1`,
    );
    return rowCount !== 0;
  };
}

/** The queue goes by the database's clock, which no test can move. */
async function hurry({ databaseUrl }: DatabaseConfig): Promise<void> {
  if (!databaseUrl) return;
  const client = await connect(databaseUrl);
  await client.query(
    `update redactor_queue.job set start_after = now() where name in ('card', 'notice') and state < 'active'`,
  );
  await client.end();
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

function environment(slack: SlackEmulator): Record<string, string> {
  return {
    INTERCOM_ACCESS_TOKEN: 'unused',
    INTERCOM_CLIENT_SECRET: 'unused',
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: 'local-signing-secret',
    SLACK_CHANNEL: 'C0PRIVACY',
    SLACK_APPROVERS: 'U024BE7LH',
    FINGERPRINT_KEY: 'a-key-for-tests-only',
    DATABASE_URL: 'postgres://unused/unused',
  };
}
