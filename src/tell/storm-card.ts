// A storm's figures → its card.

import type { Region } from '../config-intercom.ts';
import { cardStanding, type Standing, type Stands, type StormCard } from '../slack/card.ts';
import type { Notice } from '../store/notice-row.ts';
import type { Stand, StormFigures } from '../store/storm-figures.ts';

export function stormCard(
  { id: noticeId, revision, openedAt, closedAt }: Notice,
  figures: StormFigures,
  { region, turn }: { readonly region: Region; readonly turn: number },
): StormCard {
  const standings: Partial<Record<Standing, number>> = {};
  for (const { stands, count } of figures.groups) {
    const standing = worstOf(stands);
    standings[standing] = (standings[standing] ?? 0) + count;
  }
  return {
    kind: 'storm',
    noticeId,
    region,
    revision,
    turn,
    since: openedAt,
    until: closedAt,
    standings,
    reasons: figures.reasons,
    oldest: figures.oldest[0]?.saidAt,
    open: figures.oldest.map(({ workspaceId, conversationId, stands, saidAt }) => ({
      workspaceId,
      conversationId,
      saidAt,
      standing: worstOf(stands),
    })),
  };
}

/** How a conversation stands whose findings have these. */
export function worstOf(stands: readonly Stand[]): Standing {
  return cardStanding(
    stands.map(({ state, resource, isTried }): Stands => {
      // Which outcome it was makes no difference here.
      const outcome = isTried ? ({ kind: 'unauthorised' } as const) : undefined;
      return { state, resource, outcome };
    }),
  );
}
