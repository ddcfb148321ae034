// Findings as people ask for them outside of cards: in lists, one by one, and for another try.

import { sql } from 'kysely';
import type { AuditEntry } from '../audit.ts';
import type { Id } from '../message.ts';
import { canRetry } from '../open-findings.ts';
import type { Finding, FindingState } from '../outcome.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { toFinding } from './finding-rows.ts';
import { touchNotices } from './notices.ts';
import type { Queue } from './queue.ts';

export interface FindingFilter {
  readonly state: FindingState | undefined;
  /** A rule's id. */
  readonly rule: string | undefined;
  readonly kind: string | undefined;
  readonly conversationId: Id | undefined;
  readonly seenSince: Date | undefined;
  readonly limit: number;
}

export interface FindingList {
  /** The newest first. */
  list(filter: FindingFilter): Promise<readonly Finding[]>;
  counts(): Promise<Readonly<Partial<Record<FindingState, number>>>>;
  /** When the oldest was said that waits for its turn, and that waits for a person. */
  oldest(): Promise<{ readonly waiting: Date | undefined; readonly forPeople: Date | undefined }>;
  /** Undefined when there is none; false when another try cannot help. */
  retry(id: Id, by: Id): Promise<Finding | false | undefined>;
}

export function createFindingList(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): FindingList {
  return {
    async list({ state, rule, kind, conversationId, seenSince, limit }) {
      let query = db.selectFrom('finding').selectAll();
      if (state) query = query.where('state', '=', state);
      if (conversationId) query = query.where('conversation_id', '=', conversationId);
      if (seenSince) query = query.where('seen_at', '>=', seenSince);
      if (rule) query = query.where(sql<boolean>`rules @> ${JSON.stringify([{ ruleId: rule }])}::jsonb`);
      if (kind) query = query.where(sql<boolean>`rules @> ${JSON.stringify([{ kind }])}::jsonb`);
      const rows = await query.orderBy('seen_at', 'desc').orderBy('id').limit(limit).execute();
      return rows.map(toFinding);
    },
    async counts() {
      const rows = await db
        .selectFrom('finding')
        .select((eb) => ['state', eb.fn.countAll<string>().as('count')])
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
    },
    async oldest() {
      const { rows } = await sql<{ waiting: Date | null; people: Date | null }>`
        select
          (select min(said_at) from redactor.finding where state = 'waiting') as waiting,
          (select min(said_at) from redactor.finding
            where state in ('parked', 'failed', 'unredactable', 'attachments')) as people`.execute(db);
      const [row] = rows;
      return { waiting: row?.waiting ?? undefined, forPeople: row?.people ?? undefined };
    },
    retry: (id, by) =>
      db.transaction().execute(async (trx) => {
        const row = await trx
          .selectFrom('finding')
          .selectAll()
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst();
        if (!row) return undefined;
        const finding = toFinding(row);
        if (!canRetry(finding)) return false;
        await trx
          .updateTable('finding')
          .set({ state: 'waiting', act_at: null })
          .where('id', '=', id)
          .execute();
        await queue.add(trx, 'act', [{ data: { findingId: id }, key: 'press' }]);
        await writeAudit(trx, [entryOf(finding, by, clock())]);
        const notices = await touchNotices(trx, [{ ...finding, tell: false }], createId, clock());
        await queue.add(
          trx,
          'notice',
          notices.map((noticeId) => ({ data: { noticeId } })),
        );
        return { ...finding, state: 'waiting', actAt: undefined };
      }),
  };
}

function entryOf({ workspaceId, conversationId, messageId }: Finding, by: Id, at: Date): AuditEntry {
  return {
    at,
    actor: by,
    action: 'retry',
    workspaceId,
    conversationId,
    subjectId: messageId,
    result: 'done',
  };
}
