// Notice → card: everything that a card says is read when it is sent, so that the newest state wins.

import type { Region } from '../config-intercom.ts';
import { unreachable } from '../errors.ts';
import type { Id } from '../message.ts';
import { type Card, type ConversationCard, isTrouble } from '../slack/card.ts';
import type { Approvals } from '../store/approvals.ts';
import type { Digests } from '../store/digests.ts';
import type { Findings } from '../store/findings.ts';
import type { Notice } from '../store/notice-row.ts';
import type { Presses } from '../store/presses.ts';
import type { StormFigures } from '../store/storm-figures.ts';
import { digestCard } from './digest-card.ts';
import { stormCard } from './storm-card.ts';

export interface CardSources {
  readonly findings: Pick<Findings, 'told' | 'countWaiting'>;
  readonly approvals: Pick<Approvals, 'latest'>;
  readonly presses: Presses;
  readonly storms: { figures(stormId: Id): Promise<StormFigures> };
  readonly digests: Pick<Digests, 'figures'>;
  /** There is somebody who may approve deletions. */
  readonly hasApprovers: boolean;
  readonly region: Region;
  readonly timeZone: string;
  readonly clock: () => Date;
}

/** Undefined when there is nothing to show. */
export async function cardOf(sources: CardSources, notice: Notice): Promise<Card | undefined> {
  const { about, id: noticeId, revision } = notice;
  const { region } = sources;
  switch (about.kind) {
    case 'conversation':
      return conversationCard(sources, notice, about);
    case 'service':
      return {
        kind: 'service',
        noticeId,
        revision,
        problem: about.problem,
        since: notice.openedAt,
        until: notice.closedAt,
        waiting: await sources.findings.countWaiting(),
      };
    case 'storm': {
      const figures = await sources.storms.figures(noticeId);
      const { turn } = await sources.presses.of(noticeId);
      return stormCard(notice, figures, { region, turn });
    }
    case 'digest':
      return digestCard(sources, notice, about.period);
    case 'outage':
      return undefined;
    default:
      return unreachable(about);
  }
}

async function conversationCard(
  { findings, approvals, presses, region, hasApprovers, clock }: CardSources,
  { id: noticeId, revision, told, snoozed }: Notice,
  { workspaceId, conversationId }: { readonly workspaceId: Id; readonly conversationId: Id },
): Promise<ConversationCard | undefined> {
  const known = await findings.told(workspaceId, conversationId);
  const approval = await approvals.latest(workspaceId, conversationId);
  if (known.length === 0 && !approval) return undefined;
  return {
    kind: 'conversation',
    noticeId,
    revision,
    workspaceId,
    conversationId,
    region,
    findings: known,
    approval,
    told: told !== undefined && isTrouble(told) ? told : undefined,
    presses: {
      ...(await presses.of(noticeId)),
      snoozed: snoozed && snoozed.until > clock() ? snoozed : undefined,
      hasApprovers,
    },
  };
}
