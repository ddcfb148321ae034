// The way of a deletion: what goes with the conversation is found out, a person approves in time or it is kept, and what
// is approved is deleted, within limits, until that is proven.

import type { Approval, ApprovalOutcome, DeletionLimits } from './approval.ts';
import { BY_SERVICE } from './audit.ts';
import type { Intercom } from './intercom/client.ts';
import type { Log } from './log.ts';
import type { Id } from './message.ts';
import type { Metrics } from './metrics.ts';
import type { ServiceProblem } from './outcome.ts';
import { backoffMs } from './policy/backoff.ts';
import { GIVE_UP_AFTER_MS, nextDeletionStep, UNAUTHORISED_RETRY_MS } from './policy/next-deletion-step.ts';
import type { Approvals } from './store/approvals.ts';
import type { Jobs } from './store/queue.ts';

export interface DeletionDependencies {
  readonly approvals: Approvals;
  readonly intercom: Pick<Intercom, 'survey' | 'deleteConversation'>;
  /** Whether the tags of a conversation put it under legal hold. */
  readonly isHeld: (tags: readonly string[]) => boolean;
  readonly limits: () => DeletionLimits;
  /** The workspace of the token; undefined when Intercom could not say it yet. */
  readonly workspace: () => Promise<Id | undefined>;
  /** Intercom refuses the token: nothing is asked of it until that is mended. */
  readonly isHalted: () => boolean;
  readonly onTrouble: (problem: ServiceProblem) => Promise<void>;
  /** There is room for deletions in this hour and day. */
  readonly onRoom: () => Promise<void>;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

const GIVEN_UP = { actor: BY_SERVICE, action: 'delete', result: 'refused' } as const;
const CLOCKS_DIFFER_MS = 10 * 60_000;

export function createDeletion(deps: DeletionDependencies): (job: Jobs['delete']) => Promise<void> {
  const { approvals, intercom, clock, log } = deps;

  return async ({ approvalId }) => {
    const approval = await approvals.read(approvalId);
    if (approval?.state === 'open') await prepare(approval);
    if (approval?.state === 'approved') await carryOut(approval);
  };

  /** While nobody has answered: what would go with it, and the end of its time. */
  async function prepare(approval: Approval): Promise<void> {
    const { expiresAt, goesWith, conversationId } = approval;
    const leftMs = expiresAt.getTime() - clock().getTime();
    if (leftMs <= 0) {
      const audit = { actor: BY_SERVICE, action: 'expire_deletion', result: 'done' } as const;
      return approvals.settle({ approval, state: 'expired', audit });
    }
    // The queue goes by the database's clock: the job for the end may come before it by this one's.
    if (leftMs < CLOCKS_DIFFER_MS) return again(approval, leftMs + 60_000);
    if (goesWith) return;
    if (deps.isHalted()) return again(approval, UNAUTHORISED_RETRY_MS);
    if (await isElsewhere(approval)) return again(approval, UNAUTHORISED_RETRY_MS);
    const seen = await intercom.survey(conversationId);
    switch (seen.kind) {
      case 'survey': {
        const { parts, sideConversations, backOfficeTickets } = seen;
        const held = deps.isHeld(seen.tags.flatMap(({ id, name }) => [id, name]));
        return approvals.settle({
          approval,
          state: held ? 'failed' : 'open',
          goesWith: { parts, sideConversations, backOfficeTickets },
          ...(held
            ? { outcome: { kind: 'held' }, audit: { actor: BY_SERVICE, action: 'delete', result: 'held' } }
            : {}),
        });
      }
      case 'gone':
        return approvals.settle({ approval, state: 'gone', provenAt: clock() });
      case 'unauthorised':
        await deps.onTrouble('intercom_unauthorised');
        return again(approval, UNAUTHORISED_RETRY_MS);
      case 'rate_limited':
        return again(approval, seen.until.getTime() - clock().getTime());
      case 'unavailable':
        return again(approval, backoffMs(3, deps.random));
      case 'denied':
      case 'rejected':
        // The request says that it is not known.
        return;
    }
  }

  function again(approval: Approval, delayMs: number): Promise<void> {
    const retryAt = new Date(clock().getTime() + Math.max(1, delayMs));
    return approvals.settle({ approval, state: approval.state, retryAt });
  }

  async function carryOut(approval: Approval): Promise<void> {
    if (isTooOld(approval)) return approvals.settle({ approval, state: 'failed', audit: GIVEN_UP });
    if (deps.isHalted()) return again(approval, UNAUTHORISED_RETRY_MS);
    const outcome = await attempt(approval);
    if (outcome.kind === 'unauthorised') await deps.onTrouble('intercom_unauthorised');
    if (outcome.kind === 'other_workspace') await deps.onTrouble('intercom_other_workspace');
    if (outcome.kind === 'used_up') await deps.onTrouble('deletions_used_up');
    const now = clock();
    const { retainMetrics, attempts: before } = approval;
    const attempts = before + 1;
    const { state, retryAt } = nextDeletionStep(outcome, { now, attempts, random: deps.random });
    const isProven = state === 'deleted' || state === 'gone';
    const isOver = isProven || state === 'failed';
    await approvals.settle({
      approval,
      state,
      outcome,
      ...(isProven ? { provenAt: now } : {}),
      ...(retryAt ? { retryAt } : {}),
      ...(isOver ? { audit: { actor: BY_SERVICE, action: 'delete', result: outcome.kind } } : {}),
    });
    deps.metrics.deletion(outcome.kind);
    const { workspaceId, conversationId, id: approvalId } = approval;
    log.info('deletion', {
      outcome: outcome.kind,
      workspaceId,
      conversationId,
      approvalId,
      retainMetrics,
      attempt: attempts,
    });
  }

  /** The legal hold is looked for once more: its tag may have come since. */
  async function attempt(approval: Approval): Promise<ApprovalOutcome> {
    if (await isElsewhere(approval)) return { kind: 'other_workspace' };
    const { id, conversationId, retainMetrics, actedAt } = approval;
    const seen = await intercom.survey(conversationId);
    // An earlier attempt may be why it is gone: the deletion itself finds out.
    if (seen.kind !== 'survey' && seen.kind !== 'gone') return seen;
    if (seen.kind === 'survey' && deps.isHeld(seen.tags.flatMap((tag) => [tag.id, tag.name])))
      return { kind: 'held' };
    if (!(await approvals.claim(id, deps.limits()))) return { kind: 'used_up' };
    await deps.onRoom();
    return intercom.deleteConversation(conversationId, { retainMetrics, tried: actedAt !== undefined });
  }

  /** As after a permission that came only months later: nobody expects the deletion any more. */
  function isTooOld({ decidedAt }: Approval): boolean {
    return decidedAt !== undefined && clock().getTime() - decidedAt.getTime() >= GIVE_UP_AFTER_MS;
  }

  /** Where Intercom does not say whose token it is, the conversation has to be found with it first. */
  async function isElsewhere({ workspaceId }: Approval): Promise<boolean> {
    const own = await deps.workspace();
    return own !== undefined && own !== workspaceId;
  }
}
