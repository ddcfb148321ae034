// What people did with the buttons of a card.

import type { Id } from '../message.ts';
import type { Press } from '../press.ts';
import type { Database } from './database.ts';

export interface Presses {
  /** How many were accepted for a card, and the last of them. */
  of(noticeId: Id): Promise<{ readonly turn: number; readonly last: Press | undefined }>;
}

export function createPresses({ db }: Database): Presses {
  return {
    async of(noticeId) {
      const row = await db
        .selectFrom('press')
        .selectAll()
        .where('notice_id', '=', noticeId)
        .orderBy('turn', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row) return { turn: 0, last: undefined };
      const { turn, action, by, at } = row;
      return { turn: turn + 1, last: { noticeId, turn, action, by, at } };
    },
  };
}
