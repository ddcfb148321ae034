// The card of a trouble of the service as a whole: opened once while it lasts.

import type { Transaction } from 'kysely';
import type { Id } from '../message.ts';
import type { ServiceProblem } from '../outcome.ts';
import type { Tables } from './schema.ts';

/** Gives the card to send; none when it is open already. */
export async function openService(
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

export async function closeService(
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
