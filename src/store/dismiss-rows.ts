// What it changes that a person says: this is no personal data. The findings rest, and their values become exceptions.

import { type Selectable, sql, type Transaction } from 'kysely';
import type { ExceptionReason } from '../exception.ts';
import type { Id } from '../message.ts';
import { canBeDismissed } from '../open-findings.ts';
import { insertExceptions } from './exceptions.ts';
import { toFinding } from './finding-rows.ts';
import type { FindingTable, Tables } from './schema.ts';

export interface Vouching {
  readonly by: Id;
  readonly reason: ExceptionReason;
  readonly days: number;
}

const DAY_MS = 86_400_000;

/** In the caller's transaction, which holds the rows. Gives whether there was anything to dismiss. */
export async function dismissRows(
  trx: Transaction<Tables>,
  rows: readonly Selectable<FindingTable>[],
  { by, reason, days }: Vouching,
  deps: { readonly createId: () => Id; readonly clock: () => Date },
): Promise<boolean> {
  const dismissed = rows.filter((row) => canBeDismissed(toFinding(row)));
  if (dismissed.length === 0) return false;
  const ids = dismissed.map(({ id }) => id);
  await trx
    .updateTable('finding')
    .set({ state: 'dismissed' })
    .where('id', '=', sql<Id>`any(${ids})`)
    .execute();
  const until = new Date(deps.clock().getTime() + days * DAY_MS);
  const values = dismissed.flatMap(({ fingerprints, rules }) =>
    rules.flatMap(({ kind }) => fingerprints.map((fingerprint) => ({ fingerprint, covers: kind }))),
  );
  const distinct = new Map(values.map((value) => [`${value.fingerprint} ${value.covers}`, value]));
  const exceptions = [...distinct.values()].map((value) => ({ ...value, owner: by, reason, until }));
  await insertExceptions(trx, exceptions, deps);
  return true;
}
