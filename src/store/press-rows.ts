// Accepted presses as rows: one for each turn of a card, each inside the caller's transaction.

import type { Selectable, Transaction } from 'kysely';
import type { Id } from '../message.ts';
import type { Press } from '../press.ts';
import type { Database } from './database.ts';
import type { Pressing } from './press-changes.ts';
import type { PressTable, Tables } from './schema.ts';

type Accepting = Pick<Press, 'noticeId' | 'by' | 'action' | 'reason'>;

/** Undefined when the card is older than the last accepted press, or somebody else was first for it. */
export async function accept(
  trx: Transaction<Tables>,
  { noticeId, turn, by, asked }: Pressing,
  at: Date,
): Promise<Press | undefined> {
  const last = await lastOf(trx, noticeId);
  if (turn !== (last ? last.turn + 1 : 0)) return undefined;
  const { action } = asked;
  return insertPress(
    trx,
    { noticeId, turn, by, action, reason: 'reason' in asked ? asked.reason : undefined },
    at,
  );
}

/** Of a card that nobody had before them: whatever it shows now. Undefined when somebody else was first. */
export async function acceptNext(
  trx: Transaction<Tables>,
  accepting: Accepting,
  at: Date,
): Promise<Press | undefined> {
  const last = await lastOf(trx, accepting.noticeId);
  return insertPress(trx, { ...accepting, turn: last ? last.turn + 1 : 0 }, at);
}

async function insertPress(
  trx: Transaction<Tables>,
  { noticeId, turn, by, action, reason }: Accepting & Pick<Press, 'turn'>,
  at: Date,
): Promise<Press | undefined> {
  const row = await trx
    .insertInto('press')
    .values({ notice_id: noticeId, turn, action, by, at, reason: reason ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row && toPress(row);
}

/** It found nothing to change: the next one may have its turn. */
export async function forgetPress(trx: Transaction<Tables>, { noticeId, turn }: Press): Promise<void> {
  await trx.deleteFrom('press').where('notice_id', '=', noticeId).where('turn', '=', turn).execute();
}

/** Who was first for this turn; for a turn that nobody took, the last one. */
export async function firstOf(
  trx: Transaction<Tables>,
  { noticeId, turn }: Pressing,
): Promise<Press | undefined> {
  const row = await trx
    .selectFrom('press')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .where('turn', '=', turn)
    .executeTakeFirst();
  const found = row ?? (await lastOf(trx, noticeId));
  return found && toPress(found);
}

export function lastOf(db: Database['db'], noticeId: Id): Promise<Selectable<PressTable> | undefined> {
  return db
    .selectFrom('press')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function toPress(row: Selectable<PressTable>): Press {
  const { notice_id: noticeId, turn, action, by, at, reason, looked_again: lookedAgain } = row;
  return {
    noticeId,
    turn,
    action,
    by,
    at,
    ...(reason ? { reason } : {}),
    ...(lookedAgain ? { lookedAgain } : {}),
  };
}
