// What a press changes, each inside the caller's transaction. All give whether there was anything left to change.

import { type Selectable, sql, type Transaction } from 'kysely';
import { unreachable } from '../errors.ts';
import type { Id } from '../message.ts';
import { canBeDoneByHand, canRetry, needsEyes } from '../open-findings.ts';
import type { Finding } from '../outcome.ts';
import { type PressAsked, SNOOZE_MS } from '../press.ts';
import { askInside, decideInside, type Inside } from './approval-changes.ts';
import { dismissRows } from './dismiss-rows.ts';
import { toFinding } from './finding-rows.ts';
import type { FindingTable, Tables } from './schema.ts';

export interface Pressing {
  readonly noticeId: Id;
  readonly turn: number;
  readonly by: Id;
  readonly asked: PressAsked;
}

/** The card's conversation; undefined for the card of a storm. */
export type Conversation = { readonly workspaceId: Id; readonly conversationId: Id } | undefined;

/** How long after Done by hand the messages are looked at again: Intercom's own copies may lag. */
export const LOOK_AGAIN_MS = 2 * 60_000;

export async function changeByPress(
  trx: Transaction<Tables>,
  pressing: Pressing,
  conversation: Conversation,
  deps: Inside,
): Promise<boolean> {
  const { asked } = pressing;
  if (!conversation) return asked.action === 'retry_all' && retry(trx, pressing, conversation, deps);
  switch (asked.action) {
    case 'retry':
      return retry(trx, pressing, conversation, deps);
    case 'retry_all':
      return false;
    case 'done_by_hand':
      return takeByHand(trx, pressing, conversation, deps);
    case 'not_personal_data':
      return dismiss(trx, { ...pressing, asked }, conversation, deps);
    case 'snooze':
      return snooze(trx, pressing, conversation, deps);
    case 'delete':
      return approveDeletion(trx, { ...pressing, asked }, conversation, deps);
    case 'keep':
      return refuseDeletion(trx, pressing, conversation, deps);
    default:
      return unreachable(asked);
  }
}

async function retry(
  trx: Transaction<Tables>,
  { noticeId }: Pressing,
  conversation: Conversation,
  { queue }: Inside,
): Promise<boolean> {
  const open = await lockOpen(trx, conversation ?? { stormId: noticeId });
  const ids = idsOf(open, canRetry);
  if (ids.length === 0) return false;
  await trx
    .updateTable('finding')
    .set({ state: 'waiting', act_at: null })
    .where('id', '=', sql<Id>`any(${ids})`)
    .execute();
  // Beside the job for the next attempt by itself, which may wait for hours.
  const jobs = ids.map((findingId) => ({ data: { findingId }, key: 'press' }));
  await queue.add(trx, 'act', jobs);
  return true;
}

async function takeByHand(
  trx: Transaction<Tables>,
  { noticeId, turn }: Pressing,
  conversation: NonNullable<Conversation>,
  { queue, clock }: Inside,
): Promise<boolean> {
  const ids = idsOf(await lockOpen(trx, conversation), canBeDoneByHand);
  if (ids.length === 0) return false;
  await trx.updateTable('finding').set({ state: 'by_hand' }).where('id', '=', sql<Id>`any(${ids})`).execute();
  const at = new Date(clock().getTime() + LOOK_AGAIN_MS);
  await queue.add(trx, 'look', [{ data: { noticeId, turn }, at, key: String(turn) }]);
  return true;
}

async function dismiss(
  trx: Transaction<Tables>,
  { by, asked }: Pressing & { readonly asked: Extract<PressAsked, { action: 'not_personal_data' }> },
  conversation: NonNullable<Conversation>,
  deps: Inside,
): Promise<boolean> {
  const open = await lockOpen(trx, conversation);
  const seen = open.filter(({ seen_at: at }) => at <= asked.seenBefore);
  return dismissRows(trx, seen, { by, ...asked }, deps);
}

async function snooze(
  trx: Transaction<Tables>,
  { noticeId, by }: Pressing,
  conversation: NonNullable<Conversation>,
  { queue, clock }: Inside,
): Promise<boolean> {
  if (!(await isTrouble(trx, conversation))) return false;
  const until = new Date(clock().getTime() + SNOOZE_MS);
  await trx
    .updateTable('notice')
    .set({ snoozed_until: until, snoozed_by: by })
    .where('id', '=', noticeId)
    .execute();
  await queue.add(trx, 'notice', [{ data: { noticeId }, at: until, key: 'snooze' }]);
  return true;
}

async function approveDeletion(
  trx: Transaction<Tables>,
  { by, asked }: Pressing & { readonly asked: Extract<PressAsked, { action: 'delete' }> },
  conversation: NonNullable<Conversation>,
  deps: Inside,
): Promise<boolean> {
  const { retainMetrics } = asked;
  const pending = await openRequest(trx, conversation);
  if (!pending && !(await isTrouble(trx, conversation))) return false;
  const [approval] = await askInside(trx, [{ ...conversation, retainMetrics, askedBy: by }], deps);
  if (approval?.state !== 'open') return false;
  const decision = { id: approval.id, verdict: 'approve', by, retainMetrics } as const;
  return (await decideInside(trx, decision, deps)).kind === 'taken';
}

async function refuseDeletion(
  trx: Transaction<Tables>,
  { by }: Pressing,
  conversation: NonNullable<Conversation>,
  deps: Inside,
): Promise<boolean> {
  const id = await openRequest(trx, conversation);
  if (!id) return false;
  const decision = { id, verdict: 'refuse', by, retainMetrics: undefined } as const;
  return (await decideInside(trx, decision, deps)).kind === 'taken';
}

async function openRequest(
  trx: Transaction<Tables>,
  { workspaceId, conversationId }: NonNullable<Conversation>,
): Promise<Id | undefined> {
  const row = await trx
    .selectFrom('approval')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row?.id;
}

function openOf(
  trx: Transaction<Tables>,
  conversation: NonNullable<Conversation> | { readonly stormId: Id },
) {
  const open = trx
    .selectFrom('finding')
    .selectAll()
    .where('state', 'in', ['waiting', 'failed', 'parked', 'unredactable', 'attachments'])
    .orderBy('id');
  if (!('stormId' in conversation))
    return open
      .where('workspace_id', '=', conversation.workspaceId)
      .where('conversation_id', '=', conversation.conversationId);
  return open.where(
    sql<boolean>`(workspace_id, conversation_id) in (
      select workspace_id, conversation_id from redactor.notice where storm_id = ${conversation.stormId})`,
  );
}

/** In one order, so that two that lock the same ones do not wait for each other. */
function lockOpen(
  trx: Transaction<Tables>,
  conversation: NonNullable<Conversation> | { readonly stormId: Id },
): Promise<readonly Selectable<FindingTable>[]> {
  return openOf(trx, conversation).forUpdate().execute();
}

async function isTrouble(
  trx: Transaction<Tables>,
  conversation: NonNullable<Conversation>,
): Promise<boolean> {
  const open = await openOf(trx, conversation).execute();
  return open.some((row) => needsEyes(toFinding(row)));
}

function idsOf(
  rows: readonly Selectable<FindingTable>[],
  changes: (finding: Finding) => boolean,
): readonly Id[] {
  return rows.filter((row) => changes(toFinding(row))).map(({ id }) => id);
}
