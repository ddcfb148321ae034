// What Intercom's webhooks tell of what was done there: by this service, by people, or by another app. It proves what
// is under way, ends what waits, and is kept in the audit where it was not ours.

import { sql, type Transaction } from 'kysely';
import { BY_SERVICE, IN_INTERCOM } from '../audit.ts';
import type { Id, MessageName, RedactedMessage } from '../message.ts';
import type { Finding, FindingState, Outcome } from '../outcome.ts';
import { withdrawInside } from './approval-changes.ts';
import { alreadyWritten, lockAudit, writeAudit } from './audit.ts';
import type { Database } from './database.ts';
import { endFindings, toFinding } from './finding-rows.ts';
import { type Told, touchNotices } from './notices.ts';
import type { Queue } from './queue.ts';
import type { StoredOutcome, Tables } from './schema.ts';

export interface Echoes {
  /** Messages of a conversation are redacted. Gives those findings that this proves, whose answer had been lost. */
  redacted(
    workspaceId: Id,
    conversationId: Id,
    messages: readonly RedactedMessage[],
  ): Promise<readonly Finding[]>;
  /** A conversation is deleted. */
  deleted(workspaceId: Id, conversationId: Id): Promise<void>;
  /** A conversation is closed: what waited for that is due. */
  closed(workspaceId: Id, conversationId: Id): Promise<void>;
}

/** Where a finding stands while nothing of this service's is under way. One whose first attempt is due proves itself. */
const STANDING: ReadonlySet<FindingState> = new Set(['unredactable', 'parked', 'failed', 'reported']);

const BY_US = { actor: BY_SERVICE, action: 'redact', result: 'redacted' } as const;
const BY_HAND = { actor: IN_INTERCOM, action: 'redact_by_hand', result: 'done' } as const;

export function createEchoes(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): Echoes {
  async function touch(trx: Transaction<Tables>, told: Told): Promise<void> {
    const notices = await touchNotices(trx, [told], createId, clock());
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
  ): Promise<readonly Finding[]> {
    if (rows.length === 0) return [];
    const isLeft = outcome.kind === 'redacted' && outcome.attachmentsLeft !== undefined;
    const ended = await trx
      .updateTable('finding')
      .set({
        state: isLeft ? 'attachments' : 'redacted',
        outcome: JSON.stringify(outcome),
        proven_at: clock(),
        ...(isLeft ? { told: true } : {}),
      })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .returningAll()
      .execute();
    return ended.map(toFinding);
  }

  return {
    redacted: (workspaceId, conversationId, messages) =>
      db.transaction().execute(async (trx) => {
        const where = { at: clock(), workspaceId, conversationId };
        const known = await findingsOf(trx, where, messages);
        const told = known.filter((row) => isStanding(row, where.at));
        // Only an attempt whose answer is missing may have redacted; one that was turned away has not.
        const ours = told.filter(
          ({ state, outcome }) => state === 'waiting' && outcome?.kind === 'unavailable',
        );
        const others = told.filter((row) => !ours.includes(row));
        const left = new Map(messages.map((message) => [nameOf(message), message.attachmentsLeft]));
        const proven: Finding[] = [];
        for (const row of ours) proven.push(...(await end(trx, [row], byWebhook(left.get(nameOf(row))))));
        await end(trx, others, { kind: 'already_redacted' });
        const isKnown = new Set(known.map(nameOf));
        const unknown = messages.filter((message) => !isKnown.has(nameOf(message)));
        const withdrawn = told.length > 0 ? await withdrawInside(trx, where) : [];
        await lockAudit(trx);
        const written = await alreadyWritten(
          trx,
          { ...where, action: 'redact_by_hand' },
          unknown.map(({ messageId }) => messageId),
        );
        const byHand = [...others, ...unknown.filter(({ messageId }) => !written.has(messageId))];
        await writeAudit(trx, [
          ...ours.map(({ messageId: subjectId }) => ({ ...where, subjectId, ...BY_US })),
          ...byHand.map(({ messageId: subjectId }) => ({ ...where, subjectId, ...BY_HAND })),
          ...withdrawn,
        ]);
        const tell = proven.some(({ state }) => state === 'attachments');
        if (told.length > 0) await touch(trx, { workspaceId, conversationId, tell });
        return proven;
      }),
    deleted: (workspaceId, conversationId) =>
      db.transaction().execute(async (trx) => {
        const where = { workspaceId, conversationId };
        const ended = await endFindings(trx, where, clock());
        // One whose deletion was begun by this service proves itself.
        const gone = await trx
          .updateTable('approval')
          .set({ state: 'gone', proven_at: clock() })
          .where('workspace_id', '=', workspaceId)
          .where('conversation_id', '=', conversationId)
          .where('state', 'in', ['open', 'approved'])
          .where('acted_at', 'is', null)
          .returning('id')
          .execute();
        await lockAudit(trx);
        if (!(await isOurs(trx, where))) {
          const byHand = { ...where, actor: IN_INTERCOM, action: 'delete_by_hand', result: 'gone' } as const;
          const written = await alreadyWritten(trx, byHand, [conversationId]);
          if (written.size === 0)
            await writeAudit(trx, [{ ...byHand, at: clock(), subjectId: conversationId }]);
        }
        if (ended > 0 || gone.length > 0) await touch(trx, { ...where, tell: false });
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

interface Known extends MessageName {
  readonly id: Id;
  readonly state: FindingState;
  readonly attempts: number;
  readonly outcome: StoredOutcome | null;
  readonly actAt: Date | null;
  readonly provenAt: Date | null;
}

/** Those of the messages, locked until the transaction ends. */
async function findingsOf(
  trx: Transaction<Tables>,
  { workspaceId, conversationId }: { readonly workspaceId: Id; readonly conversationId: Id },
  messages: readonly MessageName[],
): Promise<readonly Known[]> {
  const ids = messages.map(({ messageId }) => messageId);
  const rows = await trx
    .selectFrom('finding')
    .select([
      'id',
      'resource',
      'message_id as messageId',
      'state',
      'attempts',
      'outcome',
      'act_at as actAt',
      'proven_at as provenAt',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('message_id', '=', sql<Id>`any(${ids})`)
    .orderBy('id')
    .forUpdate()
    .execute();
  const names = new Set(messages.map(nameOf));
  return rows.filter((row) => names.has(nameOf(row)));
}

function isStanding({ state, attempts, actAt, provenAt }: Known, now: Date): boolean {
  // Said to be removed by hand, and nobody has looked yet.
  if (state === 'by_hand') return provenAt === null;
  return STANDING.has(state) || (state === 'waiting' && (attempts > 0 || (actAt !== null && actAt > now)));
}

function byWebhook(attachmentsLeft: number | undefined): Outcome {
  return { kind: 'redacted', provenBy: 'webhook', ...(attachmentsLeft ? { attachmentsLeft } : {}) };
}

function nameOf({ resource, messageId }: MessageName): string {
  return `${resource} ${messageId}`;
}

/** This service deletes the conversation, or has. */
async function isOurs(
  trx: Transaction<Tables>,
  { workspaceId, conversationId }: { readonly workspaceId: Id; readonly conversationId: Id },
): Promise<boolean> {
  const begun = await trx
    .selectFrom('approval')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['approved', 'deleted'])
    .where('acted_at', 'is not', null)
    .executeTakeFirst();
  return begun !== undefined;
}
