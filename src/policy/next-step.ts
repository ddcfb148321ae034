// What follows from an outcome: where the finding stands, when to try again, and whether people are told.

import { unreachable } from '../errors.ts';
import type { FindingState, Outcome } from '../outcome.ts';
import { backoffMs } from './backoff.ts';

export interface NextStep {
  readonly state: FindingState;
  /** Undefined when there is nothing to try again. */
  readonly retryAt: Date | undefined;
  readonly tell: boolean;
  /** The end state is proven. */
  readonly proven: boolean;
}

export interface Situation {
  readonly now: Date;
  /** When the message was first seen. */
  readonly seenAt: Date;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

/** People hear of a delay when it has lasted this long. */
export const TELL_AFTER_MS = 5 * 60_000;
const GIVE_UP_AFTER_MS = 72 * 3_600_000;
/** The workers stop meanwhile: this is how soon the finding comes up again once they run. */
const UNAUTHORISED_RETRY_MS = 1_000;

export function nextStep(outcome: Outcome, situation: Situation): NextStep {
  const ended = { retryAt: undefined, tell: false, proven: true };
  const forPeople = { retryAt: undefined, tell: true, proven: false };
  switch (outcome.kind) {
    case 'redacted':
      return outcome.attachmentsLeft
        ? { state: 'attachments', ...ended, tell: true }
        : { state: 'redacted', ...ended };
    case 'already_redacted':
      return { state: 'redacted', ...ended };
    case 'scanned':
      return { state: 'scanned', ...ended };
    case 'gone':
      return { state: 'gone', ...ended };
    case 'not_redactable':
      return { state: 'unredactable', ...forPeople };
    case 'denied':
      return { state: 'parked', ...forPeople };
    case 'other_workspace':
      // One card about the token says it for all of them.
      return { state: 'parked', ...forPeople, tell: false };
    case 'rejected':
      return { state: 'failed', ...forPeople };
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

function later({ now, seenAt }: Situation, delayMs: number): NextStep {
  const waitedMs = now.getTime() - seenAt.getTime();
  if (waitedMs >= GIVE_UP_AFTER_MS) return { state: 'failed', retryAt: undefined, tell: true, proven: false };
  const tell = waitedMs >= TELL_AFTER_MS;
  // The attempt that decides whether people are told comes on time, not after a long pause.
  const untilTold = tell ? Number.POSITIVE_INFINITY : TELL_AFTER_MS - waitedMs;
  const retryAt = new Date(now.getTime() + Math.max(1, Math.min(delayMs, untilTold)));
  return { state: 'waiting', retryAt, tell, proven: false };
}
