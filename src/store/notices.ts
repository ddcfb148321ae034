// One notice per conversation, and one per trouble of the service. The row says what has been shown so far; what
// the card says is made from the findings when it is sent, so that the newest state wins.

import { type Selectable, sql, type Transaction } from 'kysely';
import type { Id } from '../message.ts';
import type { ServiceProblem } from '../outcome.ts';
import type { Database } from './database.ts';
import type { Queue } from './queue.ts';
import type { NoticeTable, Tables } from './schema.ts';

export interface Notice {
  readonly id: Id;
  readonly about:
    | { readonly kind: 'conversation'; readonly workspaceId: Id; readonly conversationId: Id }
    | { readonly kind: 'service'; readonly problem: ServiceProblem };
  readonly revision: number;
  readonly postedRevision: number;
  readonly place: Place | undefined;
  readonly sendingSince: Date | undefined;
  /** The worst trouble that the card has told of so far. */
  readonly told: string | undefined;
  readonly failedSends: number;
  readonly openedAt: Date;
  readonly closedAt: Date | undefined;
  /** No reminder until then. */
  readonly snoozed: { readonly until: Date; readonly by: Id } | undefined;
}

/** Where a card stands in Slack. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

export interface Notices {
  read(id: Id): Promise<Notice | undefined>;
  /** A first post is about to be sent. */
  sending(id: Id, at: Date): Promise<void>;
  sent(
    id: Id,
    shown: { readonly revision: number; readonly place: Place; readonly told: string | undefined },
  ): Promise<void>;
  /** Tries again at `retryAt`. `certain`: Slack has surely not taken it. `stale`: the card is no longer there. */
  notSent(
    id: Id,
    change: { readonly retryAt: Date | undefined; readonly certain: boolean; readonly stale: boolean },
  ): Promise<void>;
  /** Opens the card of a trouble of the service, once while it lasts. */
  open(problem: ServiceProblem): Promise<void>;
  close(problem: ServiceProblem): Promise<void>;
}

export function createNotices(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): Notices {
  const changeService = (change: (trx: Transaction<Tables>) => Promise<readonly Id[]>) =>
    db.transaction().execute(async (trx) => {
      const ids = await change(trx);
      await queue.add(
        trx,
        'notice',
        ids.map((noticeId) => ({ data: { noticeId } })),
      );
    });

  return {
    async read(id) {
      const row = await db.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toNotice(row);
    },
    async sending(id, at) {
      await db.updateTable('notice').set({ sending_since: at }).where('id', '=', id).execute();
    },
    async sent(id, { revision, place, told }) {
      await db
        .updateTable('notice')
        .set({
          posted_revision: revision,
          ...place,
          told: told ?? null,
          sending_since: null,
          failed_sends: 0,
        })
        .where('id', '=', id)
        .execute();
    },
    async notSent(id, { retryAt, certain, stale }) {
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('notice')
          .set((eb) => ({
            failed_sends: eb('failed_sends', '+', 1),
            ...(certain ? { sending_since: null } : {}),
            ...(stale ? { channel: null, ts: null } : {}),
          }))
          .where('id', '=', id)
          .execute();
        if (retryAt) await queue.add(trx, 'notice', [{ data: { noticeId: id }, at: retryAt }]);
      });
    },
    open: (problem) => changeService((trx) => openService(trx, problem, createId(), clock())),
    close: (problem) => changeService((trx) => closeService(trx, problem, clock())),
  };
}

async function openService(
  trx: Transaction<Tables>,
  problem: ServiceProblem,
  id: Id,
  now: Date,
): Promise<readonly Id[]> {
  const rows = await trx
    .insertInto('notice')
    .values({
      id,
      key: `service:${problem}`,
      problem,
      revision: 1,
      posted_revision: 0,
      failed_sends: 0,
      opened_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .column('key')
        // A trouble that comes back is a new card: the old one has ended and is read no more.
        .doUpdateSet((eb) => ({
          revision: eb('notice.revision', '+', 1),
          opened_at: now,
          closed_at: null,
          channel: null,
          ts: null,
        }))
        .where('notice.closed_at', 'is not', null),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

async function closeService(
  trx: Transaction<Tables>,
  problem: ServiceProblem,
  now: Date,
): Promise<readonly Id[]> {
  const rows = await trx
    .updateTable('notice')
    .set((eb) => ({ revision: eb('revision', '+', 1), closed_at: now }))
    .where('key', '=', `service:${problem}`)
    .where('closed_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** The card shows what changed. */
export async function raiseNotice(trx: Transaction<Tables>, queue: Queue, noticeId: Id): Promise<void> {
  await trx
    .updateTable('notice')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', noticeId)
    .execute();
  await queue.add(trx, 'notice', [{ data: { noticeId } }]);
}

export interface Told {
  readonly workspaceId: Id;
  readonly conversationId: Id;
  readonly tell: boolean;
}

/** Raises the revision of the conversations' cards, and opens those that must be told of. Gives the cards to send. */
export async function touchNotices(
  trx: Transaction<Tables>,
  items: readonly Told[],
  createId: () => Id,
  now: Date,
): Promise<readonly Id[]> {
  const byKey = new Map<string, Told>();
  for (const item of items) {
    const key = `conversation:${item.workspaceId}:${item.conversationId}`;
    if (item.tell || !byKey.has(key)) byKey.set(key, item);
  }
  // In one order, so that two that touch the same cards do not wait for each other.
  const entries = [...byKey].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const quiet = entries.filter(([, item]) => !item.tell).map(([key]) => key);
  const loud = entries.filter(([, item]) => item.tell);
  const touched =
    quiet.length === 0
      ? []
      : await trx
          .updateTable('notice')
          .set((eb) => ({ revision: eb('revision', '+', 1) }))
          .where('key', '=', sql<string>`any(${quiet})`)
          .returning('id')
          .execute();
  const opened =
    loud.length === 0
      ? []
      : await trx
          .insertInto('notice')
          .values(
            loud.map(([key, item]) => ({
              id: createId(),
              key,
              workspace_id: item.workspaceId,
              conversation_id: item.conversationId,
              revision: 1,
              posted_revision: 0,
              failed_sends: 0,
              opened_at: now,
            })),
          )
          .onConflict((conflict) =>
            conflict.column('key').doUpdateSet((eb) => ({ revision: eb('notice.revision', '+', 1) })),
          )
          .returning('id')
          .execute();
  return [...touched, ...opened].map(({ id }) => id);
}

function toNotice(row: Selectable<NoticeTable>): Notice {
  const about =
    row.workspace_id && row.conversation_id
      ? { kind: 'conversation' as const, workspaceId: row.workspace_id, conversationId: row.conversation_id }
      : { kind: 'service' as const, problem: row.problem ?? 'intercom_unauthorised' };
  return {
    id: row.id,
    about,
    revision: row.revision,
    postedRevision: row.posted_revision,
    place: row.channel && row.ts ? { channel: row.channel, ts: row.ts } : undefined,
    sendingSince: row.sending_since ?? undefined,
    told: row.told ?? undefined,
    failedSends: row.failed_sends,
    openedAt: row.opened_at,
    closedAt: row.closed_at ?? undefined,
    snoozed:
      row.snoozed_until && row.snoozed_by ? { until: row.snoozed_until, by: row.snoozed_by } : undefined,
  };
}
