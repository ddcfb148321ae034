// One conversation of a sweep: read, judged, and counted by whether webhooks had brought it.

import type { FoundConversation } from './intercom/search.ts';
import type { Log } from './log.ts';
import type { Looked, LookThrough } from './look-through.ts';
import { hasOwnId, type Id } from './message.ts';
import type { Patience } from './patience.ts';
import type { Findings } from './store/findings.ts';
import { type Heard, nameOf } from './store/heard.ts';
import type { Before } from './store/scanned.ts';
import type { Coverage } from './store/sweeps.ts';

export interface SweepConversationDependencies {
  readonly heard: Heard;
  readonly findings: Pick<Findings, 'take'>;
  readonly lookThrough: LookThrough;
  readonly patience: Patience;
  readonly lookBackMs: number;
  readonly clock: () => Date;
  /** Intercom's, since messages carry its times. */
  readonly theirs: () => Date;
  readonly log: Log;
}

export interface LookedAt {
  /** Nothing in it is left for the next pass. */
  readonly isWhole: boolean;
  readonly seen: Coverage;
}

/** Intercom sends a webhook again after a minute: until then it may still come. */
const GRACE_MS = 90_000;
/** Two changes in one second are one to a search: what was read is whole once that second is over, by clocks that agree. */
const SECOND_OVER_MS = 1_000 + 3_000;
const COUNTED_MS = 2 * 86_400_000;

export const NOTHING: Coverage = { heard: 0, sweptOnly: 0, unscannable: 0, repaired: 0 };
const LEFT: LookedAt = { isWhole: false, seen: NOTHING };

type Timed = { readonly saidAt: Date };

/** `from`: since when webhooks are expected to bring everything. Rejects when the store does. */
export function createSweepConversation(deps: SweepConversationDependencies) {
  const { clock, theirs, log } = deps;

  return async (workspaceId: Id, one: FoundConversation & Before, from: Date): Promise<LookedAt> => {
    const { conversationId, updatedS = 0 } = one;
    const askedMs = theirs().getTime();
    const looked = await deps.patience(() => deps.lookThrough(workspaceId, conversationId, 'sweep'));
    switch (looked.kind) {
      case 'looked':
        return take(workspaceId, one, looked, { from, isOver: askedMs >= updatedS * 1000 + SECOND_OVER_MS });
      case 'gone':
        return { isWhole: true, seen: NOTHING };
      case 'rejected':
      case 'unavailable':
        log.warn('not swept', { workspaceId, conversationId, outcome: looked.kind });
        // One that cannot be read holds the others back no longer than this.
        if (looked.kind === 'unavailable' && askedMs - updatedS * 1000 < deps.lookBackMs) return LEFT;
        await inspect(workspaceId, conversationId);
        return { isWhole: true, seen: { ...NOTHING, unscannable: 1 } };
      default:
        log.warn('not swept', { workspaceId, conversationId, outcome: looked.kind });
        return LEFT;
    }
  };

  async function take(
    workspaceId: Id,
    { conversationId, scannedAt }: FoundConversation & Before,
    { messages, found, unseen, fieldsHidden }: Looked,
    { from, isOver }: { readonly from: Date; readonly isOver: boolean },
  ): Promise<LookedAt> {
    const nowMs = theirs().getTime();
    const isYoung = ({ saidAt }: Timed) => nowMs - saidAt.getTime() < GRACE_MS;
    const isExpected = ({ saidAt }: Timed) => saidAt >= from;
    const old = found.filter((finding) => !isYoung(finding));
    const late = await takeOf(old.filter((finding) => !isExpected(finding)));
    const repaired = await takeOf(old.filter(isExpected));
    if (repaired + late > 0) log.warn('repaired', { workspaceId, conversationId, findings: repaired + late });
    if (!isOver || messages.some(isYoung)) return { isWhole: false, seen: { ...NOTHING, repaired } };
    const isCut = unseen > 0 || fieldsHidden;
    if (isCut) await inspect(workspaceId, conversationId);
    // Each message once: those of the last scan were counted then, and what was heard long ago is forgotten.
    const sinceMs = Math.max(from.getTime(), (scannedAt?.getTime() ?? 0) - GRACE_MS, nowMs - COUNTED_MS);
    const counted = messages.filter((one) => hasOwnId(one.messageId) && one.saidAt.getTime() >= sinceMs);
    const known = await deps.heard.known(workspaceId, counted);
    const heard = counted.filter((one) => known.has(nameOf(one))).length;
    const sweptOnly = counted.length - heard;
    return { isWhole: true, seen: { heard, sweptOnly, unscannable: isCut ? 1 : 0, repaired } };
  }

  async function takeOf(findings: Looked['found']): Promise<number> {
    return findings.length === 0 ? 0 : deps.findings.take({ findings, inspect: undefined });
  }

  async function inspect(workspaceId: Id, conversationId: Id): Promise<void> {
    await deps.findings.take({
      findings: [],
      inspect: { workspaceId, conversationId, origin: 'sweep', seenAt: clock() },
    });
  }
}
