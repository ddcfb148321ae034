// What people said they removed by hand, until it was looked at again.

import { sql, type Transaction } from 'kysely';
import { type AuditEntry, BY_SERVICE } from '../audit.ts';
import type { Fingerprint, Id } from '../message.ts';
import type { Finding, FindingState } from '../outcome.ts';
import { writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { endFindings, toFinding } from './finding-rows.ts';
import { raiseNotice, touchNotices } from './notices.ts';
import type { Jobs, Queue } from './queue.ts';
import type { Tables } from './schema.ts';

export interface Claim {
  readonly workspaceId: Id;
  readonly conversationId: Id;
  /** Those that nobody has looked at again. */
  readonly findings: readonly Claimed[];
}

export interface Claimed extends Finding {
  readonly fingerprints: readonly Fingerprint[];
}

export interface Back {
  readonly finding: Finding;
  /** Where it stood before; or why it does not count any more. */
  readonly state: FindingState;
  readonly retryAt: Date | undefined;
}

export interface ByHand {
  claim(job: Jobs['look']): Promise<Claim | undefined>;
  /** What is removed ends, what is still there goes back or is left in place, and the card says so. */
  settle(
    job: Jobs['look'],
    seen: { readonly removed: readonly Finding[]; readonly back: readonly Back[] },
  ): Promise<void>;
  /** The conversation is deleted. */
  gone(claim: Claim): Promise<void>;
  later(job: Jobs['look'], at: Date): Promise<void>;
  /** Makes sure that what was not looked at has a job. */
  requeue(): Promise<void>;
}

export function createByHand(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): ByHand {
  const jobOf = (data: Jobs['look'], at?: Date) => ({ data, at, key: String(data.turn) });

  return {
    async claim({ noticeId }) {
      const notice = await db
        .selectFrom('notice')
        .select(['workspace_id', 'conversation_id'])
        .where('id', '=', noticeId)
        .executeTakeFirst();
      if (!notice?.workspace_id || !notice.conversation_id) return undefined;
      const rows = await db
        .selectFrom('finding')
        .selectAll()
        .where('workspace_id', '=', notice.workspace_id)
        .where('conversation_id', '=', notice.conversation_id)
        .where('state', '=', 'by_hand')
        .where('proven_at', 'is', null)
        .orderBy('id')
        .execute();
      const findings = rows.map((row) => ({ ...toFinding(row), fingerprints: row.fingerprints }));
      return { workspaceId: notice.workspace_id, conversationId: notice.conversation_id, findings };
    },
    settle: (job, { removed, back }) =>
      db.transaction().execute(async (trx) => {
        const now = clock();
        const ended = await endByHand(trx, removed, now);
        const returned = await putBack(trx, back);
        if (ended.length === 0 && returned.length === 0) return;
        const due = returned.flatMap(({ finding, retryAt: at }) =>
          at ? [{ data: { findingId: finding.id }, at, key: 'press' }] : [],
        );
        await queue.add(trx, 'act', due);
        await trx
          .updateTable('press')
          .set({ looked_again: returned.length > 0 ? 'still_there' : 'removed' })
          .where('notice_id', '=', job.noticeId)
          .where('turn', '=', job.turn)
          .execute();
        await writeAudit(trx, [
          ...ended.map((finding) => entryOf(finding, 'redact_by_hand', 'done', now)),
          ...returned.map(({ finding }) => entryOf(finding, 'mark_done_by_hand', 'still_there', now)),
        ]);
        await raiseNotice(trx, queue, job.noticeId);
      }),
    gone: ({ workspaceId, conversationId }) =>
      db.transaction().execute(async (trx) => {
        const now = clock();
        const ended = await endFindings(trx, { workspaceId, conversationId }, now);
        if (ended === 0) return;
        const about = [{ workspaceId, conversationId, tell: false }];
        const notices = await touchNotices(trx, about, createId, now);
        const jobs = notices.map((noticeId) => ({ data: { noticeId } }));
        await queue.add(trx, 'notice', jobs);
      }),
    later: (job, at) => db.transaction().execute((trx) => queue.add(trx, 'look', [jobOf(job, at)])),
    requeue: () =>
      db.transaction().execute(async (trx) => {
        const { rows } = await sql<Jobs['look']>`
          select notice.id as "noticeId", max(press.turn) as turn
          from redactor.notice notice
          join redactor.press press on press.notice_id = notice.id and press.action = 'done_by_hand'
          where exists (
            select from redactor.finding finding
            where finding.workspace_id = notice.workspace_id and finding.conversation_id = notice.conversation_id
              and finding.state = 'by_hand' and finding.proven_at is null)
          group by notice.id`.execute(trx);
        await queue.add(
          trx,
          'look',
          rows.map((job) => jobOf(job)),
        );
      }),
  };
}

async function endByHand(
  trx: Transaction<Tables>,
  removed: readonly Finding[],
  at: Date,
): Promise<readonly Finding[]> {
  const ids = removed.map(({ id }) => id);
  const rows = await trx
    .updateTable('finding')
    .set({ proven_at: at })
    .where('id', '=', sql<Id>`any(${ids})`)
    .where('state', '=', 'by_hand')
    .where('proven_at', 'is', null)
    .returning('id')
    .execute();
  const ended = new Set(rows.map(({ id }) => id));
  return removed.filter(({ id }) => ended.has(id));
}

async function putBack(trx: Transaction<Tables>, back: readonly Back[]): Promise<readonly Back[]> {
  const returned: Back[] = [];
  for (const one of back) {
    const row = await trx
      .updateTable('finding')
      .set({ state: one.state })
      .where('id', '=', one.finding.id)
      .where('state', '=', 'by_hand')
      .where('proven_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (row) returned.push(one);
  }
  return returned;
}

function entryOf(
  { workspaceId, conversationId, messageId: subjectId }: Finding,
  action: AuditEntry['action'],
  result: AuditEntry['result'],
  at: Date,
): AuditEntry {
  return { at, actor: BY_SERVICE, action, workspaceId, conversationId, subjectId, result };
}
