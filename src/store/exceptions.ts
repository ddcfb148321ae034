// Values that somebody vouched for, as fingerprints. Asked for with each message in which rules match, so they are
// remembered for a moment.

import { type Selectable, sql, type Transaction } from 'kysely';
import type { AuditAction, AuditEntry } from '../audit.ts';
import type { Exception, ExceptionReason } from '../exception.ts';
import { type Fingerprint, type Id, type Kind, NO_ID, type RuleId } from '../message.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import type { ExceptionTable, Tables } from './schema.ts';

export interface NewException {
  readonly fingerprint: Fingerprint;
  readonly covers: RuleId | Kind;
  readonly owner: Id;
  readonly reason: ExceptionReason;
  readonly until: Date;
}

export interface Exceptions {
  add(exception: NewException): Promise<Exception>;
  /** Ends it now; undefined when there is none with this id that still counts. */
  end(id: Id, by: Id): Promise<Exception | undefined>;
  /** Those that count, and those that ended, the newest first. */
  list(): Promise<readonly Exception[]>;
  /** Some were added in a transaction of somebody else's. */
  forget(): void;
  /** Those that count, at most some seconds old. */
  valid(): Promise<readonly Exception[]>;
}

const REMEMBERED_MS = 5_000;

export function createExceptions(
  { db }: Database,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): Exceptions {
  let known: { readonly atMs: number; readonly exceptions: Promise<readonly Exception[]> } | undefined;

  async function readValid(): Promise<readonly Exception[]> {
    const rows = await db.selectFrom('exception').selectAll().where('until_at', '>', clock()).execute();
    return rows.map(toException);
  }

  return {
    async add(exception) {
      const row = await db.transaction().execute(async (trx) => {
        const [added] = await insertExceptions(trx, [exception], { createId, clock });
        return added ?? Promise.reject(new TypeError('added nothing'));
      });
      known = undefined;
      return toException(row);
    },
    forget() {
      known = undefined;
    },
    async end(id, by) {
      const row = await db.transaction().execute(async (trx) => {
        const ended = await trx
          .updateTable('exception')
          .set({ until_at: clock() })
          .where('id', '=', id)
          .where('until_at', '>', clock())
          .returningAll()
          .executeTakeFirst();
        if (ended) await writeAudit(trx, [changeOf(ended, 'end_exception', by, clock())]);
        return ended;
      });
      known = undefined;
      return row && toException(row);
    },
    async list() {
      const rows = await db.selectFrom('exception').selectAll().orderBy('from_at', 'desc').execute();
      return rows.map(toException);
    },
    async valid() {
      const nowMs = clock().getTime();
      if (!known || nowMs - known.atMs >= REMEMBERED_MS) {
        const exceptions = readValid();
        known = { atMs: nowMs, exceptions };
        // What could not be read is not remembered.
        exceptions.catch(() => {
          known = undefined;
        });
      }
      return known.exceptions;
    },
  };
}

/** In the caller's transaction, with their rows in the audit. */
export async function insertExceptions(
  trx: Transaction<Tables>,
  exceptions: readonly NewException[],
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): Promise<readonly Selectable<ExceptionTable>[]> {
  if (exceptions.length === 0) return [];
  const now = clock();
  // One at a time for a value: when it is ended, the value counts again.
  await sql`
    with replaced as (
      select id from redactor.exception
      join jsonb_to_recordset(${JSON.stringify(exceptions)}::jsonb) as asked(fingerprint text, covers text)
        using (fingerprint, covers)
      where until_at > ${now}
      -- In one order, so that two who vouch for the same values wait for each other and do not both fail.
      order by id for update of exception
    )
    update redactor.exception set until_at = ${now} where id in (select id from replaced)`.execute(trx);
  const added = await trx
    .insertInto('exception')
    .values(
      exceptions.map(({ fingerprint, covers, owner, reason, until }) => ({
        id: createId(),
        fingerprint,
        covers,
        owner,
        reason,
        from_at: now,
        until_at: until,
      })),
    )
    .returningAll()
    .execute();
  await writeAudit(
    trx,
    added.map((row) => changeOf(row, 'add_exception', row.owner, now)),
  );
  return added;
}

/** It concerns all conversations of all workspaces. */
function changeOf({ id }: { readonly id: Id }, action: AuditAction, actor: Id, at: Date): AuditEntry {
  return { at, actor, action, workspaceId: NO_ID, conversationId: NO_ID, subjectId: id, result: 'done' };
}

export function toException(row: Selectable<ExceptionTable>): Exception {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    covers: row.covers,
    owner: row.owner,
    reason: row.reason,
    from: row.from_at,
    until: row.until_at,
  };
}
