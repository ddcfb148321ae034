// Backfills and how far they are. One replica carries one out at a time; what a killed one did is neither done nor
// counted again.

import { type Selectable, sql, type Transaction } from 'kysely';
import {
  addCounts,
  type Backfill,
  type BackfillAsked,
  type BackfillCounts,
  type BackfillState,
  NO_COUNTS,
} from '../backfill.ts';
import type { Id } from '../message.ts';
import type { Database } from './database.ts';
import type { BackfillTable, Tables } from './schema.ts';

export interface Backfills {
  /** Undefined when one of this workspace has not ended yet. */
  ask(workspaceId: Id, asked: BackfillAsked): Promise<Backfill | undefined>;
  /** The newest first. */
  list(): Promise<readonly Backfill[]>;
  read(id: Id): Promise<Backfill | undefined>;
  /** Undefined when it is not in a state from which that can be. */
  change(id: Id, to: 'running' | 'paused' | 'cancelled'): Promise<Backfill | undefined>;
  /** One that runs, for as long as it is claimed again. Undefined: there is none, or another replica has it. */
  claim(workspaceId: Id, by: Id, forMs: number): Promise<Backfill | undefined>;
  /** Those of the conversations that are not done yet. */
  undone(id: Id, conversationIds: readonly Id[]): Promise<ReadonlySet<Id>>;
  /** One conversation, in the transaction in which its findings are taken: afterwards it does not hold them any more. */
  keepWith(trx: Transaction<Tables>, id: Id, done: DoneConversation): Promise<void>;
  /** Keeps what was done, each conversation once, and gives the state in which it is now; undefined when another one has it. */
  advance(id: Id, by: Id, step: BackfillStep): Promise<BackfillState | undefined>;
  end(id: Id, by: Id, state: 'done' | 'failed', reason: string | undefined): Promise<void>;
  release(by: Id): Promise<void>;
}

export interface BackfillStep {
  readonly done: readonly DoneConversation[];
  readonly doneS: number | undefined;
  readonly total: number | undefined;
}

export interface DoneConversation {
  readonly conversationId: Id;
  readonly seen: BackfillCounts;
}

const LISTED = 50;
/** Source: PostgreSQL docs, error codes. */
const UNIQUE_VIOLATION = '23505';
const FROM: Readonly<Record<string, readonly BackfillState[]>> = {
  running: ['paused', 'failed'],
  paused: ['running'],
  cancelled: ['running', 'paused', 'failed'],
};

export function createBackfills(
  { db, backend }: Database,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): Backfills {
  // With the embedded store whoever else had it is dead.
  const isAlone = backend === 'pglite';
  return {
    async ask(workspaceId, { sinceS, untilS, rule, teamId, apply }) {
      const row = await db
        .insertInto('backfill')
        .values({
          id: createId(),
          workspace_id: workspaceId,
          since_s: sinceS,
          until_s: untilS ?? null,
          rule: rule ?? null,
          team_id: teamId ?? null,
          apply,
          state: 'running',
          counts: JSON.stringify(NO_COUNTS),
          asked_at: clock(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      return row && toBackfill(row);
    },
    async list() {
      const rows = await db
        .selectFrom('backfill')
        .selectAll()
        .orderBy('asked_at', 'desc')
        .limit(LISTED)
        .execute();
      return rows.map(toBackfill);
    },
    async read(id) {
      const row = await db.selectFrom('backfill').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toBackfill(row);
    },
    async change(id, to) {
      const row = await db
        .updateTable('backfill')
        .set({ state: to, reason: null, ended_at: to === 'cancelled' ? clock() : null })
        .where('id', '=', id)
        .where('state', 'in', FROM[to] ?? [])
        // One that failed goes on only where no other has begun meanwhile.
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('backfill as other')
                .select('other.id')
                .whereRef('other.workspace_id', '=', 'backfill.workspace_id')
                .whereRef('other.id', '!=', 'backfill.id')
                .where('other.state', 'in', ['running', 'paused']),
            ),
          ),
        )
        .returningAll()
        .executeTakeFirst()
        .catch(unlessAnotherBegan);
      if (row?.state === 'cancelled') await forget(id);
      return row && toBackfill(row);
    },
    async claim(workspaceId, by, forMs) {
      const now = clock();
      const row = await db
        .updateTable('backfill')
        .set({ claimed_by: by, claimed_until: new Date(now.getTime() + forMs) })
        .where('workspace_id', '=', workspaceId)
        .where('state', '=', 'running')
        .where((eb) =>
          eb.or([
            eb('claimed_by', 'is', null),
            eb('claimed_by', '=', by),
            eb('claimed_until', '<', now),
            eb.val(isAlone),
          ]),
        )
        .returningAll()
        .executeTakeFirst();
      return row && toBackfill(row);
    },
    async undone(id, conversationIds) {
      const rows = await db
        .selectFrom('backfill_done')
        .select('conversation_id')
        .where('backfill_id', '=', id)
        .where('conversation_id', '=', sql<Id>`any(${[...conversationIds]})`)
        .execute();
      const done = new Set(rows.map((row) => row.conversation_id));
      return new Set(conversationIds.filter((one) => !done.has(one)));
    },
    async keepWith(trx, id, done) {
      const row = await trx
        .selectFrom('backfill')
        .select(['counts', 'state'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const seen = row.state === 'cancelled' ? [done.seen] : await keepNew(trx, id, [done]);
      const counts = JSON.stringify(seen.reduce(addCounts, row.counts));
      await trx.updateTable('backfill').set({ counts }).where('id', '=', id).execute();
    },
    advance: (id, by, { done, doneS, total }) =>
      db.transaction().execute(async (trx) => {
        const row = await trx
          .selectFrom('backfill')
          .selectAll()
          .where('id', '=', id)
          .where('claimed_by', '=', by)
          .forUpdate()
          .executeTakeFirst();
        if (!row || row.state === 'cancelled') return row?.state;
        const seen = await keepNew(trx, id, done);
        await trx
          .updateTable('backfill')
          .set({
            counts: JSON.stringify(seen.reduce(addCounts, row.counts)),
            done_s: doneS ?? row.done_s,
            total: row.total ?? total ?? null,
          })
          .where('id', '=', id)
          .execute();
        return row.state;
      }),
    async end(id, by, state, reason) {
      await db
        .updateTable('backfill')
        .set({ state, reason: reason ?? null, ended_at: clock(), claimed_by: null, claimed_until: null })
        .where('id', '=', id)
        .where('claimed_by', '=', by)
        .where('state', '=', 'running')
        .execute();
      if (state === 'done') await forget(id);
    },
    async release(by) {
      await db
        .updateTable('backfill')
        .set({ claimed_by: null, claimed_until: null })
        .where('claimed_by', '=', by)
        .execute();
    },
  };

  /** What is only kept so that a run can be taken up again. */
  async function forget(id: Id): Promise<void> {
    await db.deleteFrom('backfill_done').where('backfill_id', '=', id).execute();
  }
}

/** Two that begin in the same moment do not see each other; the index lets one of them. */
function unlessAnotherBegan(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return undefined;
  throw error;
}

/** Gives what those held that were not done before. */
async function keepNew(
  trx: Transaction<Tables>,
  id: Id,
  done: readonly DoneConversation[],
): Promise<readonly BackfillCounts[]> {
  if (done.length === 0) return [];
  const rows = await trx
    .insertInto('backfill_done')
    .values(done.map(({ conversationId }) => ({ backfill_id: id, conversation_id: conversationId })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('conversation_id')
    .execute();
  const isNew = new Set(rows.map((row) => row.conversation_id));
  return done.filter(({ conversationId }) => isNew.has(conversationId)).map(({ seen }) => seen);
}

function toBackfill(row: Selectable<BackfillTable>): Backfill {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    sinceS: row.since_s,
    untilS: row.until_s ?? undefined,
    rule: row.rule ?? undefined,
    teamId: row.team_id ?? undefined,
    apply: row.apply,
    state: row.state,
    doneS: row.done_s ?? undefined,
    total: row.total ?? undefined,
    counts: row.counts,
    reason: row.reason ?? undefined,
    askedAt: row.asked_at,
    endedAt: row.ended_at ?? undefined,
  };
}
