// Tells people: one card per notice, made from the newest state when it is sent, posted once and edited from then on.

import type { Region } from './config.ts';
import { unreachable } from './errors.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { backoffMs } from './policy/backoff.ts';
import { type Card, isTrouble, worstTold } from './slack/card.ts';
import type { Place } from './slack/place.ts';
import type { SendOutcome } from './slack/send-card.ts';
import type { SlackSender } from './slack/slack-sender.ts';
import type { Approvals } from './store/approvals.ts';
import type { Findings } from './store/findings.ts';
import type { Notice, Notices } from './store/notices.ts';
import type { Presses } from './store/presses.ts';
import type { Jobs } from './store/queue.ts';

export interface TellDependencies {
  readonly notices: Notices;
  readonly findings: Findings;
  readonly approvals: Pick<Approvals, 'latest'>;
  readonly presses: Presses;
  /** There is somebody who may approve deletions. */
  readonly hasApprovers: boolean;
  readonly sender: Pick<SlackSender, 'send' | 'find'>;
  readonly region: Region;
  /** How long after a post whose answer was lost Slack may still be at it, in milliseconds. */
  readonly settleMs: number;
  /** Resolves when the next message may be sent. */
  readonly pace: () => Promise<void>;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

const MISCONFIGURED_RETRY_MS = 60_000;
const REFUSED_RETRY_MS = 3_600_000;

export function createTell(deps: TellDependencies): (job: Jobs['notice']) => Promise<void> {
  const { notices, clock, log, metrics } = deps;

  return async ({ noticeId }) => {
    const notice = await notices.read(noticeId);
    if (!notice || notice.postedRevision >= notice.revision) return;
    const card = await cardOf(deps, notice);
    if (!card) return;
    const place = await placeOf(notice);
    if (place === 'later') return;
    await deps.pace();
    if (!place) await notices.sending(notice.id, clock());
    const outcome = await deps.sender.send(card, place);
    if (outcome.kind === 'sent') {
      const told = card.kind === 'conversation' ? worstTold(card.findings, card.told) : undefined;
      await notices.sent(notice.id, { revision: notice.revision, place: outcome.place, told });
    } else {
      await notices.notSent(notice.id, notSent(outcome, notice));
    }
    const result = outcome.kind === 'sent' ? (place ? 'edited' : 'posted') : 'waiting';
    metrics.card(result);
    log.info('card', { noticeId: notice.id, card: result });
  };

  /** Where the card stands. A post that was begun and never confirmed is looked for before posting again. */
  async function placeOf(notice: Notice): Promise<Place | undefined | 'later'> {
    if (notice.place || !notice.sendingSince) return notice.place;
    const lookAt = notice.sendingSince.getTime() + deps.settleMs;
    if (clock().getTime() < lookAt) return later(notice, new Date(lookAt));
    const found = await deps.sender.find(notice.id, notice.sendingSince);
    switch (found.kind) {
      case 'found':
        return found.place;
      case 'absent':
      case 'unreadable':
        // Where the channel cannot be read, a card twice is better than none.
        return undefined;
      case 'misconfigured':
        return later(notice, new Date(clock().getTime() + MISCONFIGURED_RETRY_MS));
      case 'rate_limited':
        return later(notice, new Date(clock().getTime() + found.retryAfterMs));
      case 'unavailable':
        return later(notice, new Date(clock().getTime() + backoffMs(notice.failedSends + 1, deps.random)));
      default:
        return unreachable(found);
    }
  }

  async function later(notice: Notice, retryAt: Date): Promise<'later'> {
    await notices.notSent(notice.id, { retryAt, certain: false, stale: false });
    return 'later';
  }

  function notSent(outcome: Exclude<SendOutcome, { kind: 'sent' }>, notice: Notice) {
    const after = (ms: number): Date => new Date(clock().getTime() + ms);
    const sure = { certain: true, stale: false };
    switch (outcome.kind) {
      case 'rate_limited':
        return { ...sure, retryAt: after(outcome.retryAfterMs) };
      case 'unavailable': {
        const waitMs = backoffMs(notice.failedSends + 1, deps.random);
        return outcome.ambiguous
          ? { certain: false, stale: false, retryAt: after(Math.max(waitMs, deps.settleMs)) }
          : { ...sure, retryAt: after(waitMs) };
      }
      case 'misconfigured':
        return { ...sure, retryAt: after(MISCONFIGURED_RETRY_MS) };
      case 'refused_payload':
        return { ...sure, retryAt: after(REFUSED_RETRY_MS) };
      case 'stale':
        return { certain: true, stale: true, retryAt: after(0) };
      default:
        return unreachable(outcome);
    }
  }
}

async function cardOf(deps: TellDependencies, notice: Notice): Promise<Card | undefined> {
  const common = { noticeId: notice.id, revision: notice.revision };
  const { about } = notice;
  if (about.kind === 'service') {
    const waiting = await deps.findings.countWaiting();
    return {
      kind: 'service',
      ...common,
      problem: about.problem,
      since: notice.openedAt,
      until: notice.closedAt,
      waiting,
    };
  }
  const findings = await deps.findings.told(about.workspaceId, about.conversationId);
  const { workspaceId, conversationId } = about;
  const approval = await deps.approvals.latest(workspaceId, conversationId);
  if (findings.length === 0 && !approval) return undefined;
  const told = notice.told !== undefined && isTrouble(notice.told) ? notice.told : undefined;
  return {
    kind: 'conversation',
    ...common,
    workspaceId,
    conversationId,
    region: deps.region,
    findings,
    approval,
    told,
    presses: {
      ...(await deps.presses.of(notice.id)),
      snoozed: notice.snoozed,
      hasApprovers: deps.hasApprovers,
    },
  };
}
