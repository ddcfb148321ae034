// What people ask for: how many conversations are open and how they stand, which are the oldest, and all that is known
// of one.

import { sql } from 'kysely';
import {
  type KnownConversation,
  OPEN_STANDINGS,
  type OpenConversation,
  type OpenDeletion,
  type OpenStanding,
} from '../command.ts';
import type { Fingerprint, Id } from '../message.ts';
import { toApproval } from './approval-row.ts';
import type { Database } from './database.ts';
import { toException } from './exceptions.ts';
import { toFinding } from './finding-rows.ts';

export interface Overview {
  /** Conversations by their worst standing. */
  open(): Promise<Readonly<Partial<Record<OpenStanding, number>>>>;
  /** Those that need somebody before those that wait for their turn, each by its oldest message. */
  oldestOpen(limit: number): Promise<readonly OpenConversation[]>;
  /** Deletions that wait for an approver. */
  countApprovals(): Promise<number>;
  /** Some of them, those that end first. */
  openDeletions(limit: number): Promise<readonly OpenDeletion[]>;
  /** Undefined when nothing is known of it. */
  conversation(workspaceId: Id, conversationId: Id): Promise<KnownConversation | undefined>;
  storm(): Promise<{ readonly since: Date; readonly conversations: number } | undefined>;
}

/** Of one conversation; it may have hundreds. */
const LISTED = 8;
const EXCEPTIONS_LISTED = 3;

const SETTLED_RANK = OPEN_STANDINGS.indexOf('pending');

/** Each open conversation once, with the worst rank of its findings. */
const OPEN = sql`
  select workspace_id as "workspaceId", conversation_id as "conversationId", min(said_at) as "saidAt", min(case
    when state = 'attachments' then ${rank('attachments')}
    when state = 'parked' then ${rank('parked')}
    when state = 'waiting' and outcome is null then ${rank('pending')}
    when resource = 'conversation' then ${rank('unscanned')}
    when state = 'unredactable' then ${rank('unredactable')}
    else ${rank('failed')} end) as rank
  from redactor.finding
  where state in ('waiting', 'failed', 'unredactable', 'parked', 'attachments')
  group by workspace_id, conversation_id`;

function rank(standing: OpenStanding) {
  return sql.lit(OPEN_STANDINGS.indexOf(standing));
}

export function createOverview({ db }: Database): Overview {
  return {
    async open() {
      const { rows } = await sql<{ rank: number; count: string }>`
        select rank, count(*) from (${OPEN}) as open group by rank order by rank`.execute(db);
      return Object.fromEntries(rows.map((row) => [standingAt(row.rank), Number(row.count)]));
    },
    async oldestOpen(limit) {
      const { rows } = await sql<Omit<OpenConversation, 'standing'> & { readonly rank: number }>`
        select * from (${OPEN}) as open
        order by rank = ${SETTLED_RANK}, "saidAt", "conversationId" limit ${limit}`.execute(db);
      return rows.map(({ rank: at, ...row }) => ({ ...row, standing: standingAt(at) }));
    },
    async countApprovals() {
      const { count } = await db
        .selectFrom('approval')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async openDeletions(limit) {
      const rows = await db
        .selectFrom('approval')
        .select(['workspace_id', 'conversation_id', 'expires_at'])
        .where('state', '=', 'open')
        .orderBy('expires_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(
        ({ workspace_id: workspaceId, conversation_id: conversationId, expires_at: until }) => ({
          workspaceId,
          conversationId,
          until,
        }),
      );
    },
    async conversation(workspaceId, conversationId) {
      const found = await db
        .selectFrom('finding')
        .selectAll()
        .select((eb) => eb.fn.countAll<string>().over().as('all'))
        .where('workspace_id', '=', workspaceId)
        .where('conversation_id', '=', conversationId)
        .orderBy('said_at', 'desc')
        .orderBy('id')
        .limit(LISTED)
        .execute();
      const approval = await db
        .selectFrom('approval')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('conversation_id', '=', conversationId)
        .orderBy('asked_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (found.length === 0 && !approval) return undefined;
      const fingerprints = [...new Set(found.flatMap((row): readonly Fingerprint[] => row.fingerprints))];
      const exceptions = await db
        .selectFrom('exception')
        .selectAll()
        .where('fingerprint', '=', sql<Fingerprint>`any(${fingerprints})`)
        .orderBy('from_at', 'desc')
        .limit(EXCEPTIONS_LISTED)
        .execute();
      return {
        findings: found.toReversed().map(toFinding),
        more: Number(found[0]?.all ?? 0) - found.length,
        approval: approval && toApproval(approval),
        exceptions: exceptions.map(toException),
      };
    },
    async storm() {
      const { rows } = await sql<{ since: Date; conversations: string }>`
        select storm.opened_at as since,
          (select count(*) from redactor.notice as one where one.storm_id = storm.id) as conversations
        from redactor.notice as storm where storm.key = 'storm' and storm.closed_at is null`.execute(db);
      const [storm] = rows;
      return storm && { since: storm.since, conversations: Number(storm.conversations) };
    },
  };
}

function standingAt(place: number): OpenStanding {
  return OPEN_STANDINGS[place] ?? 'pending';
}
