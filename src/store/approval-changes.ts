// The changes of a request for a deletion, each inside the caller's transaction.

import { type Selectable, sql, type Transaction } from 'kysely';
import {
  type Answered,
  type Approval,
  type ApprovalOutcome,
  type ApprovalState,
  BY_POLICY,
  type DeletionLimits,
  EXPIRES_AFTER_MS,
  type GoesWith,
  type Verdict,
} from '../approval.ts';
import { type AuditAction, type AuditEntry, BY_SERVICE } from '../audit.ts';
import { RedactorError } from '../errors.ts';
import type { Id } from '../message.ts';
import { toApproval } from './approval-row.ts';
import { writeAudit } from './audit.ts';
import { endFindings, lockFindings } from './finding-rows.ts';
import { touchNotices } from './notices.ts';
import type { Queue } from './queue.ts';
import type { ApprovalTable, Tables } from './schema.ts';

export interface Asking {
  readonly workspaceId: Id;
  readonly conversationId: Id;
  readonly retainMetrics: boolean;
  readonly askedBy: Id;
}

/** What an attempt at deleting, or at finding out what goes with it, changed. */
export interface ApprovalSettlement {
  readonly approval: Approval;
  readonly state: ApprovalState;
  readonly outcome?: ApprovalOutcome;
  readonly goesWith?: GoesWith;
  readonly provenAt?: Date;
  /** When the job comes up again; undefined when nothing is left to do. */
  readonly retryAt?: Date;
  readonly audit?: Pick<AuditEntry, 'actor' | 'action' | 'result'>;
}

const HOUR_MS = 3_600_000;
/** Any number that nobody else locks. */
const LOCK = 7_306_215;

export interface Inside {
  readonly queue: Queue;
  readonly createId: () => Id;
  readonly clock: () => Date;
}

/** In the caller's transaction: for each asking its new request, or the one that is pending already. */
export async function askInside(
  trx: Transaction<Tables>,
  askings: readonly Asking[],
  { queue, createId, clock }: Inside,
): Promise<readonly Approval[]> {
  const approvals: Approval[] = [];
  for (const asking of askings) {
    const now = clock();
    const added = await addOrFind(trx, asking, { id: createId(), now });
    approvals.push(toApproval(added.row));
    if (!added.isNew) continue;
    await queue.add(trx, 'delete', jobsOf(added.row));
    const audit = { actor: asking.askedBy, action: 'ask_deletion', result: 'done' } as const;
    await changed(trx, toApproval(added.row), audit, { queue, createId, clock });
  }
  return approvals;
}

const MOST_TRIES = 5;

/** The pending one that is in the way may end between the two statements: then there is room for a new one. */
async function addOrFind(
  trx: Transaction<Tables>,
  { workspaceId, conversationId, retainMetrics, askedBy }: Asking,
  { id, now }: { readonly id: Id; readonly now: Date },
): Promise<{ readonly row: Selectable<ApprovalTable>; readonly isNew: boolean }> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const added = await trx
      .insertInto('approval')
      .values({
        id,
        workspace_id: workspaceId,
        conversation_id: conversationId,
        retain_metrics: retainMetrics,
        asked_by: askedBy,
        state: 'open',
        attempts: 0,
        asked_at: now,
        expires_at: new Date(now.getTime() + EXPIRES_AFTER_MS),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (added) return { row: added, isNew: true };
    const pending = await trx
      .selectFrom('approval')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('conversation_id', '=', conversationId)
      .where('state', 'in', ['open', 'approved'])
      .executeTakeFirst();
    if (pending) return { row: pending, isNew: false };
  }
  throw new RedactorError('store_unavailable', 'The request for a deletion could not be kept.');
}

/** One at once, and one at the end of its time. */
export function jobsOf({ id, expires_at: at }: Pick<Selectable<ApprovalTable>, 'id' | 'expires_at'>) {
  return [{ data: { approvalId: id } }, { data: { approvalId: id }, at, key: 'expiry' }];
}

interface Decision {
  readonly id: Id;
  readonly verdict: Verdict;
  readonly by: Id;
  readonly retainMetrics: boolean | undefined;
}

export async function decideInside(
  trx: Transaction<Tables>,
  { id, verdict, by, retainMetrics }: Decision,
  deps: Inside,
): Promise<Answered> {
  const now = deps.clock();
  const row = await trx
    .updateTable('approval')
    .set({
      state: verdict === 'approve' ? 'approved' : 'refused',
      decided_by: by,
      decided_at: now,
      ...(retainMetrics === undefined ? {} : { retain_metrics: retainMetrics }),
    })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  if (!row) {
    const known = await trx.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst();
    return known ? { kind: 'late', approval: toApproval(known) } : { kind: 'unknown' };
  }
  const approval = toApproval(row);
  if (verdict === 'approve') {
    await deps.queue.add(trx, 'delete', [{ data: { approvalId: id }, key: 'approved' }]);
  }
  const action: AuditAction = verdict === 'approve' ? 'approve_deletion' : 'refuse_deletion';
  await changed(trx, approval, { actor: by, action, result: 'done' }, deps);
  return { kind: 'taken', approval };
}

/** One at a time, over all replicas: two that count at once would both find room for the last one. */
export async function claimInside(
  trx: Transaction<Tables>,
  id: Id,
  { perHour, perDay }: DeletionLimits,
  now: Date,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(trx);
  const rows = await trx
    .selectFrom('approval')
    .select(['id', 'acted_at'])
    .where('acted_at', '>', new Date(now.getTime() - 24 * HOUR_MS))
    .execute();
  if (rows.some((row) => row.id === id)) return true;
  const inHour = rows.filter(({ acted_at: at }) => at !== null && at.getTime() > now.getTime() - HOUR_MS);
  if (rows.length >= perDay || inHour.length >= perHour) return false;
  await trx.updateTable('approval').set({ acted_at: now }).where('id', '=', id).execute();
  return true;
}

export async function settleInside(
  trx: Transaction<Tables>,
  { approval, state, outcome, goesWith, provenAt, retryAt, audit }: ApprovalSettlement,
  deps: Inside,
): Promise<void> {
  const ends = state === 'deleted' || state === 'gone';
  if (ends) await lockFindings(trx, approval);
  const settled = await trx
    .updateTable('approval')
    .set((eb) => ({
      state,
      attempts: eb('attempts', '+', outcome === undefined ? 0 : 1),
      ...(outcome === undefined ? {} : { outcome: JSON.stringify(outcome) }),
      ...(goesWith === undefined ? {} : { goes_with: JSON.stringify(goesWith) }),
      ...(provenAt === undefined ? {} : { proven_at: provenAt }),
    }))
    .where('id', '=', approval.id)
    .where('state', '=', approval.state)
    .returning('id')
    .executeTakeFirst();
  // Somebody was first.
  if (!settled) return;
  if (ends) await endFindings(trx, approval, deps.clock());
  if (retryAt) {
    await deps.queue.add(trx, 'delete', [{ data: { approvalId: approval.id }, at: retryAt, key: 'retry' }]);
  }
  const isNews = state !== approval.state || goesWith || (outcome && outcome.kind !== approval.outcome?.kind);
  if (isNews || audit) await changed(trx, approval, audit, deps);
}

/** The policy asked only for want of a redaction, and nothing of that is left. Gives the audit's row, to be written with the caller's. */
export async function withdrawInside(
  trx: Transaction<Tables>,
  { workspaceId, conversationId, at }: Pick<AuditEntry, 'workspaceId' | 'conversationId' | 'at'>,
): Promise<readonly AuditEntry[]> {
  const { rows } = await sql<{ id: Id }>`
    update redactor.approval set state = 'needless'
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId}
      and state = 'open' and asked_by = ${BY_POLICY} and not exists (
        select from redactor.finding
        where finding.workspace_id = approval.workspace_id
          and finding.conversation_id = approval.conversation_id
          and (state in ('waiting', 'unredactable', 'parked', 'failed', 'attachments')
            or plan ->> 'deletion' = 'request'))
    returning id`.execute(trx);
  return rows.map(({ id: subjectId }) => ({
    at,
    actor: BY_SERVICE,
    action: 'withdraw_deletion',
    workspaceId,
    conversationId,
    subjectId,
    result: 'done',
  }));
}

/** The card of the conversation shows what changed, and the audit keeps it. */
async function changed(
  trx: Transaction<Tables>,
  { id, workspaceId, conversationId }: Approval,
  audit: Pick<AuditEntry, 'actor' | 'action' | 'result'> | undefined,
  { queue, createId, clock }: Inside,
): Promise<void> {
  const now = clock();
  if (audit) await writeAudit(trx, [{ at: now, ...audit, workspaceId, conversationId, subjectId: id }]);
  const notices = await touchNotices(trx, [{ workspaceId, conversationId, tell: true }], createId, now);
  await queue.add(
    trx,
    'notice',
    notices.map((noticeId) => ({ data: { noticeId } })),
  );
}
