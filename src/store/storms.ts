// Many conversations in trouble within minutes: from then on one card counts them, over all replicas.

import { sql, type Transaction } from 'kysely';
import type { Id } from '../message.ts';
import type { Database } from './database.ts';
import { STORM_KEY } from './notice-row.ts';
import type { Queue } from './queue.ts';
import type { Tables } from './schema.ts';

export interface Storms {
  /** Whether a card may be posted on its own. `folded`: the storm's card tells of it instead. */
  admit(noticeId: Id): Promise<'alone' | 'folded'>;
  /** It is to have a card of its own again. */
  unfold(noticeId: Id): Promise<void>;
  /** When it is over unless another conversation joins it. */
  calmAt(stormId: Id): Promise<Date>;
  /** Ends it. Those still open get cards of their own if they are few. */
  end(stormId: Id): Promise<void>;
  /** It ended, and so did all of its conversations: whatever happens in them next has nothing to do with it. */
  release(stormId: Id): Promise<void>;
}

/** More new cards than this within the time are one. */
const MOST_CARDS = 8;
const WITHIN_MS = 5 * 60_000;
const CALM_MS = 10 * 60_000;
/** Any number that nobody else locks. */
const LOCK = 7_306_216;

export function createStorms(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): Storms {
  return {
    async admit(noticeId) {
      const stormId = await fold(db, noticeId);
      if (stormId === undefined && !(await isStorm(db, clock()))) return 'alone';
      await db.transaction().execute(async (trx) => {
        const id = stormId ?? (await begin(trx, createId(), clock()));
        await queue.add(trx, 'notice', [{ data: { noticeId: id } }]);
      });
      return 'folded';
    },
    async unfold(noticeId) {
      await db.updateTable('notice').set({ folded: false }).where('id', '=', noticeId).execute();
    },
    async calmAt(stormId) {
      const last = await db
        .selectFrom('notice')
        .select((eb) => eb.fn.max('opened_at').as('at'))
        .where('storm_id', '=', stormId)
        .executeTakeFirst();
      return new Date((last?.at ?? clock()).getTime() + CALM_MS);
    },
    end: (stormId) =>
      db.transaction().execute(async (trx) => {
        const ended = await trx
          .updateTable('notice')
          .set({ key: `${STORM_KEY}:${stormId}`, closed_at: clock() })
          .where('id', '=', stormId)
          .where('key', '=', STORM_KEY)
          .returning('id')
          .executeTakeFirst();
        if (!ended) return;
        const open = await openMembers(trx, stormId);
        if (open.length > MOST_CARDS) return;
        await trx
          .updateTable('notice')
          .set({ folded: false })
          .where('id', '=', sql<Id>`any(${open})`)
          .execute();
        // Their own cards remind of them.
        await trx.updateTable('notice').set({ remind_at: null }).where('id', '=', stormId).execute();
        const jobs = open.map((noticeId) => ({ data: { noticeId } }));
        await queue.add(trx, 'card', jobs);
      }),
    release: (stormId) =>
      db.transaction().execute(async (trx) => {
        const released = await trx
          .updateTable('notice')
          .set({ folded: false, storm_id: null })
          .where('storm_id', '=', stormId)
          .returning('id')
          .execute();
        const jobs = released.map(({ id: noticeId }) => ({ data: { noticeId } }));
        await queue.add(trx, 'notice', jobs);
      }),
  };
}

/** Into the storm that lasts; undefined when there is none. It cannot end meanwhile: its key is held. */
async function fold(db: Database['db'], noticeId: Id): Promise<Id | undefined> {
  const { rows } = await sql<{ storm_id: Id }>`
    with storm as (select id from redactor.notice where key = ${STORM_KEY} for key share)
    update redactor.notice set folded = true, storm_id = storm.id
    from storm where notice.id = ${noticeId}
    returning notice.storm_id`.execute(db);
  return rows[0]?.storm_id;
}

/** A deletion that is asked for, or was carried out, always has a card of its own. */
const HAS_DELETION = sql`exists (
  select from redactor.approval where approval.workspace_id = notice.workspace_id
  and approval.conversation_id = notice.conversation_id and approval.state in ('open', 'approved', 'deleted', 'failed'))`;

function waiting(now: Date) {
  return sql`conversation_id is not null and channel is null and not folded and closed_at is null
    and (held_until is null or held_until <= ${now}) and not ${HAS_DELETION}`;
}

/** Those that had their first post lately and those that wait for it. It counts no further than it must. */
async function isStorm(db: Database['db'], now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - WITHIN_MS);
  const most = MOST_CARDS + 1;
  const { rows } = await sql<{ count: string }>`
    select count(*) from (
      (select from redactor.notice where ${waiting(now)} limit ${most})
      union all
      (select from redactor.notice where posted_at > ${since} and conversation_id is not null
        and not ${HAS_DELETION} limit ${most})
    ) as cards`.execute(db);
  return Number(rows[0]?.count) > MOST_CARDS;
}

/** Takes in all that wait, but for those that Slack may have after all. Gives the storm's id, which another replica may have begun. */
async function begin(trx: Transaction<Tables>, newId: Id, now: Date): Promise<Id> {
  await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(trx);
  const known = await trx.selectFrom('notice').select('id').where('key', '=', STORM_KEY).executeTakeFirst();
  const id = known?.id ?? newId;
  if (!known) {
    const row = { id, key: STORM_KEY, revision: 1, posted_revision: 0, failed_sends: 0, opened_at: now };
    await trx.insertInto('notice').values(row).execute();
  }
  await sql`update redactor.notice set folded = true, storm_id = ${id} 
    where ${waiting(now)} and sending_since is null`.execute(trx);
  return id;
}

/** One more than may have their own cards, at most. */
async function openMembers(trx: Transaction<Tables>, stormId: Id): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from redactor.notice where storm_id = ${stormId} and folded and exists (
      select from redactor.finding where finding.workspace_id = notice.workspace_id
      and finding.conversation_id = notice.conversation_id and finding.told
      and finding.state in ('waiting', 'failed', 'unredactable', 'parked', 'attachments'))
    order by opened_at limit ${MOST_CARDS + 1}`.execute(trx);
  return rows.map(({ id }) => id);
}
