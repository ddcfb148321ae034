// The durable queue, pg-boss, on the same database as the findings. A job holds ids only; what to do is read from
// the tables when it runs, so a job that runs twice, or too late, finds nothing left to do.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { fromKysely, type Job, type JobResult, PgBoss } from 'pg-boss';
import type { Id } from '../message.ts';
import type { Database } from './database.ts';
import { createPatience } from './patience.ts';
import type { Tables } from './schema.ts';

export interface Jobs {
  /** Act on a finding; with `ifClosed` only when its conversation is closed by now. */
  readonly act: { readonly findingId: Id; readonly ifClosed?: true };
  /** See what a notice has to say, and when. */
  readonly notice: { readonly noticeId: Id };
  /** Say it: post or edit the card, and tell its thread. */
  readonly card: { readonly noticeId: Id };
  /** What the request for a deletion asks for next: a look at what goes with it, its expiry, or the deletion. */
  readonly delete: { readonly approvalId: Id };
  /** Look again at what was said to be removed by hand, with this press of the card. */
  readonly look: { readonly noticeId: Id; readonly turn: number };
}
export type JobName = keyof Jobs;
export const JOB_NAMES = ['act', 'notice', 'card', 'delete', 'look'] as const satisfies readonly JobName[];

/** As the queue has it. `retried`: a stand-by for an attempt that may have got some of the way. */
type Kept<Name extends JobName> = Jobs[Name] & { readonly retried?: true };

export interface NewJob<Name extends JobName> {
  readonly data: Jobs[Name];
  /** Not before this time; at once when undefined. */
  readonly at?: Date | undefined;
  /** Instead of `at`: not before so many seconds from now by the database's clock, which may differ from ours. */
  readonly inSeconds?: number | undefined;
  /** Those with a higher one go first; 0 when left out. */
  readonly priority?: number;
  /** Lets it wait beside another job for the same work. */
  readonly key?: string;
}

/** `retried`: an earlier attempt at this job may have got some of the way. */
export type JobHandler<Name extends JobName> = (
  data: Jobs[Name],
  job: { readonly retried: boolean },
) => Promise<void>;

export interface Queue {
  start(): Promise<void>;
  /** Adds the jobs inside the caller's transaction. Of jobs with the same key only one waits at a time. */
  add<Name extends JobName>(
    trx: Transaction<Tables>,
    name: Name,
    jobs: readonly NewJob<Name>[],
  ): Promise<void>;
  /** Starts taking jobs; a handler that throws gets its job again after a growing delay. */
  work<Name extends JobName>(name: Name, limits: WorkLimits, handler: JobHandler<Name>): Promise<void>;
  /** Stops taking jobs of this name; what runs ends first. */
  pause(name: JobName): Promise<void>;
  /** Lets running jobs end, for `timeoutMs` at most; what did not end is taken up by the next process. */
  stop(timeoutMs: number): Promise<void>;
}

export interface WorkLimits {
  readonly workers: number;
  /** Jobs that one worker runs at the same time. */
  readonly batch: number;
}

/**
 * Of the jobs with one key, `short` lets one wait, and `stately` lets one wait and one run: a card must not be
 * posted by two workers at once, while acting twice on one message does no harm.
 */
const POLICIES = {
  act: 'short',
  notice: 'stately',
  card: 'stately',
  delete: 'stately',
  look: 'short',
} as const satisfies Record<JobName, string>;

/** A dead process's jobs are given back after HEARTBEAT plus MONITOR seconds at most. */
const HEARTBEAT_SECONDS = 20;
const MONITOR_SECONDS = 10;

/** Far above what Intercom takes when it is well; most is what its allowance of ten seconds could have begun. */
const PATIENCE_MS = 1_000;
const MOST_LET_GO = 1_000;

const QUEUE_OPTIONS = {
  notify: true,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: 300,
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  deleteAfterSeconds: 600,
  retentionSeconds: 90 * 86_400,
} as const;

export function createQueue(database: Database, onError: (error: unknown) => void): Queue {
  const boss = new PgBoss({
    ...database.queueOptions,
    schema: 'redactor_queue',
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: MONITOR_SECONDS,
    monitorIntervalSeconds: MONITOR_SECONDS,
    registerInstance: false,
    monitorVacuum: false,
    reindex: database.backend === 'postgres',
    openTelemetry: { enabled: false },
  });
  boss.on('error', onError);
  const patience = createPatience(PATIENCE_MS, MOST_LET_GO);

  return {
    async start() {
      await boss.start();
      for (const name of JOB_NAMES) {
        await boss.createQueue(name, { policy: POLICIES[name], ...QUEUE_OPTIONS });
      }
      if (database.backend === 'pglite') await giveBackOrphans(database, boss);
    },
    async add(trx, name, jobs) {
      if (jobs.length === 0) return;
      const rows = jobs.map(({ data, at, inSeconds, key, priority }) => ({
        data,
        singletonKey: key === undefined ? keyOf(data) : `${keyOf(data)}:${key}`,
        ...(at ? { startAfter: at } : {}),
        ...(inSeconds === undefined ? {} : { startAfter: inSeconds }),
        ...(priority === undefined ? {} : { priority }),
      }));
      await boss.insert(name, rows, { db: fromKysely(trx) });
    },
    async work(name, limits, handler) {
      const options = {
        localConcurrency: limits.workers,
        batchSize: limits.batch,
        burstWhenBatchFull: limits.batch > 1,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 1,
        perJobResults: true,
      } as const;
      const run = async (job: Job<Kept<typeof name>>): Promise<JobResult> => {
        try {
          await handler(job.data, { retried: job.retryCount > 0 || job.data.retried === true });
          return { id: job.id, status: 'completed' };
        } catch (error) {
          onError(error);
          // Not the error itself: pg-boss would keep its message in the table.
          return { id: job.id, status: 'failed', output: { failed: true } };
        }
      };
      await boss.work<Kept<typeof name>>(name, options, (jobs) =>
        Promise.all(
          jobs.map((job) =>
            limits.batch === 1
              ? run(job)
              : patience.wait(run(job), () => standBy(name, job.data), { id: job.id, status: 'completed' }),
          ),
        ),
      );
    },
    pause: (name) => boss.offWork(name, { wait: false }),
    async stop(timeoutMs) {
      const ended = Promise.all([...JOB_NAMES.map((name) => boss.offWork(name)), patience.ended()]);
      await Promise.race([ended, sleep(timeoutMs, undefined, { ref: false })]);
      await boss.stop({ graceful: false, close: true });
    },
  };

  /** A later job for the same work; it finds nothing left to do when the work has ended by then. */
  async function standBy(name: JobName, data: Jobs[JobName]): Promise<void> {
    const kept: Kept<JobName> = { ...data, retried: true };
    await boss.send(name, kept, {
      singletonKey: `${keyOf(data)}:stand-by`,
      startAfter: HEARTBEAT_SECONDS + MONITOR_SECONDS,
    });
  }
}

/** With the embedded store this process is the only one: whatever is still active, a dead process held. */
async function giveBackOrphans(database: Database, boss: PgBoss): Promise<void> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from redactor_queue.job where state = 'active'`.execute(database.db);
  for (const name of JOB_NAMES) {
    const ids = rows.filter((row) => row.name === name).map((row) => row.id);
    if (ids.length > 0) await boss.fail(name, ids, { failed: true });
  }
}

function keyOf(data: Jobs[JobName]): string {
  if ('findingId' in data) return data.findingId;
  return 'noticeId' in data ? data.noticeId : data.approvalId;
}
