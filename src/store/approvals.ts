// Requests to delete a conversation, from the asking to the proof. Each change is one transaction with its job, its
// card and its row in the audit.

import type { Answered, Approval, DeletionLimits, Verdict } from '../approval.ts';
import type { Id } from '../message.ts';
import {
  type ApprovalSettlement,
  type Asking,
  askInside,
  claimInside,
  decideInside,
  jobsOf,
  settleInside,
} from './approval-changes.ts';
import { toApproval } from './approval-row.ts';
import type { Database } from './database.ts';
import type { Queue } from './queue.ts';

export interface Approvals {
  /** Asks once: while a request for the conversation is pending, it is given instead. */
  ask(asking: Asking): Promise<Approval>;
  read(id: Id): Promise<Approval | undefined>;
  /** The newest for a conversation. */
  latest(workspaceId: Id, conversationId: Id): Promise<Approval | undefined>;
  /** Pending ones, oldest first. */
  pending(): Promise<readonly Approval[]>;
  /** Takes a person's answer, once and in time. */
  decide(id: Id, verdict: Verdict, by: Id, retainMetrics: boolean | undefined): Promise<Answered>;
  /** Takes a place among the deletions of this hour and day. False when they are used up. */
  claim(id: Id, limits: DeletionLimits): Promise<boolean>;
  settle(settlement: ApprovalSettlement): Promise<void>;
  /** Makes sure that each pending request has its jobs. */
  requeue(): Promise<void>;
}

export function createApprovals(
  { db }: Database,
  queue: Queue,
  { createId, clock }: { readonly createId: () => Id; readonly clock: () => Date },
): Approvals {
  const deps = { queue, createId, clock };
  return {
    ask: (asking) =>
      db.transaction().execute(async (trx) => {
        const [asked] = await askInside(trx, [asking], deps);
        return asked ?? Promise.reject(new TypeError('asked for nothing'));
      }),
    async read(id) {
      const row = await db.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toApproval(row);
    },
    async latest(workspaceId, conversationId) {
      const row = await db
        .selectFrom('approval')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('conversation_id', '=', conversationId)
        .orderBy('asked_at', 'desc')
        .executeTakeFirst();
      return row && toApproval(row);
    },
    async pending() {
      const rows = await db
        .selectFrom('approval')
        .selectAll()
        .where('state', 'in', ['open', 'approved'])
        .orderBy('asked_at')
        .orderBy('id')
        .execute();
      return rows.map(toApproval);
    },
    decide: (id, verdict, by, retainMetrics) =>
      db.transaction().execute((trx) => decideInside(trx, { id, verdict, by, retainMetrics }, deps)),
    claim: (id, limits) => db.transaction().execute((trx) => claimInside(trx, id, limits, clock())),
    requeue: () =>
      db.transaction().execute(async (trx) => {
        const rows = await trx
          .selectFrom('approval')
          .select(['id', 'expires_at'])
          .where('state', 'in', ['open', 'approved'])
          .execute();
        await queue.add(trx, 'delete', rows.flatMap(jobsOf));
      }),
    settle: (settlement) => db.transaction().execute((trx) => settleInside(trx, settlement, deps)),
  };
}
