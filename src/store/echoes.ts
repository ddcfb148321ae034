// What Intercom's webhooks tell of what was done there: by this service, by people, or by another app. It proves what
// is under way, ends what waits, and is kept in the audit where it was not ours.

import { sql, type Transaction } from 'kysely';
import { BY_SERVICE, IN_INTERCOM } from '../audit.ts';
import type { Id } from '../message.ts';
import type { FindingState, Outcome } from '../outcome.ts';
import { alreadyWritten, writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { endFindings } from './finding-rows.ts';
import { touchNotices } from './notices.ts';
import type { Queue } from './queue.ts';
import type { Tables } from './schema.ts';

export interface Echoes {
  /** Messages of a conversation are redacted. */
  redacted(workspaceId: Id, conversationId: Id, messageIds: readonly Id[]): Promise<void>;
  /** A conversation is deleted. */
  deleted(workspaceId: Id, conversationId: Id): Promise<void>;
  /** A conversation is closed: what waited for that is due. */
  closed(workspaceId: Id, conversationId: Id): Promise<void>;
}

/** Where a finding stands while nothing of this service's is under way. One whose first attempt is due proves itself. */
const STANDING: ReadonlySet<FindingState> = new Set(['unredactable', 'parked', 'failed', 'reported']);

export function createEchoes(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): Echoes {
  async function touch(trx: Transaction<Tables>, workspaceId: Id, conversationId: Id): Promise<void> {
    const notices = await touchNotices(
      trx,
      [{ workspaceId, conversationId, tell: false }],
      createId,
      clock(),
    );
    await queue.add(
      trx,
      'notice',
      notices.map((noticeId) => ({ data: { noticeId } })),
    );
  }

  async function end(
    trx: Transaction<Tables>,
    rows: readonly { readonly id: Id }[],
    outcome: Outcome,
  ): Promise<void> {
    if (rows.length === 0) return;
    await trx
      .updateTable('finding')
      .set({ state: 'redacted', outcome: JSON.stringify(outcome), proven_at: clock() })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
  }

  return {
    redacted: (workspaceId, conversationId, messageIds) =>
      db.transaction().execute(async (trx) => {
        const now = clock();
        const known = await trx
          .selectFrom('finding')
          .select(['id', 'message_id', 'state', 'attempts', 'outcome', 'act_at'])
          .where('workspace_id', '=', workspaceId)
          .where('conversation_id', '=', conversationId)
          .where('message_id', 'in', messageIds)
          .forUpdate()
          .execute();
        const told = known.filter(
          ({ state, attempts, act_at: at }) =>
            STANDING.has(state) || (state === 'waiting' && (attempts > 0 || (at !== null && at > now))),
        );
        // Only an attempt whose answer is missing may have redacted; one that was turned away has not.
        const ours = told.filter(
          ({ state, outcome }) => state === 'waiting' && outcome?.kind === 'unavailable',
        );
        const others = told.filter((row) => !ours.includes(row));
        await end(trx, ours, { kind: 'redacted', provenBy: 'webhook' });
        await end(trx, others, { kind: 'already_redacted' });
        const isKnown = new Set(known.map((row) => row.message_id));
        const where = { at: now, workspaceId, conversationId };
        const unknown = messageIds.filter((messageId) => !isKnown.has(messageId));
        const written = await alreadyWritten(trx, { ...where, action: 'redact_by_hand' }, unknown);
        const byHand = [
          ...others.map((row) => row.message_id),
          ...unknown.filter((messageId) => !written.has(messageId)),
        ];
        await writeAudit(trx, [
          ...ours.map(({ message_id: subjectId }) => ({
            ...where,
            subjectId,
            actor: BY_SERVICE,
            action: 'redact' as const,
            result: 'redacted' as const,
          })),
          ...byHand.map((subjectId) => ({
            ...where,
            subjectId,
            actor: IN_INTERCOM,
            action: 'redact_by_hand' as const,
            result: 'done' as const,
          })),
        ]);
        if (told.length > 0) await touch(trx, workspaceId, conversationId);
      }),
    deleted: (workspaceId, conversationId) =>
      db.transaction().execute(async (trx) => {
        const ended = await endFindings(trx, { workspaceId, conversationId }, clock());
        // One that is approved is being deleted by this service, which proves it by itself.
        const asked = await trx
          .selectFrom('approval')
          .select(['id', 'state'])
          .where('workspace_id', '=', workspaceId)
          .where('conversation_id', '=', conversationId)
          .where('state', 'in', ['open', 'approved', 'deleted'])
          .execute();
        await trx
          .updateTable('approval')
          .set({ state: 'gone', proven_at: clock() })
          .where('workspace_id', '=', workspaceId)
          .where('conversation_id', '=', conversationId)
          .where('state', '=', 'open')
          .execute();
        const where = { workspaceId, conversationId, action: 'delete_by_hand' as const };
        const written = await alreadyWritten(trx, where, [conversationId]);
        if (written.size === 0 && asked.every(({ state }) => state === 'open')) {
          await writeAudit(trx, [
            {
              at: clock(),
              actor: IN_INTERCOM,
              ...where,
              subjectId: conversationId,
              result: 'gone',
            },
          ]);
        }
        if (ended > 0 || asked.length > 0) await touch(trx, workspaceId, conversationId);
      }),
    closed: (workspaceId, conversationId) =>
      db.transaction().execute(async (trx) => {
        const due = await trx
          .updateTable('finding')
          .set({ act_at: null })
          .where('workspace_id', '=', workspaceId)
          .where('conversation_id', '=', conversationId)
          .where('state', '=', 'waiting')
          .where('act_at', 'is not', null)
          .where(sql<string>`plan ->> 'when'`, '=', 'on_close')
          .returning('id')
          .execute();
        // Beside the job that comes at the latest, which then finds nothing left to do.
        await queue.add(
          trx,
          'act',
          due.map(({ id: findingId }) => ({ data: { findingId }, key: 'closed' })),
        );
      }),
  };
}
