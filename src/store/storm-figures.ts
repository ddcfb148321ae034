// What a storm's card counts. Asked only when the card is sent, since it reads all of its conversations.

import { sql } from 'kysely';
import type { Id, Resource } from '../message.ts';
import type { FindingState, Outcome } from '../outcome.ts';
import type { Database } from './database.ts';
import { toOutcome } from './finding-rows.ts';
import type { StoredOutcome } from './schema.ts';

/** How one of a conversation's findings stands. */
export interface Stand {
  readonly state: FindingState;
  readonly resource: Resource;
  /** It was tried at least once. */
  readonly isTried: boolean;
}

export interface StormFigures {
  /** Conversations that stand alike, each with what its findings have. */
  readonly groups: readonly { readonly stands: readonly Stand[]; readonly count: number }[];
  readonly reasons: readonly { readonly outcome: Outcome | undefined; readonly count: number }[];
  /** Those that are open, by the oldest message. */
  readonly oldest: readonly {
    readonly workspaceId: Id;
    readonly conversationId: Id;
    readonly stands: readonly Stand[];
    readonly saidAt: Date;
  }[];
}

const REASONS = 5;
const LISTED = 10;

const MEMBERS = (stormId: Id) => sql`
  redactor.notice join redactor.finding on finding.workspace_id = notice.workspace_id
  and finding.conversation_id = notice.conversation_id and finding.told
  where notice.storm_id = ${stormId}`;
const OPEN = sql`finding.state in ('waiting', 'failed', 'unredactable', 'parked', 'attachments')`;
const STANDS = sql`jsonb_agg(distinct jsonb_build_object(
  'state', finding.state, 'resource', finding.resource, 'isTried', finding.outcome is not null))`;

export async function stormFigures({ db }: Database, stormId: Id): Promise<StormFigures> {
  const [groups, reasons, oldest] = await Promise.all([
    sql<{ stands: Stand[]; count: string }>`
      select stands, count(*) from (
        select ${STANDS} as stands from ${MEMBERS(stormId)} group by notice.id
      ) as conversations group by stands`.execute(db),
    sql<{ outcome: StoredOutcome | null; count: string }>`
      select (array_agg(finding.outcome))[1] as outcome, count(*) from ${MEMBERS(stormId)} and ${OPEN}
      group by finding.outcome - 'until' order by 2 desc limit ${REASONS}`.execute(db),
    sql<{ workspaceId: Id; conversationId: Id; stands: Stand[]; saidAt: Date }>`
      select notice.workspace_id as "workspaceId", notice.conversation_id as "conversationId",
        min(finding.said_at) as "saidAt", ${STANDS} as stands
      from ${MEMBERS(stormId)} and ${OPEN} group by notice.id order by 3, notice.id limit ${LISTED}`.execute(
      db,
    ),
  ]);
  return {
    groups: groups.rows.map(({ stands, count }) => ({ stands, count: Number(count) })),
    reasons: reasons.rows.map(({ outcome, count }) => ({
      outcome: outcome ? toOutcome(outcome) : undefined,
      count: Number(count),
    })),
    oldest: oldest.rows,
  };
}
