// How far the sweep of a workspace has come, and who sweeps it now.

import { sql } from 'kysely';
import type { Id } from '../message.ts';
import type { Database } from './database.ts';

export interface SweepClaim {
  /** Everything updated before this second was looked through; undefined when nothing was. */
  readonly doneS: number | undefined;
  /** Since when webhooks are expected to bring everything. */
  readonly from: Date;
  /** Whether whoever swept last ended as it should: else some of what it wrote may be lost. */
  readonly clean: boolean;
}

export interface Coverage {
  readonly heard: number;
  readonly sweptOnly: number;
  readonly unscannable: number;
  readonly repaired: number;
}

export interface Sweeps {
  /** Undefined when another replica sweeps. Ends by itself, unless it is asked for again. */
  claim(workspaceId: Id, by: Id, forMs: number): Promise<SweepClaim | undefined>;
  /** How far it came, and what it saw since it was last said. False when somebody else has it by now. */
  advance(workspaceId: Id, by: Id, doneS: number | undefined, seen: Coverage): Promise<boolean>;
  /** Lets go of it. `ended`: it came to its end. */
  release(workspaceId: Id, by: Id, ended: boolean): Promise<void>;
  /** This process ends as it should, so that nothing it wrote is lost. */
  leave(): Promise<void>;
  /** Of the days from then on, all together. */
  coverageSince(workspaceId: Id, from: Date): Promise<Coverage>;
  sweptAt(workspaceId: Id): Promise<Date | undefined>;
  /** The one whose history is kept here; undefined where there is none yet, or several. */
  knownWorkspace(): Promise<Id | undefined>;
}

const NOTHING: Coverage = { heard: 0, sweptOnly: 0, unscannable: 0, repaired: 0 };

export function createSweeps({ db, backend }: Database, { clock }: { readonly clock: () => Date }): Sweeps {
  // With the embedded store whoever else had it is dead.
  const isAlone = backend === 'pglite';
  return {
    async claim(workspaceId, by, forMs) {
      const now = clock();
      const claimed = { claimed_by: by, claimed_until: new Date(now.getTime() + forMs) };
      const { rows } = await sql<{ done_s: number; from_at: Date; clean: boolean }>`
        insert into redactor.sweep as sweep (workspace_id, done_s, from_at, claimed_by, claimed_until, clean)
        values (${workspaceId}, 0, ${now}, ${by}, ${claimed.claimed_until}, true)
        on conflict (workspace_id) do update
        set claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
        where sweep.claimed_by is null or sweep.claimed_by = ${by} or sweep.claimed_until < ${now} or ${isAlone}
        returning done_s, from_at, clean`.execute(db);
      const [row] = rows;
      if (!row) return undefined;
      await db.updateTable('sweep').set({ clean: false }).where('workspace_id', '=', workspaceId).execute();
      return { doneS: row.done_s === 0 ? undefined : row.done_s, from: row.from_at, clean: row.clean };
    },
    advance: (workspaceId, by, doneS, seen) =>
      db.transaction().execute(async (trx) => {
        const moved = await trx
          .updateTable('sweep')
          .set((eb) => ({ done_s: doneS ?? eb.ref('done_s') }))
          .where('workspace_id', '=', workspaceId)
          .where('claimed_by', '=', by)
          .returning('workspace_id')
          .executeTakeFirst();
        if (!moved) return false;
        const day = clock().toISOString().slice(0, 10);
        await sql`
          insert into redactor.coverage as day (workspace_id, day, heard, swept_only, unscannable, repaired)
          values (${workspaceId}, ${day}, ${seen.heard}, ${seen.sweptOnly}, ${seen.unscannable}, ${seen.repaired})
          on conflict (workspace_id, day) do update
          set heard = day.heard + excluded.heard, swept_only = day.swept_only + excluded.swept_only,
            unscannable = day.unscannable + excluded.unscannable,
            repaired = day.repaired + excluded.repaired`.execute(trx);
        return true;
      }),
    async release(workspaceId, by, ended) {
      await db
        .updateTable('sweep')
        .set({ claimed_by: null, claimed_until: null, ...(ended ? { swept_at: clock() } : {}) })
        .where('workspace_id', '=', workspaceId)
        .where('claimed_by', '=', by)
        .execute();
    },
    async leave() {
      await db.updateTable('sweep').set({ clean: true }).execute();
    },
    async coverageSince(workspaceId, from) {
      const row = await db
        .selectFrom('coverage')
        .select((eb) => [
          eb.fn.sum<string>('heard').as('heard'),
          eb.fn.sum<string>('swept_only').as('sweptOnly'),
          eb.fn.sum<string>('unscannable').as('unscannable'),
          eb.fn.sum<string>('repaired').as('repaired'),
        ])
        .where('workspace_id', '=', workspaceId)
        .where('day', '>=', from.toISOString().slice(0, 10))
        .executeTakeFirst();
      if (!row) return NOTHING;
      return {
        heard: Number(row.heard ?? 0),
        sweptOnly: Number(row.sweptOnly ?? 0),
        unscannable: Number(row.unscannable ?? 0),
        repaired: Number(row.repaired ?? 0),
      };
    },
    async sweptAt(workspaceId) {
      const row = await db
        .selectFrom('sweep')
        .select('swept_at')
        .where('workspace_id', '=', workspaceId)
        .executeTakeFirst();
      return row?.swept_at ?? undefined;
    },
    async knownWorkspace() {
      const [first, ...more] = await db.selectFrom('sweep').select('workspace_id').limit(2).execute();
      return more.length === 0 ? first?.workspace_id : undefined;
    },
  };
}
