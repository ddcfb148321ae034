// Findings in, states out, each change in one transaction with the job and the card that follow from it.

import { type Selectable, sql, type Transaction } from 'kysely';
import { RedactorError } from '../errors.ts';
import type { Id, MessageRef } from '../message.ts';
import type { Finding } from '../outcome.ts';
import { askInside } from './approval-changes.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import {
  type AddedFinding,
  type Inspection,
  insertFindings,
  insertInspections,
  type NewFinding,
  type Settlement,
  toFinding,
  updateFindings,
} from './finding-rows.ts';
import { grouped } from './grouped.ts';
import { createLull } from './lull.ts';
import { type Told, touchNotices } from './notices.ts';
import type { NewJob, Queue } from './queue.ts';
import type { FindingTable, Tables } from './schema.ts';
import { auditOf, deletionAtOnce, deletionInstead } from './what-follows.ts';

/** What one event asks to be kept. */
export interface Intake {
  readonly findings: readonly NewFinding[];
  /** A conversation to fetch and scan. */
  readonly inspect: Inspection | undefined;
  /** What is to be kept only together with them; told how many of the messages are new. */
  readonly within?: (trx: Transaction<Tables>, added: number) => Promise<void>;
}

export interface Findings {
  /**
   * Resolves when it is committed, findings and jobs together. A message that is known already changes nothing.
   * Rejects when that takes too long. Gives how many messages were new.
   */
  take(intake: Intake): Promise<number>;
  /** Resolves when no burst of events is being taken, or after `atMostMs`: what must be answered goes before what can wait. */
  quiet(atMostMs: number): Promise<void>;
  read(id: Id): Promise<Finding | undefined>;
  find(message: MessageRef): Promise<Finding | undefined>;
  settle(settlement: Settlement): Promise<void>;
  /** Has it acted on a while later if its conversation is closed by then. */
  lookAgain(finding: Pick<Finding, 'id'>): Promise<void>;
  /** Those of a conversation that people were told about, oldest first. */
  told(workspaceId: Id, conversationId: Id): Promise<readonly Finding[]>;
  countWaiting(): Promise<number>;
  /** Makes sure that each waiting finding has a job, and gives the parked ones another try. */
  requeue(): Promise<void>;
}

const REQUEUE_AT_ONCE = 500;

/**
 * Intercom waits five seconds for an answer, and must be told in time to send the event again. What is committed
 * after all does no harm.
 */
const TAKE_MS = 4_000;

/** What was done is done: in a burst its rows may wait a moment, so that more of them share a transaction. */
const SETTLE_GATHER_MS = 20;

export function createFindings(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
  told: (count: { readonly added: number; readonly duplicates: number }) => void,
): Findings {
  const deps = { queue, createId, clock };
  const take = grouped<Intake, number>(async (items) => {
    const findings = items.flatMap((item) => item.findings);
    const inspections = items.flatMap(({ inspect }) => (inspect ? [inspect] : []));
    const { added, counts } = await db.transaction().execute(async (trx) => {
      const rows = findings.length > 0 ? await insertFindings(trx, findings, createId) : [];
      const asked = inspections.length > 0 ? await insertInspections(trx, inspections, createId) : [];
      const waiting = [...rows.filter(({ state }) => state === 'waiting'), ...asked];
      await queue.add(
        trx,
        'act',
        waiting.flatMap((row) => jobsOf(row, clock())),
      );
      await askInside(trx, rows.flatMap(deletionAtOnce), deps);
      await tellOf(
        trx,
        rows.flatMap(({ state, workspace_id: workspaceId, conversation_id: conversationId }) =>
          state === 'unredactable' ? [{ workspaceId, conversationId, tell: true }] : [],
        ),
      );
      const counts = countNew(items, rows);
      for (const [index, item] of items.entries()) await item.within?.(trx, counts[index] ?? 0);
      return { added: rows, counts };
    });
    told({ added: added.length, duplicates: findings.length - added.length });
    return counts;
  });

  const settle = grouped<Settlement, void>(
    async (items) => {
      await db.transaction().execute(async (trx) => {
        const taken = await updateFindings(trx, items);
        const due = taken.flatMap(({ finding, retryAt }) =>
          retryAt ? [{ data: { findingId: finding.id }, at: retryAt }] : [],
        );
        await queue.add(trx, 'act', due);
        await askInside(trx, taken.flatMap(deletionInstead), deps);
        // The audit before the cards, as everywhere: two that wait for each other's would both fail.
        await writeAudit(trx, taken.flatMap(auditOf));
        await tellOf(
          trx,
          taken.map(({ finding, tell }) => ({ ...finding, tell })),
        );
      });
      return [];
    },
    { gatherMs: SETTLE_GATHER_MS },
  );

  async function tellOf(trx: Transaction<Tables>, told: readonly Told[]): Promise<void> {
    const notices = await touchNotices(trx, told, createId, clock());
    await queue.add(
      trx,
      'notice',
      notices.map((noticeId) => ({ data: { noticeId } })),
    );
  }

  const read = grouped<Id, Finding | undefined>(async (ids) => {
    const rows = await db.selectFrom('finding').selectAll().where('id', '=', sql<Id>`any(${ids})`).execute();
    const byId = new Map(rows.map((row) => [row.id, toFinding(row)]));
    return ids.map((id) => byId.get(id));
  });

  const lull = createLull();

  return {
    take: (intake) => lull.first(() => within(TAKE_MS, take(intake))),
    quiet: lull.quiet,
    settle,
    lookAgain: ({ id }) => db.transaction().execute((trx) => queue.add(trx, 'act', [lookOf(id, clock())])),
    read,
    async find({ workspaceId, conversationId, resource, messageId }) {
      const row = await db
        .selectFrom('finding')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('conversation_id', '=', conversationId)
        .where('resource', '=', resource)
        .where('message_id', '=', messageId)
        .executeTakeFirst();
      return row && toFinding(row);
    },
    async told(workspaceId, conversationId) {
      const rows = await db
        .selectFrom('finding')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('conversation_id', '=', conversationId)
        .where('told', '=', true)
        .orderBy('seen_at')
        .orderBy('id')
        .execute();
      return rows.map(toFinding);
    },
    async countWaiting() {
      const row = await db
        .selectFrom('finding')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    async requeue() {
      let last: Id | undefined;
      do {
        last = await requeueSome(last);
      } while (last);
    },
  };

  /** Gives the last id of those that it took, in the order of ids; undefined when there are no more. */
  function requeueSome(after: Id | undefined): Promise<Id | undefined> {
    return db.transaction().execute(async (trx) => {
      const some = await trx
        .selectFrom('finding')
        .select(['id', 'act_at'])
        .where('state', 'in', ['waiting', 'parked'])
        .where('id', '>', after ?? ('' as Id))
        .orderBy('id')
        .limit(REQUEUE_AT_ONCE)
        .execute();
      const ids = some.map(({ id }) => id);
      if (ids.length === 0) return undefined;
      await trx.updateTable('finding').set({ state: 'waiting' }).where('id', 'in', ids).execute();
      await queue.add(
        trx,
        'act',
        some.map(({ id: findingId, act_at: at }) => ({ data: { findingId }, at: at ?? undefined })),
      );
      return ids.at(-1);
    });
  }
}

/** Of what two intakes of a group bring, the first has the new one. */
function countNew(items: readonly Intake[], added: readonly AddedFinding[]): readonly number[] {
  const left = new Set(
    added.map((row) => keyOf(row.workspace_id, row.conversation_id, row.resource, row.message_id)),
  );
  return items.map(
    ({ findings }) =>
      findings.filter(({ workspaceId, conversationId, resource, messageId }) =>
        left.delete(keyOf(workspaceId, conversationId, resource, messageId)),
      ).length,
  );
}

function keyOf(...names: readonly string[]): string {
  return names.join('/');
}

/** Events overtake each other: a conversation may have been closed before the message was seen. */
const LOOK_AFTER_MS = 2 * 60_000;

function jobsOf(
  { id, act_at: at, plan }: Pick<Selectable<FindingTable>, 'id' | 'act_at' | 'plan'>,
  now: Date,
): readonly NewJob<'act'>[] {
  const job = { data: { findingId: id }, at: at ?? undefined };
  return at && plan?.when === 'on_close' ? [job, lookOf(id, now)] : [job];
}

function lookOf(findingId: Id, now: Date): NewJob<'act'> {
  const at = new Date(now.getTime() + LOOK_AFTER_MS);
  return { data: { findingId, ifClosed: true }, at, key: 'look' };
}

function within<Result>(ms: number, running: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new RedactorError('store_unavailable', 'The store did not answer in time.')),
      ms,
    );
    running.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
