// Findings, notices and jobs on one database: what must be true together is written together.

import { sql } from 'kysely';
import type { Id } from '../message.ts';
import { type Approvals, createApprovals } from './approvals.ts';
import { type Audit, createAudit } from './audit.ts';
import { type Backfills, createBackfills } from './backfills.ts';
import { type ByHand, createByHand } from './by-hand.ts';
import { type Database, type DatabaseConfig, openDatabase } from './database.ts';
import { createDigests, type Digests } from './digests.ts';
import { createDismissals, type Dismissals } from './dismissals.ts';
import { createEchoes, type Echoes } from './echoes.ts';
import { createExceptions, type Exceptions } from './exceptions.ts';
import { createFindingList, type FindingList } from './finding-list.ts';
import { createFindings, type Findings } from './findings.ts';
import { createHeard, type Heard } from './heard.ts';
import { createJobCounter, type JobCounter } from './jobs.ts';
import { createNotices, type Notices } from './notices.ts';
import { createOutages, type Outages } from './outages.ts';
import { createOverview, type Overview } from './overview.ts';
import { createPresses, type Presses } from './presses.ts';
import { createQueue, type Queue } from './queue.ts';
import { createRulePauses, type RulePauses } from './rule-pauses.ts';
import { createScanned, type Scanned } from './scanned.ts';
import { type StormFigures, stormFigures } from './storm-figures.ts';
import { createStorms, type Storms } from './storms.ts';
import { createSweeps, type Sweeps } from './sweeps.ts';
import { createThreads, type Threads } from './threads.ts';

export interface Store {
  readonly backend: Database['backend'];
  readonly findings: Findings;
  readonly findingList: FindingList;
  readonly notices: Notices;
  readonly approvals: Approvals;
  readonly echoes: Echoes;
  readonly audit: Audit;
  readonly exceptions: Exceptions;
  readonly presses: Presses;
  readonly dismissals: Dismissals;
  readonly rulePauses: RulePauses;
  readonly byHand: ByHand;
  readonly overview: Overview;
  readonly threads: Threads;
  readonly storms: Storms & { figures(stormId: Id): Promise<StormFigures> };
  readonly digests: Digests;
  readonly outages: Outages;
  readonly scanned: Scanned;
  readonly heard: Heard;
  readonly sweeps: Sweeps;
  readonly backfills: Backfills;
  readonly queue: Queue;
  readonly jobs: JobCounter;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  /** Ends running jobs, for at most `timeoutMs`, and lets go of the database. */
  close(timeoutMs: number): Promise<void>;
}

export interface StoreDependencies {
  readonly clock: () => Date;
  readonly createId: () => Id;
  readonly onError: (error: unknown) => void;
  readonly onTaken: (count: { readonly added: number; readonly duplicates: number }) => void;
}

/** @throws RedactorError `store_locked` or `store_unavailable`. */
export async function openStore(config: DatabaseConfig, deps: StoreDependencies): Promise<Store> {
  const database = await openDatabase(config, deps.onError);
  const queue = createQueue(database, deps.onError);
  try {
    await queue.start();
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
  const exceptions = createExceptions(database, deps);
  const pressing = { ...deps, onExceptions: exceptions.forget };
  const heard = createHeard(database, deps);
  return {
    backend: database.backend,
    queue,
    jobs: createJobCounter(database),
    findings: createFindings(database, queue, deps, deps.onTaken),
    findingList: createFindingList(database, queue, deps),
    notices: createNotices(database, queue, deps),
    approvals: createApprovals(database, queue, deps),
    echoes: createEchoes(database, queue, deps),
    audit: createAudit(database),
    exceptions,
    presses: createPresses(database, queue, pressing),
    dismissals: createDismissals(database, queue, pressing),
    byHand: createByHand(database, queue, deps),
    rulePauses: createRulePauses(database, deps),
    overview: createOverview(database),
    threads: createThreads(database, queue),
    storms: {
      ...createStorms(database, queue, deps),
      figures: (stormId) => stormFigures(database, stormId),
    },
    digests: createDigests(database, queue, deps),
    outages: createOutages(database, queue, deps),
    scanned: createScanned(database),
    heard,
    sweeps: createSweeps(database, deps),
    backfills: createBackfills(database, deps),
    async ping() {
      await sql`select 1`.execute(database.db);
    },
    async close(timeoutMs) {
      await heard.flush();
      await queue.stop(timeoutMs);
      await database.close();
    },
  };
}
