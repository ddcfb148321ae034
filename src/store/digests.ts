// What happened between two times, in figures, and the digest's own notice, which can be opened once.

import { sql } from 'kysely';
import type { Id, RuleId } from '../message.ts';
import type { Database } from './database.ts';
import type { Queue } from './queue.ts';
import type { Stand } from './storm-figures.ts';

export interface Digests {
  /** `key` names the day or the week: whoever is first opens it, and nobody else. */
  open(key: string, to: Date): Promise<void>;
  figures(from: Date, to: Date): Promise<DigestFigures>;
}

export interface DigestFigures {
  readonly redacted: number;
  readonly waiting: number;
  readonly forPeople: number;
  readonly doneByHand: number;
  readonly dismissed: number;
  /** Found by the sweep, though a webhook should have brought them. */
  readonly repaired: number;
  readonly deletions: { readonly deleted: number; readonly kept: number };
  readonly exposure: { readonly medianMs: number; readonly worstMs: number } | undefined;
  readonly rules: readonly { readonly ruleId: RuleId; readonly found: number; readonly dismissed: number }[];
  readonly oldestOpen: readonly {
    readonly workspaceId: Id;
    readonly conversationId: Id;
    readonly stands: readonly Stand[];
    readonly saidAt: Date;
  }[];
}

const RULES = 5;
const OLDEST = 5;

export function createDigests(
  { db }: Database,
  queue: Queue,
  { createId }: { readonly createId: () => Id },
): Digests {
  return {
    open: (key, to) =>
      db.transaction().execute(async (trx) => {
        const opened = await trx
          .insertInto('notice')
          .values({ id: createId(), key, revision: 1, posted_revision: 0, failed_sends: 0, opened_at: to })
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        if (opened) await queue.add(trx, 'notice', [{ data: { noticeId: opened.id } }]);
      }),
    async figures(from, to) {
      const [ended, open, deletions, rules, oldestOpen] = await Promise.all([
        endedBetween(db, from, to),
        openNow(db),
        deletionsBetween(db, from, to),
        rulesBetween(db, from, to),
        oldestNow(db),
      ]);
      return { ...ended, ...open, deletions, rules, oldestOpen };
    },
  };
}

type Db = Database['db'];

async function endedBetween(db: Db, from: Date, to: Date) {
  const { rows } = await sql<{
    redacted: string;
    by_hand: string;
    dismissed: string;
    repaired: string;
    median: number | null;
    worst: number | null;
  }>`
    select count(*) as redacted,
      (select count(*) from redactor.finding
        where state = 'by_hand' and proven_at >= ${from} and proven_at < ${to}) as by_hand,
      (select count(*) from redactor.finding
        where state = 'dismissed' and (workspace_id, conversation_id) in (
          select workspace_id, conversation_id from redactor.audit
          where action = 'mark_not_personal_data' and result = 'done' and at >= ${from} and at < ${to})) as dismissed,
      (select count(*) from redactor.finding
        join redactor.sweep on sweep.workspace_id = finding.workspace_id
        where origin = 'sweep' and seen_at >= ${from} and seen_at < ${to} and said_at >= sweep.from_at) as repaired,
      (percentile_cont(0.5) within group (order by visible))::float8 as median,
      max(visible)::float8 as worst
    from (
      select greatest(0, extract(epoch from proven_at - said_at) * 1000) as visible
      from redactor.finding
      where state in ('redacted', 'attachments') and proven_at >= ${from} and proven_at < ${to}
    ) as ended`.execute(db);
  const [row] = rows;
  const exposure =
    row && row.median !== null && row.worst !== null
      ? { medianMs: Math.round(row.median), worstMs: Math.round(row.worst) }
      : undefined;
  return {
    redacted: Number(row?.redacted),
    doneByHand: Number(row?.by_hand),
    dismissed: Number(row?.dismissed),
    repaired: Number(row?.repaired),
    exposure,
  };
}

async function openNow(db: Db) {
  const { rows } = await sql<{ waiting: string; people: string }>`
    select
      (select count(*) from redactor.finding where state = 'waiting' and outcome is not null) as waiting,
      (select count(*) from redactor.finding where state in ('parked', 'failed', 'unredactable', 'attachments')) as people
    `.execute(db);
  return { waiting: Number(rows[0]?.waiting), forPeople: Number(rows[0]?.people) };
}

async function deletionsBetween(db: Db, from: Date, to: Date) {
  const { rows } = await sql<{ deleted: string; kept: string }>`
    select count(*) filter (where state = 'deleted' and proven_at >= ${from} and proven_at < ${to}) as deleted,
      count(*) filter (where state = 'refused' and decided_at >= ${from} and decided_at < ${to}
        or state = 'expired' and expires_at >= ${from} and expires_at < ${to}) as kept
    from redactor.approval`.execute(db);
  return { deleted: Number(rows[0]?.deleted), kept: Number(rows[0]?.kept) };
}

async function rulesBetween(db: Db, from: Date, to: Date) {
  const { rows } = await sql<{ ruleId: RuleId; found: string; dismissed: string }>`
    select rule ->> 'ruleId' as "ruleId", count(*) as found,
      count(*) filter (where state = 'dismissed') as dismissed
    from redactor.finding, jsonb_array_elements(rules) as rule
    where seen_at >= ${from} and seen_at < ${to}
    group by 1 order by 2 desc, 1 limit ${RULES}`.execute(db);
  return rows.map(({ ruleId, found, dismissed }) => ({
    ruleId,
    found: Number(found),
    dismissed: Number(dismissed),
  }));
}

async function oldestNow(db: Db) {
  const { rows } = await sql<DigestFigures['oldestOpen'][number]>`
    select workspace_id as "workspaceId", conversation_id as "conversationId", min(said_at) as "saidAt",
      jsonb_agg(distinct jsonb_build_object(
        'state', state, 'resource', resource, 'isTried', outcome is not null)) as stands
    from redactor.finding where state in ('parked', 'failed', 'unredactable', 'attachments')
    group by 1, 2 order by 3, 2 limit ${OLDEST}`.execute(db);
  return rows;
}
