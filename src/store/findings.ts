// Findings in, states out, each change in one transaction with the job and the card that follow from it.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Selectable, sql, type Transaction } from 'kysely';
import type { AuthorType, Fingerprint, Id, MessageRef, Origin, RuleCount } from '../message.ts';
import type { Finding, FindingState, Outcome } from '../outcome.ts';
import type { Database } from './database.ts';
import { grouped } from './grouped.ts';
import { touchNotices } from './notices.ts';
import type { Queue } from './queue.ts';
import type { FindingTable, StoredOutcome, Tables } from './schema.ts';

export interface NewFinding extends MessageRef {
  readonly authorType: AuthorType;
  readonly origin: Origin;
  readonly rules: readonly RuleCount[];
  readonly fingerprints: readonly Fingerprint[];
  /** `waiting` gets a job; `reported` is only kept. */
  readonly state: 'waiting' | 'reported';
  readonly saidAt: Date;
  readonly seenAt: Date;
}

/** What one event asks to be kept. */
export interface Intake {
  readonly findings: readonly NewFinding[];
  /** A conversation to fetch and scan. */
  readonly inspect: Inspection | undefined;
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

export interface Findings {
  /** Resolves when it is committed, findings and jobs together. A message that is known already changes nothing. */
  take(intake: Intake): Promise<void>;
  /** Resolves when no event waits to be taken, or after `atMostMs`: what must be answered goes before what can wait. */
  quiet(atMostMs: number): Promise<void>;
  read(id: Id): Promise<Finding | undefined>;
  find(message: MessageRef): Promise<Finding | undefined>;
  settle(settlement: Settlement): Promise<void>;
  /** Those of a conversation that people were told about, oldest first. */
  told(workspaceId: Id, conversationId: Id): Promise<readonly Finding[]>;
  countWaiting(): Promise<number>;
  /** Makes sure that each waiting finding has a job, and gives the parked ones another try. */
  requeue(): Promise<void>;
}

export function createFindings(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
  told: (count: { readonly added: number; readonly duplicates: number }) => void,
): Findings {
  const take = grouped<Intake, void>(async (items) => {
    const findings = items.flatMap((item) => item.findings);
    const inspections = items.flatMap(({ inspect }) => (inspect ? [inspect] : []));
    const added = await db.transaction().execute(async (trx) => {
      const rows = findings.length > 0 ? await insert(trx, findings, createId) : [];
      const asked = inspections.length > 0 ? await insertInspections(trx, inspections, createId) : [];
      const waiting = [...rows.filter(({ state }) => state === 'waiting'), ...asked];
      await queue.add(
        trx,
        'act',
        waiting.map(({ id }) => ({ data: { findingId: id } })),
      );
      return rows.length;
    });
    told({ added, duplicates: findings.length - added });
    return [];
  });

  const settle = grouped<Settlement, void>(async (items) => {
    await db.transaction().execute(async (trx) => {
      await update(trx, items);
      const due = items.flatMap(({ finding, retryAt }) =>
        retryAt ? [{ data: { findingId: finding.id }, at: retryAt }] : [],
      );
      await queue.add(trx, 'act', due);
      const notices = await touchNotices(
        trx,
        items.map(({ finding, tell }) => ({ ...finding, tell })),
        createId,
        clock(),
      );
      await queue.add(
        trx,
        'notice',
        notices.map((noticeId) => ({ data: { noticeId } })),
      );
    });
    return [];
  });

  const read = grouped<Id, Finding | undefined>(async (ids) => {
    const rows = await db.selectFrom('finding').selectAll().where('id', '=', sql<Id>`any(${ids})`).execute();
    const byId = new Map(rows.map((row) => [row.id, toFinding(row)]));
    return ids.map((id) => byId.get(id));
  });

  let taking = 0;
  let onQuiet = Promise.withResolvers<void>();

  return {
    async take(intake) {
      taking += 1;
      try {
        await take(intake);
      } finally {
        taking -= 1;
        if (taking === 0) {
          onQuiet.resolve();
          onQuiet = Promise.withResolvers();
        }
      }
    },
    async quiet(atMostMs) {
      if (taking === 0) return;
      const waited = new AbortController();
      await Promise.race([
        onQuiet.promise,
        sleep(atMostMs, undefined, { signal: waited.signal }).catch(() => undefined),
      ]);
      waited.abort();
    },
    settle,
    read,
    async find({ workspaceId, conversationId, resource, messageId }) {
      const row = await db
        .selectFrom('finding')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('conversation_id', '=', conversationId)
        .where('resource', '=', resource)
        .where('message_id', '=', messageId)
        .executeTakeFirst();
      return row && toFinding(row);
    },
    async told(workspaceId, conversationId) {
      const rows = await db
        .selectFrom('finding')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('conversation_id', '=', conversationId)
        .where('told', '=', true)
        .orderBy('seen_at')
        .orderBy('id')
        .execute();
      return rows.map(toFinding);
    },
    async countWaiting() {
      const row = await db
        .selectFrom('finding')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    async requeue() {
      await db.transaction().execute(async (trx) => {
        const rows = await trx
          .updateTable('finding')
          .set({ state: 'waiting' })
          .where('state', 'in', ['waiting', 'parked'])
          .returning('id')
          .execute();
        await queue.add(
          trx,
          'act',
          rows.map(({ id }) => ({ data: { findingId: id } })),
        );
      });
    },
  };
}

type Added = Pick<FindingTable, 'id' | 'state'>;

/** Adds what is new, and gives it. */
async function insert(
  trx: Transaction<Tables>,
  findings: readonly NewFinding[],
  createId: () => Id,
): Promise<readonly Added[]> {
  const rows = findings.map((finding) => ({
    id: createId(),
    workspace_id: finding.workspaceId,
    conversation_id: finding.conversationId,
    resource: finding.resource,
    message_id: finding.messageId,
    author_type: finding.authorType,
    origin: finding.origin,
    rules: JSON.stringify(finding.rules),
    fingerprints: JSON.stringify(finding.fingerprints),
    state: finding.state,
    attempts: 0,
    told: false,
    said_at: finding.saidAt,
    seen_at: finding.seenAt,
  }));
  return trx
    .insertInto('finding')
    .values(rows)
    .onConflict((conflict) => conflict.columns(MESSAGE_KEY).doNothing())
    .returning(['id', 'state'])
    .execute();
}

const MESSAGE_KEY = ['workspace_id', 'conversation_id', 'resource', 'message_id'] as const;

/** A conversation is scanned again each time it is asked for; asked for twice before that, once. */
async function insertInspections(
  trx: Transaction<Tables>,
  inspections: readonly Inspection[],
  createId: () => Id,
): Promise<readonly Added[]> {
  const latest = new Map(
    inspections.map((inspection) => [`${inspection.workspaceId}:${inspection.conversationId}`, inspection]),
  );
  const rows = [...latest.values()].map((inspection) => ({
    id: createId(),
    workspace_id: inspection.workspaceId,
    conversation_id: inspection.conversationId,
    resource: 'conversation' as const,
    message_id: 'conversation' as Id,
    author_type: 'other' as const,
    origin: inspection.origin,
    rules: '[]',
    fingerprints: '[]',
    state: 'waiting' as const,
    attempts: 0,
    told: false,
    said_at: inspection.seenAt,
    seen_at: inspection.seenAt,
  }));
  return trx
    .insertInto('finding')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(MESSAGE_KEY).doUpdateSet((eb) => ({
        state: 'waiting',
        attempts: 0,
        outcome: null,
        proven_at: null,
        seen_at: eb.ref('excluded.seen_at'),
      })),
    )
    .returning(['id', 'state'])
    .execute();
}

async function update(trx: Transaction<Tables>, items: readonly Settlement[]): Promise<void> {
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
  await sql`
    update ${sql.table('redactor.finding')} as finding
    set state = change.state,
        outcome = change.outcome,
        attempts = change.attempts,
        told = finding.told or change.told,
        acted_at = coalesce(finding.acted_at, change.acted_at),
        proven_at = coalesce(finding.proven_at, change.proven_at)
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change(
      id text, seen_at timestamptz, state text, outcome jsonb, attempts integer, told boolean, acted_at timestamptz, proven_at timestamptz)
    where finding.id = change.id and finding.seen_at = change.seen_at`.execute(trx);
  await forgetScanned(trx, items);
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

function toFinding(row: Selectable<FindingTable>): Finding {
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
    outcome: row.outcome ? toOutcome(row.outcome) : undefined,
    attempts: row.attempts,
    saidAt: row.said_at,
    seenAt: row.seen_at,
    actedAt: row.acted_at ?? undefined,
    provenAt: row.proven_at ?? undefined,
  };
}

function toOutcome(stored: StoredOutcome): Outcome {
  return stored.kind === 'rate_limited' ? { kind: stored.kind, until: new Date(stored.until) } : stored;
}
