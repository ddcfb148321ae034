// What was done, by whom, to what and with what result. Each row's hash covers the row before it, so that a row that
// was changed or taken out shows.

import { createHash } from 'node:crypto';
import { type Selectable, sql, type Transaction } from 'kysely';
import type { AuditAction, AuditEntry } from '../audit.ts';
import type { Id, RuleId } from '../message.ts';
import type { Database } from './database.ts';
import type { AuditTable, Tables } from './schema.ts';

export interface Audit {
  add(entry: AuditEntry): Promise<void>;
  /** Reads every row and its hash. `broken`: the first row that does not follow from the one before. */
  verify(): Promise<
    { readonly kind: 'whole'; readonly rows: number } | { readonly kind: 'broken'; readonly number: number }
  >;
  /** The newest first. */
  read(limit: number): Promise<readonly AuditEntry[]>;
  /** Those that come after this number, oldest first, as they are chained. */
  after(number: number, limit: number): Promise<readonly AuditRow[]>;
}

export interface AuditRow extends AuditEntry {
  /** From 1, without gaps. */
  readonly number: number;
  /** Covers this row and the hash before. */
  readonly hash: string;
}

/** Any number that nobody else locks: two writers at once would both follow the same row. */
const LOCK = 7_306_214;
const FIRST = '';
const PAGE = 1_000;

/** Adds rows in the caller's transaction, which is the only one that writes here until it ends. */
export async function writeAudit(trx: Transaction<Tables>, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await lockAudit(trx);
  const last = await trx
    .selectFrom('audit')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  let number = Number(last?.number ?? 0);
  let hash = last?.hash ?? FIRST;
  const rows = entries.map((entry) => {
    number += 1;
    hash = hashOf(hash, number, entry);
    return {
      number,
      at: entry.at,
      actor: entry.actor,
      action: entry.action,
      workspace_id: entry.workspaceId,
      conversation_id: entry.conversationId,
      subject_id: entry.subjectId,
      result: entry.result,
      hash,
    };
  });
  await trx.insertInto('audit').values(rows).execute();
}

/** Until the caller's transaction ends nobody else writes here, so that what it has read of the audit stays true. */
export async function lockAudit(trx: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(trx);
}

/** Of these subjects those that the audit knows with this action: Intercom tells some things twice. Under `lockAudit`. */
export async function alreadyWritten(
  trx: Transaction<Tables>,
  { workspaceId, conversationId, action }: Pick<AuditEntry, 'workspaceId' | 'conversationId' | 'action'>,
  subjectIds: readonly Id[],
): Promise<ReadonlySet<Id | RuleId>> {
  if (subjectIds.length === 0) return new Set();
  const rows = await trx
    .selectFrom('audit')
    .select('subject_id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('subject_id', '=', sql<Id>`any(${subjectIds})`)
    .where('action', '=', action)
    .execute();
  return new Set(rows.map((row) => row.subject_id));
}

function hashOf(before: string, number: number, entry: AuditEntry): string {
  const { at, actor, action, workspaceId, conversationId, subjectId, result } = entry;
  const row = [number, at.toISOString(), actor, action, workspaceId, conversationId, subjectId, result];
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify(row)}`)
    .digest('base64url');
}

export function createAudit({ db }: Database): Audit {
  return {
    add: (entry) => db.transaction().execute((trx) => writeAudit(trx, [entry])),
    async verify() {
      let number = 0;
      let hash = FIRST;
      for (;;) {
        const rows = await db
          .selectFrom('audit')
          .selectAll()
          .where('number', '>', sql<number>`${number}`)
          .orderBy('number')
          .limit(PAGE)
          .execute();
        for (const row of rows) {
          const expected = hashOf(hash, number + 1, toEntry(row));
          if (Number(row.number) !== number + 1 || row.hash !== expected)
            return { kind: 'broken', number: number + 1 };
          number += 1;
          hash = expected;
        }
        if (rows.length < PAGE) return { kind: 'whole', rows: number };
      }
    },
    async after(number, limit) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('number', '>', sql<number>`${number}`)
        .orderBy('number')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...toEntry(row), number: Number(row.number), hash: row.hash }));
    },
    async read(limit) {
      const rows = await db.selectFrom('audit').selectAll().orderBy('number', 'desc').limit(limit).execute();
      return rows.map(toEntry);
    },
  };
}

function toEntry(row: Selectable<AuditTable>): AuditEntry {
  return {
    at: row.at,
    actor: row.actor,
    action: row.action satisfies AuditAction,
    workspaceId: row.workspace_id,
    conversationId: row.conversation_id,
    subjectId: row.subject_id,
    result: row.result,
  };
}
