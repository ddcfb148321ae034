// What webhooks did not bring. Every few minutes whatever Intercom says was updated is read and judged, as far as it
// was not scanned before; how far the sweep came is kept in Intercom's own time, so that clocks may differ.

import { eachOf } from './each-of.ts';
import { describeError } from './log.ts';
import type { Id } from './message.ts';
import type { Scanned } from './store/scanned.ts';
import type { Coverage, SweepClaim, Sweeps } from './store/sweeps.ts';
import {
  createSweepConversation,
  NOTHING,
  type SweepConversationDependencies,
} from './sweep-conversation.ts';
import { type Search, type Slice, walkHistory } from './walk-history.ts';

export interface SweepDependencies extends SweepConversationDependencies {
  readonly sweeps: Sweeps;
  readonly scanned: Scanned;
  readonly search: Search;
  /** The workspace of the token, once Intercom has said it. */
  readonly workspace: () => Id | undefined;
  /** Intercom refuses the token: nothing is asked of it until that is mended. */
  readonly isHalted: () => boolean;
  /** Of the rules and policy in use. */
  readonly print: () => string;
  /** This process. */
  readonly by: Id;
  readonly onSwept: (seen: Coverage) => void;
}

/** `elsewhere`: another replica is at it. */
export type SweepResult =
  | ({ readonly kind: 'swept'; readonly conversations: number } & Coverage)
  | { readonly kind: 'elsewhere' | 'no_workspace' | 'halted' }
  | { readonly kind: 'refused'; readonly reason: Extract<Slice, { kind: 'refused' }>['refusal']['kind'] };

type ReadSlice = Extract<Slice, { kind: 'slice' }>;

/**
 * How late Intercom's search may show a change, which is documented nowhere: seconds on a good day, and an index that is
 * behind by many minutes has been seen elsewhere. What was scanned is not read again, so that an hour costs some pages.
 */
const OVERLAP_S = 3_600;
/** What a dead process held is taken up within a minute. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
const AT_ONCE = 8;
const HEARD_DAYS = 3;
const SCANNED_DAYS = 30;
const DAY_MS = 86_400_000;

/** One pass. Rejects when the store does. */
export function createSweep(deps: SweepDependencies): () => Promise<SweepResult> {
  const { sweeps, scanned, clock, by, log } = deps;
  const look = createSweepConversation(deps);
  /** Whatever was lost before this process began has been found again. */
  let hasLookedBack = false;

  return async () => {
    const workspaceId = deps.workspace();
    if (!workspaceId) return { kind: 'no_workspace' };
    if (deps.isHalted()) return { kind: 'halted' };
    const claim = await sweeps.claim(workspaceId, by, LEASE_MS);
    if (!claim) return { kind: 'elsewhere' };
    let ended = false;
    const renewing = setInterval(() => void renew(workspaceId), RENEW_MS).unref();
    try {
      const result = await sweepAll(workspaceId, claim);
      ended = result.kind === 'swept';
      return result;
    } finally {
      clearInterval(renewing);
      await sweeps.release(workspaceId, by, ended);
    }
  };

  async function renew(workspaceId: Id): Promise<void> {
    await sweeps.claim(workspaceId, by, LEASE_MS).catch((error: unknown) => {
      log.warn('sweep not renewed', describeError(error));
    });
  }

  async function sweepAll(workspaceId: Id, claim: SweepClaim): Promise<SweepResult> {
    const search: Search = (within, after) => deps.patience(() => deps.search(within, after));
    let conversations = 0;
    let all = NOTHING;
    for await (const slice of walkHistory(search, { fromS: beginning(claim), nowS: nowS() })) {
      if (slice.kind === 'refused') return { kind: 'refused', reason: slice.refusal.kind };
      const { count, seen, doneS } = await sweepSlice(workspaceId, slice, claim.from);
      if (!(await sweeps.advance(workspaceId, by, doneS, seen))) return { kind: 'elsewhere' };
      deps.onSwept(seen);
      conversations += count;
      all = sum(all, seen);
    }
    hasLookedBack = true;
    await deps.heard.prune(new Date(clock().getTime() - HEARD_DAYS * DAY_MS));
    await scanned.prune(new Date(clock().getTime() - SCANNED_DAYS * DAY_MS));
    log.info('swept', { count: conversations, findings: all.repaired });
    return { kind: 'swept', conversations, ...all };
  }

  function beginning({ doneS, clean }: SweepClaim): number {
    const lookBackS = Math.ceil(deps.lookBackMs / 1000);
    if (doneS === undefined) return Math.max(0, nowS() - lookBackS);
    const isEnough = clean || hasLookedBack;
    return Math.max(0, doneS - (isEnough ? OVERLAP_S : Math.max(OVERLAP_S, lookBackS)));
  }

  /** `doneS`: everything before that second is done; undefined when it tells nothing of that. */
  async function sweepSlice(workspaceId: Id, slice: ReadSlice, from: Date) {
    const { conversations: listed, within } = slice;
    // Whatever is judged by rules that come meanwhile is judged again.
    const print = deps.print();
    const stale = await scanned.stale(workspaceId, print, listed);
    const looks = await eachOf(stale, AT_ONCE, (one) => look(workspaceId, one, from));
    const whole = stale.filter((_, index) => looks[index]?.isWhole === true);
    await scanned.keep(workspaceId, print, whole, deps.theirs());
    const left = stale.filter((one) => !whole.includes(one)).map(({ updatedS = within.fromS }) => updatedS);
    const newest = Math.max(...listed.map(({ updatedS = within.fromS }) => updatedS));
    // What is left for the next pass holds the mark back, and keeps the others from being read again by being known. A
    // time that has not come yet is no mark.
    const doneS = listed.length === 0 ? undefined : Math.min(newest, nowS(), ...left);
    return { count: stale.length, seen: looks.map(({ seen }) => seen).reduce(sum, NOTHING), doneS };
  }

  function nowS(): number {
    return Math.floor(deps.theirs().getTime() / 1000);
  }
}

function sum(one: Coverage, other: Coverage): Coverage {
  return {
    heard: one.heard + other.heard,
    sweptOnly: one.sweptOnly + other.sweptOnly,
    unscannable: one.unscannable + other.unscannable,
    repaired: one.repaired + other.repaired,
  };
}
