// Whether Slack takes what it is sent, as the last attempts have shown, and how long to leave it alone after one that
// failed: the others that wait would fail as well.

import type { Check } from '../health.ts';
import type { Metrics } from '../metrics.ts';
import { backoffMs } from '../policy/backoff.ts';
import type { SlackFailure } from '../slack/failure.ts';
import type { Outages } from '../store/outages.ts';

export interface SlackWatch {
  /** Nothing should be sent before this time; undefined when it may be. */
  heldUntil(): Date | undefined;
  worked(): Promise<void>;
  /** Gives when to try again. What says nothing of other messages holds up none. */
  failed(failure: SlackFailure): Promise<Date>;
  check(): Check;
}

export interface SlackWatchDependencies {
  /** Undefined: nobody else is told. */
  readonly outages: Pick<Outages, 'began' | 'ended'> | undefined;
  readonly misconfiguredRetryMs: number;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly metrics: Pick<Metrics, 'slackTakes'>;
}

const LONGEST_MS = 60_000;
const REFUSED_RETRY_MS = 3_600_000;

export function createSlackWatch(deps: SlackWatchDependencies): SlackWatch {
  const { clock, outages, metrics } = deps;
  let failures = 0;
  let heldMs = Number.NEGATIVE_INFINITY;
  let reason: string | undefined;
  // As it was left by the process before.
  let mayBeOut = true;

  function wait(failure: SlackFailure): number {
    switch (failure.kind) {
      case 'rate_limited':
        return failure.retryAfterMs;
      case 'unavailable':
        return Math.min(LONGEST_MS, backoffMs(failures, deps.random));
      case 'misconfigured':
        return deps.misconfiguredRetryMs;
      case 'refused_payload':
        return REFUSED_RETRY_MS;
      case 'stale':
        return 0;
    }
  }

  return {
    heldUntil: () => (heldMs > clock().getTime() ? new Date(heldMs) : undefined),
    async worked() {
      failures = 0;
      reason = undefined;
      metrics.slackTakes(true);
      if (!mayBeOut) return;
      await outages?.ended();
      mayBeOut = false;
    },
    async failed(failure) {
      const concernsNoOther = failure.kind === 'refused_payload' || failure.kind === 'stale';
      if (!concernsNoOther) failures += 1;
      const retryAt = new Date(clock().getTime() + wait(failure));
      if (concernsNoOther) return retryAt;
      heldMs = retryAt.getTime();
      // Slack answers, and asks for patience: soon over, as a rule.
      if (failure.kind === 'rate_limited' && failure.retryAfterMs < LONGEST_MS) return retryAt;
      reason = reasonOf(failure);
      metrics.slackTakes(false);
      mayBeOut = true;
      await outages?.began(reason, failure.kind === 'misconfigured');
      return retryAt;
    },
    check: () => (reason === undefined ? { state: 'ok' } : { state: 'degraded', reason }),
  };
}

function reasonOf(failure: Exclude<SlackFailure, { kind: 'refused_payload' | 'stale' }>): string {
  switch (failure.kind) {
    case 'misconfigured':
      return failure.code;
    case 'unavailable':
      return failure.cause;
    case 'rate_limited':
      return 'rate_limited';
  }
}
