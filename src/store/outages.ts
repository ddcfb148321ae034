// That Slack takes nothing, since when, and what has been told of it elsewhere: once for all replicas.

import type { Id } from '../message.ts';
import type { Database } from './database.ts';
import { type Notice, OUTAGE_KEY } from './notice-row.ts';
import type { Queue } from './queue.ts';

export interface Outages {
  /** Slack did not take a message. `sure`: it will not, until somebody changes a setting. */
  began(reason: string, sure: boolean): Promise<void>;
  /** Slack took one. */
  ended(): Promise<void>;
  /** Takes the right to tell of it, which ends by itself after a while. False when somebody else has it, or had. */
  claim(outage: Pick<Notice, 'id' | 'postedAt'>, forMs: number): Promise<boolean>;
  /** Whether a message about it was taken: that it is on, or its end. */
  told(id: Id, what: 'on' | 'end' | 'not'): Promise<void>;
  /** What waits for Slack, oldest first. */
  waiting(): Promise<Waiting>;
}

export interface Waiting {
  /** Cards that were never posted. */
  readonly count: number;
  readonly oldest: readonly Id[];
}

/** Slack's bad minutes are its own affair. */
export const OUTAGE_AFTER_MS = 5 * 60_000;
const LISTED = 20;

export function createOutages(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): Outages {
  return {
    began: (reason, sure) =>
      db.transaction().execute(async (trx) => {
        const now = clock();
        const row = await trx
          .insertInto('notice')
          .values({
            id: createId(),
            key: OUTAGE_KEY,
            told: reason,
            revision: 1,
            posted_revision: 0,
            failed_sends: 0,
            opened_at: now,
          })
          .onConflict((conflict) =>
            conflict.column('key').doUpdateSet((eb) => ({
              told: reason,
              closed_at: null,
              // One whose end was not told yet goes on.
              opened_at: eb
                .case()
                .when('notice.closed_at', 'is', null)
                .then(eb.ref('notice.opened_at'))
                .when('notice.posted_at', 'is not', null)
                .then(eb.ref('notice.opened_at'))
                .else(now)
                .end(),
            })),
          )
          .returning(['id', 'opened_at', 'posted_at'])
          .executeTakeFirstOrThrow();
        if (row.posted_at !== null) return;
        const leftMs = row.opened_at.getTime() + OUTAGE_AFTER_MS - now.getTime();
        const inSeconds = sure ? 0 : Math.max(0, leftMs) / 1000;
        await queue.add(trx, 'notice', [
          { data: { noticeId: row.id }, inSeconds, key: sure ? 'sure' : 'long' },
        ]);
      }),
    ended: () =>
      db.transaction().execute(async (trx) => {
        const row = await trx
          .updateTable('notice')
          .set({ closed_at: clock() })
          .where('key', '=', OUTAGE_KEY)
          .where('closed_at', 'is', null)
          .returning('id')
          .executeTakeFirst();
        if (row) await queue.add(trx, 'notice', [{ data: { noticeId: row.id } }]);
      }),
    async claim({ id, postedAt }, forMs) {
      const now = clock();
      const claimed = await db
        .updateTable('notice')
        .set({ sending_since: now })
        .where('id', '=', id)
        .where('posted_at', 'is not distinct from', postedAt ?? null)
        .where((eb) =>
          eb.or([eb('sending_since', 'is', null), eb('sending_since', '<', new Date(now.getTime() - forMs))]),
        )
        .returning('id')
        .executeTakeFirst();
      return claimed !== undefined;
    },
    async told(id, what) {
      await db
        .updateTable('notice')
        .set({
          sending_since: null,
          ...(what === 'not' ? {} : { posted_at: what === 'on' ? clock() : null }),
        })
        .where('id', '=', id)
        .execute();
    },
    async waiting() {
      const unposted = db
        .selectFrom('notice')
        .where('channel', 'is', null)
        .where('closed_at', 'is', null)
        .where('conversation_id', 'is not', null);
      const { count } = await unposted
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow();
      const oldest = await unposted.select('id').orderBy('opened_at').limit(LISTED).execute();
      return {
        count: Number(count),
        oldest: oldest.map(({ id }) => id),
      };
    },
  };
}
