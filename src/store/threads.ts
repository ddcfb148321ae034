// What a card's thread has been told of: how the card stands, who pressed what, and when people were reminded.

import type { Id } from '../message.ts';
import type { Press } from '../press.ts';
import type { Database } from './database.ts';
import type { Queue } from './queue.ts';

export interface Threads {
  /** Presses of which the card's thread does not know yet, oldest first. */
  untold(noticeId: Id): Promise<readonly Press[]>;
  replied(noticeId: Id, told: Replied): Promise<void>;
}

export interface Replied {
  readonly shown: string | undefined;
  /** Presses up to this one. Undefined: none was told. */
  readonly turn: number | undefined;
  /** People were reminded, and when it is next, if ever. */
  readonly reminded: { readonly nextAt: Date | undefined; readonly endsSnooze: boolean } | undefined;
}

export function createThreads({ db }: Database, queue: Queue): Threads {
  return {
    async untold(noticeId) {
      const rows = await db
        .selectFrom('press')
        .selectAll()
        .where('notice_id', '=', noticeId)
        .where('told', '=', false)
        .orderBy('turn')
        .execute();
      return rows.map(({ turn, action, by, at }) => ({ noticeId, turn, action, by, at }));
    },
    replied: (noticeId, { shown, turn, reminded }) =>
      db.transaction().execute(async (trx) => {
        // The presses before the card, as everywhere: two that wait for each other's would both fail.
        if (turn !== undefined)
          await trx
            .updateTable('press')
            .set({ told: true })
            .where('notice_id', '=', noticeId)
            .where('turn', '<=', turn)
            .where('told', '=', false)
            .execute();
        await trx
          .updateTable('notice')
          .set((eb) => ({
            shown: shown ?? null,
            ...(reminded ? { remind_at: reminded.nextAt ?? null, reminders: eb('reminders', '+', 1) } : {}),
          }))
          .where('id', '=', noticeId)
          .execute();
        if (reminded?.endsSnooze) {
          // The card offers the button again.
          await trx
            .updateTable('notice')
            .set((eb) => ({
              snoozed_until: null,
              snoozed_by: null,
              revision: eb('revision', '+', 1),
            }))
            .where('id', '=', noticeId)
            .execute();
          await queue.add(trx, 'notice', [{ data: { noticeId } }]);
        }
      }),
  };
}
