// One notice per conversation, and one per trouble of the service. The row says what has been shown so far; what
// the card says is made from the findings when it is sent, so that the newest state wins.

import { sql, type Transaction } from 'kysely';
import type { Id } from '../message.ts';
import type { ServiceProblem } from '../outcome.ts';
import type { Database } from './database.ts';
import { type Notice, type Place, toNotice } from './notice-row.ts';
import type { Queue } from './queue.ts';
import type { Tables } from './schema.ts';
import { closeService, openService } from './service-notices.ts';

export interface Notices {
  read(id: Id): Promise<Notice | undefined>;
  /** Has it looked at. */
  look(id: Id): Promise<void>;
  /** Has it looked at then; with `held` it counts meanwhile as one that quiet hours keep back. */
  lookAt(id: Id, at: Date, wait?: 'held'): Promise<void>;
  /** Has it sent, at once or then. Those with a higher priority go first. */
  send(id: Id, priority: number, at?: Date): Promise<void>;
  /** It ended before it was told. False when it has changed since it was read. */
  forget(notice: Pick<Notice, 'id' | 'revision'>): Promise<boolean>;
  /** There is nothing in it to tell: it stays, so that it is not opened again. */
  drop(id: Id): Promise<void>;
  /** A first post is about to be sent. */
  sending(id: Id, at: Date): Promise<void>;
  /** The first post did not arrive, for sure: it is looked at anew. */
  notPosted(id: Id): Promise<void>;
  sent(id: Id, shown: Shown): Promise<void>;
  /** Tries again at `retryAt`. `certain`: Slack has surely not taken it. `stale`: the card is no longer there. */
  notSent(id: Id, change: NotSent): Promise<void>;
  /** Raises the revision of a card whose figures are made anew each time. */
  redraw(id: Id): Promise<void>;
  /** Opens the card of a trouble of the service, once while it lasts. */
  open(problem: ServiceProblem): Promise<void>;
  close(problem: ServiceProblem): Promise<void>;
}

export interface Shown {
  readonly revision: number;
  readonly place: Place;
  readonly told: string | undefined;
  /** What its thread need not be told any more. */
  readonly shown: string | undefined;
  readonly remindAt: Date | undefined;
  readonly reminders: number;
}

export interface NotSent {
  readonly retryAt: Date;
  readonly certain: boolean;
  readonly stale: boolean;
  readonly priority: number;
}

export function createNotices(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): Notices {
  const lookAfter = (change: (trx: Transaction<Tables>) => Promise<readonly Id[]>) =>
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
    look: (id) => lookAfter(async () => [id]),
    lookAt: (id, at, wait) =>
      db.transaction().execute(async (trx) => {
        if (wait === 'held')
          await trx.updateTable('notice').set({ held_until: at }).where('id', '=', id).execute();
        // One job for each time: of one that waits already the time cannot be changed.
        const key = `at:${Math.ceil(at.getTime() / 1000)}`;
        const inSeconds = secondsUntil(at, clock());
        await queue.add(trx, 'notice', [{ data: { noticeId: id }, inSeconds, key }]);
      }),
    send: (id, priority, at) =>
      db
        .transaction()
        .execute((trx) =>
          queue.add(trx, 'card', [
            { data: { noticeId: id }, priority, ...(at ? { inSeconds: secondsUntil(at, clock()) } : {}) },
          ]),
        ),
    async forget({ id, revision }) {
      const forgotten = await db
        .deleteFrom('notice')
        .where('id', '=', id)
        .where('revision', '=', revision)
        .where('channel', 'is', null)
        .where('sending_since', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return forgotten !== undefined;
    },
    async drop(id) {
      await db
        .updateTable('notice')
        .set((eb) => ({ posted_revision: eb.ref('revision'), closed_at: clock() }))
        .where('id', '=', id)
        .where('channel', 'is', null)
        .execute();
    },
    async sending(id, at) {
      await db.updateTable('notice').set({ sending_since: at }).where('id', '=', id).execute();
    },
    notPosted: (id) =>
      lookAfter(async (trx) => {
        await trx.updateTable('notice').set({ sending_since: null }).where('id', '=', id).execute();
        return [id];
      }),
    async sent(id, { revision, place, told, shown, remindAt, reminders }) {
      const now = clock();
      await db
        .updateTable('notice')
        .set((eb) => ({
          posted_revision: revision,
          ...place,
          told: told ?? null,
          shown: shown ?? null,
          sending_since: null,
          failed_sends: 0,
          sent_at: now,
          posted_at: eb.fn.coalesce('posted_at', eb.val(now)),
          held_until: null,
          remind_at: remindAt ?? null,
          reminders,
        }))
        .where('id', '=', id)
        .execute();
    },
    async notSent(id, { retryAt, certain, stale, priority }) {
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
        const inSeconds = secondsUntil(retryAt, clock());
        await queue.add(trx, 'card', [{ data: { noticeId: id }, inSeconds, priority }]);
      });
    },
    async redraw(id) {
      await db
        .updateTable('notice')
        .set((eb) => ({ revision: eb('revision', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
    open: (problem) => lookAfter((trx) => openService(trx, problem, createId(), clock())),
    close: (problem) => lookAfter((trx) => closeService(trx, problem, clock())),
  };
}

function secondsUntil(at: Date, now: Date): number {
  return Math.max(0, at.getTime() - now.getTime()) / 1000;
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
