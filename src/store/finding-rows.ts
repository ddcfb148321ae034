// Findings as rows: how they are added once, asked for again, and changed many at a time.

import { type RawBuilder, type Selectable, sql, type Transaction } from 'kysely';
import type { AuthorType, Fingerprint, Id, MessageRef, Origin, RuleCount } from '../message.ts';
import { type Finding, type FindingState, type Outcome, PLAIN_PLAN, type Plan } from '../outcome.ts';
import type { FindingTable, StoredOutcome, Tables } from './schema.ts';

export interface NewFinding extends MessageRef {
  readonly authorType: AuthorType;
  readonly origin: Origin;
  readonly rules: readonly RuleCount[];
  readonly fingerprints: readonly Fingerprint[];
  /** `waiting` gets a job; `reported` is only kept; of `unredactable` people are told. */
  readonly state: 'waiting' | 'reported' | 'unredactable';
  /** Of one that is kept without an attempt. */
  readonly outcome?: Outcome;
  readonly plan: Plan;
  /** Not before this time; at once when undefined. */
  readonly actAt: Date | undefined;
  readonly saidAt: Date;
  readonly seenAt: Date;
}

export interface Inspection {
  readonly workspaceId: Id;
  readonly conversationId: Id;
  readonly origin: Origin;
  readonly seenAt: Date;
}

/** What an attempt changed. */
export interface Settlement {
  readonly finding: Finding;
  readonly state: FindingState;
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly actedAt: Date | undefined;
  readonly provenAt: Date | undefined;
  /** When the next attempt is due; undefined when there is none. */
  readonly retryAt: Date | undefined;
  /** People must be told: opens the conversation's card when there is none yet. */
  readonly tell: boolean;
}

type Added = Pick<
  Selectable<FindingTable>,
  'id' | 'state' | 'workspace_id' | 'conversation_id' | 'act_at' | 'plan'
>;

export type AddedFinding = Added & Pick<Selectable<FindingTable>, 'resource' | 'message_id'>;

/** Adds what is new, and gives it. */
export async function insertFindings(
  trx: Transaction<Tables>,
  findings: readonly NewFinding[],
  createId: () => Id,
): Promise<readonly AddedFinding[]> {
  const added = await sql<AddedFinding>`
    ${insertRows(findings.map((finding) => ({ id: createId(), ...finding })))}
    on conflict (workspace_id, conversation_id, resource, message_id) do nothing
    returning id, state, workspace_id, conversation_id, resource, message_id, act_at, plan`.execute(trx);
  return added.rows;
}

/** A conversation is scanned again each time it is asked for; asked for twice before that, once. */
export async function insertInspections(
  trx: Transaction<Tables>,
  inspections: readonly Inspection[],
  createId: () => Id,
): Promise<readonly Added[]> {
  const latest = new Map(
    inspections.map((inspection) => [`${inspection.workspaceId}:${inspection.conversationId}`, inspection]),
  );
  const rows = [...latest.values()].map((inspection) => ({
    ...inspection,
    id: createId(),
    resource: 'conversation' as const,
    messageId: 'conversation' as Id,
    authorType: 'other' as const,
    rules: [],
    fingerprints: [],
    state: 'waiting' as const,
    plan: PLAIN_PLAN,
    actAt: undefined,
    saidAt: inspection.seenAt,
  }));
  const asked = await sql<Added>`
    ${insertRows(rows)}
    on conflict (workspace_id, conversation_id, resource, message_id) do update
    set state = 'waiting', attempts = 0, outcome = null, proven_at = null, seen_at = excluded.seen_at
    returning id, state, workspace_id, conversation_id, act_at, plan`.execute(trx);
  return asked.rows;
}

/** All rows in one parameter: however many there are, the statement is the same and within PostgreSQL's limits. */
function insertRows(rows: readonly (NewFinding & { readonly id: Id })[]): RawBuilder<unknown> {
  return sql`
    insert into redactor.finding (
      id, workspace_id, conversation_id, resource, message_id, author_type, origin,
      rules, fingerprints, state, outcome, plan, act_at, attempts, told, said_at, seen_at)
    select
      id, "workspaceId", "conversationId", resource, "messageId", "authorType", origin,
      rules, fingerprints, state, outcome, plan, "actAt", 0,
      -- The card of a request shows what it is asked for.
      state = 'unredactable' or coalesce(plan ->> 'deletion', '') = 'request', "saidAt", "seenAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
      id text, "workspaceId" text, "conversationId" text, resource text, "messageId" text, "authorType" text,
      origin text, rules jsonb, fingerprints jsonb, state text, outcome jsonb, plan jsonb, "actAt" timestamptz,
      "saidAt" timestamptz, "seenAt" timestamptz)`;
}

/** Gives those that it changed: of one that ended meanwhile, by an event of Intercom's or another attempt, nothing is left to say. */
export async function updateFindings(
  trx: Transaction<Tables>,
  items: readonly Settlement[],
): Promise<readonly Settlement[]> {
  const changes = items.map((item) => ({
    id: item.finding.id,
    seen_at: item.finding.seenAt,
    state: item.state,
    outcome: item.outcome,
    attempts: item.attempts,
    told: item.tell,
    acted_at: item.actedAt ?? null,
    proven_at: item.provenAt ?? null,
  }));
  // In one order, and before anything else of the transaction: two that lock the same rows would else wait for each other.
  await trx
    .selectFrom('finding')
    .select('id')
    .where('id', '=', sql<Id>`any(${changes.map(({ id }) => id)})`)
    .orderBy('id')
    .forUpdate()
    .execute();
  const changed = await sql<{ id: Id }>`
    update ${sql.table('redactor.finding')} as finding
    set state = change.state,
        outcome = change.outcome,
        attempts = change.attempts,
        told = finding.told or change.told,
        acted_at = coalesce(finding.acted_at, change.acted_at),
        proven_at = coalesce(finding.proven_at, change.proven_at)
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change(
      id text, seen_at timestamptz, state text, outcome jsonb, attempts integer, told boolean, acted_at timestamptz, proven_at timestamptz)
    where finding.id = change.id and finding.seen_at = change.seen_at and finding.state = 'waiting'
    returning finding.id`.execute(trx);
  await forgetScanned(trx, items);
  const ids = new Set(changed.rows.map(({ id }) => id));
  return items.filter(({ finding }) => ids.has(finding.id));
}

/** A scan that went well leaves nothing behind, unless people were told of it or it was asked for again meanwhile. */
async function forgetScanned(trx: Transaction<Tables>, items: readonly Settlement[]): Promise<void> {
  const ids = items.filter(({ state }) => state === 'scanned').map(({ finding }) => finding.id);
  if (ids.length === 0) return;
  await trx
    .deleteFrom('finding')
    .where('id', 'in', ids)
    .where('state', '=', 'scanned')
    .where('told', '=', false)
    .execute();
}

/** Findings are locked before requests for deletions, by all that change both. */
export async function lockFindings(
  trx: Transaction<Tables>,
  { workspaceId, conversationId }: Pick<MessageRef, 'workspaceId' | 'conversationId'>,
): Promise<void> {
  await trx
    .selectFrom('finding')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Nothing is left to do in a conversation that is deleted. Gives how many findings that ended. */
export async function endFindings(
  trx: Transaction<Tables>,
  { workspaceId, conversationId }: Pick<MessageRef, 'workspaceId' | 'conversationId'>,
  now: Date,
): Promise<number> {
  await lockFindings(trx, { workspaceId, conversationId });
  const gone: Outcome = { kind: 'gone' };
  const ended = await trx
    .updateTable('finding')
    .set({ state: 'gone', outcome: JSON.stringify(gone), proven_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['waiting', 'unredactable', 'attachments', 'parked', 'failed', 'reported']),
        // Said to be removed by hand, and nobody has looked yet.
        eb.and([eb('state', '=', 'by_hand'), eb('proven_at', 'is', null)]),
      ]),
    )
    .returning('id')
    .execute();
  return ended.length;
}

export function toFinding(row: Selectable<FindingTable>): Finding {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    conversationId: row.conversation_id,
    resource: row.resource,
    messageId: row.message_id,
    authorType: row.author_type,
    origin: row.origin,
    rules: row.rules,
    state: row.state,
    plan: row.plan ?? PLAIN_PLAN,
    actAt: row.act_at ?? undefined,
    outcome: row.outcome ? toOutcome(row.outcome) : undefined,
    attempts: row.attempts,
    saidAt: row.said_at,
    seenAt: row.seen_at,
    actedAt: row.acted_at ?? undefined,
    provenAt: row.proven_at ?? undefined,
  };
}

export function toOutcome(stored: StoredOutcome): Outcome {
  return stored.kind === 'rate_limited' ? { kind: stored.kind, until: new Date(stored.until) } : stored;
}
