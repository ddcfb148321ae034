// Values that somebody vouched for, as fingerprints. Asked for with each message in which rules match, so they are
// remembered for a moment.

import type { Selectable } from 'kysely';
import type { AuditAction, AuditEntry } from '../audit.ts';
import type { Exception, ExceptionReason } from '../exception.ts';
import { type Fingerprint, type Id, type Kind, NO_ID, type RuleId } from '../message.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import type { ExceptionTable } from './schema.ts';

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
    async add({ fingerprint, covers, owner, reason, until }) {
      const row = await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('exception')
          .values({ id: createId(), fingerprint, covers, owner, reason, from_at: clock(), until_at: until })
          .returningAll()
          .executeTakeFirstOrThrow();
        await writeAudit(trx, [changeOf(added, 'add_exception', owner, clock())]);
        return added;
      });
      known = undefined;
      return toException(row);
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
