// While Slack is the trouble people are told elsewhere: when it begins, at most hourly while it lasts, and when it ends.

import type { Fallback, FallbackCard, FallbackMessage } from '../fallback.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { backoffMs } from '../policy/backoff.ts';
import { faceOf } from '../slack/card-face.ts';
import { conversationLink } from '../slack/conversation-link.ts';
import { isConfigCode, isSlackCause } from '../slack/slack-codes.ts';
import type { Notice } from '../store/notice-row.ts';
import type { Notices } from '../store/notices.ts';
import { OUTAGE_AFTER_MS, type Outages } from '../store/outages.ts';
import { type CardSources, cardOf } from './card-of.ts';

export interface TellOutageDependencies extends CardSources {
  readonly fallback: Fallback;
  readonly outages: Outages;
  readonly notices: Pick<Notices, 'read' | 'lookAt'>;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'fallback'>;
}

const AGAIN_MS = 3_600_000;
const OTHERS_TRY_MS = 30_000;

export function createTellOutage(deps: TellOutageDependencies): (outage: Notice) => Promise<void> {
  const { fallback, outages, notices, clock, log, metrics } = deps;
  let failures = 0;

  return async (outage) => {
    const at = dueAt(outage);
    if (!at) return;
    if (at > clock()) return notices.lookAt(outage.id, at);
    // Another replica may be at it.
    if (!(await outages.claim(outage, OTHERS_TRY_MS))) return later(outage, OTHERS_TRY_MS);
    const message = await messageFor(outage);
    const isTaken = await fallback.post(message);
    metrics.fallback(isTaken ? 'taken' : 'failed');
    log.warn('fallback', { fallback: isTaken ? 'taken' : 'failed' });
    failures = isTaken ? 0 : failures + 1;
    await outages.told(outage.id, isTaken ? (outage.closedAt ? 'end' : 'on') : 'not');
    if (!isTaken) return later(outage, backoffMs(failures, deps.random));
    if (!outage.closedAt) await later(outage, AGAIN_MS);
  };

  function later({ id }: Notice, ms: number): Promise<void> {
    return notices.lookAt(id, new Date(clock().getTime() + ms));
  }

  async function messageFor({ told, openedAt, closedAt, postedAt }: Notice): Promise<FallbackMessage> {
    const { count, oldest } = await outages.waiting();
    const cards = await Promise.all(oldest.map(describe));
    return {
      kind: closedAt ? 'slack_reachable_again' : postedAt ? 'slack_still_unreachable' : 'slack_unreachable',
      reason: isReason(told) ? told : 'unknown',
      since: openedAt,
      until: closedAt,
      waiting: count,
      conversations: cards.filter((card) => card !== undefined),
    };
  }

  async function describe(noticeId: Notice['id']): Promise<FallbackCard | undefined> {
    const notice = await notices.read(noticeId);
    const card = notice && (await cardOf(deps, notice));
    const face = card && faceOf(card);
    if (card?.kind !== 'conversation' || !face) return undefined;
    const { workspaceId, conversationId } = card;
    const url = conversationLink(deps.region, workspaceId, conversationId);
    return { workspaceId, conversationId, standing: face.standing, url };
  }
}

function isReason(told: string | undefined): told is FallbackMessage['reason'] {
  return told !== undefined && (told === 'rate_limited' || isConfigCode(told) || isSlackCause(told));
}

/** Undefined: there is nothing to tell. */
function dueAt({ told = '', openedAt, closedAt, postedAt }: Notice): Date | undefined {
  if (closedAt) return postedAt && closedAt;
  if (postedAt) return new Date(postedAt.getTime() + AGAIN_MS);
  return isConfigCode(told) ? openedAt : new Date(openedAt.getTime() + OUTAGE_AFTER_MS);
}
