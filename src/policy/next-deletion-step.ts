// What follows from an attempt at deleting a conversation.

import type { ApprovalOutcome, ApprovalState } from '../approval.ts';
import { unreachable } from '../errors.ts';
import { backoffMs } from './backoff.ts';

export interface DeletionStep {
  readonly state: ApprovalState;
  /** Undefined when there is nothing to try again, or only after the next start. */
  readonly retryAt: Date | undefined;
}

export interface DeletionSituation {
  readonly now: Date;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  readonly random: () => number;
}

/** How long an approval holds: what could not be deleted by then is kept. */
export const GIVE_UP_AFTER_MS = 72 * 3_600_000;
/** Nothing is asked of Intercom while it refuses the token: this is how soon it comes up again. */
export const UNAUTHORISED_RETRY_MS = 60_000;
/** The hour's or the day's deletions are used up: looked at again after this. */
export const USED_UP_RETRY_MS = 5 * 60_000;

export function nextDeletionStep(outcome: ApprovalOutcome, situation: DeletionSituation): DeletionStep {
  switch (outcome.kind) {
    case 'deleted':
    case 'gone':
      return { state: outcome.kind, retryAt: undefined };
    case 'held':
    case 'rejected':
      return { state: 'failed', retryAt: undefined };
    case 'denied':
    case 'other_workspace':
      // It stays approved, and is tried again at the next start.
      return { state: 'approved', retryAt: undefined };
    case 'used_up':
      return later(situation, USED_UP_RETRY_MS);
    case 'unauthorised':
      return later(situation, UNAUTHORISED_RETRY_MS);
    case 'rate_limited':
      return later(situation, outcome.until.getTime() - situation.now.getTime());
    case 'unavailable':
      return later(situation, backoffMs(situation.attempts, situation.random));
    default:
      return unreachable(outcome);
  }
}

function later({ now }: DeletionSituation, delayMs: number): DeletionStep {
  return { state: 'approved', retryAt: new Date(now.getTime() + Math.max(1, delayMs)) };
}
