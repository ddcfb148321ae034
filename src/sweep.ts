// What webhooks did not bring. Every few minutes whatever Intercom says was updated is read and judged, as far as it
// was not scanned before; how far the sweep came is kept in Intercom's own time, so that clocks may differ.

import { eachOf } from './each-of.ts';
import type { FoundConversation } from './intercom/search.ts';
import { describeError, type Log } from './log.ts';
import type { Looked, LookThrough } from './look-through.ts';
import { hasOwnId, type Id } from './message.ts';
import type { Patience } from './patience.ts';
import type { Findings } from './store/findings.ts';
import { type Heard, nameOf } from './store/heard.ts';
import type { Before, Scanned } from './store/scanned.ts';
import type { Coverage, SweepClaim, Sweeps } from './store/sweeps.ts';
import { type Search, type Slice, walkHistory } from './walk-history.ts';

export interface SweepDependencies {
  readonly sweeps: Sweeps;
  readonly scanned: Scanned;
  readonly heard: Heard;
  readonly findings: Pick<Findings, 'take'>;
  readonly search: Search;
  readonly lookThrough: LookThrough;
  readonly patience: Patience;
  /** The workspace of the token, once Intercom has said it. */
  readonly workspace: () => Id | undefined;
  /** Intercom refuses the token: nothing is asked of it until that is mended. */
  readonly isHalted: () => boolean;
  /** Of the rules and policy in use. */
  readonly print: () => string;
  /** This process. */
  readonly by: Id;
  readonly lookBackMs: number;
  readonly clock: () => Date;
  readonly log: Log;
  readonly onSwept: (seen: Coverage) => void;
}

/** `elsewhere`: another replica is at it. */
export type SweepResult =
  | ({ readonly kind: 'swept'; readonly conversations: number } & Coverage)
  | { readonly kind: 'elsewhere' | 'no_workspace' | 'halted' }
  | { readonly kind: 'refused'; readonly reason: Extract<Slice, { kind: 'refused' }>['refusal']['kind'] };

/** What Intercom's search shows late, and what changes while its pages are read. */
const OVERLAP_S = 600;
/** Intercom sends a webhook again after a minute: until then it may still come. */
const GRACE_MS = 90_000;
/** What a dead process held is taken up within a minute. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
const AT_ONCE = 8;
const HEARD_DAYS = 3;
const SCANNED_DAYS = 30;
const DAY_MS = 86_400_000;
const COUNTED_MS = 2 * DAY_MS;

const NOTHING: Coverage = { heard: 0, sweptOnly: 0, unscannable: 0, repaired: 0 };

/** One pass. Rejects when the store does. */
export function createSweep(deps: SweepDependencies): () => Promise<SweepResult> {
  const { sweeps, scanned, clock, by, log } = deps;

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
    const nowS = Math.floor(clock().getTime() / 1000);
    let conversations = 0;
    let all = NOTHING;
    const search: Search = (within, after) => deps.patience(() => deps.search(within, after));
    for await (const slice of walkHistory(search, { fromS: beginning(claim, nowS), nowS })) {
      if (slice.kind === 'refused') return { kind: 'refused', reason: slice.refusal.kind };
      const stale = await scanned.stale(workspaceId, deps.print(), slice.conversations);
      const { seen, doneS } = await sweepSlice(workspaceId, stale, slice.conversations, claim.from);
      conversations += stale.length;
      all = sum(all, seen);
      if (!(await sweeps.advance(workspaceId, by, doneS, seen))) return { kind: 'elsewhere' };
    }
    await deps.heard.prune(new Date(clock().getTime() - HEARD_DAYS * DAY_MS));
    await scanned.prune(new Date(clock().getTime() - SCANNED_DAYS * DAY_MS));
    deps.onSwept(all);
    log.info('swept', { count: conversations, findings: all.repaired });
    return { kind: 'swept', conversations, ...all };
  }

  function beginning({ doneS, clean }: SweepClaim, nowS: number): number {
    const lookBackS = Math.ceil(deps.lookBackMs / 1000);
    if (doneS === undefined) return Math.max(0, nowS - lookBackS);
    return Math.max(0, doneS - (clean ? OVERLAP_S : Math.max(OVERLAP_S, lookBackS)));
  }

  async function sweepSlice(
    workspaceId: Id,
    stale: readonly (FoundConversation & Before)[],
    listed: readonly FoundConversation[],
    from: Date,
  ) {
    const looks = await eachOf(stale, AT_ONCE, (one) => lookAt(workspaceId, one, from));
    const whole = stale.filter((_, index) => looks[index]?.isWhole === true);
    await scanned.keep(workspaceId, deps.print(), whole);
    const left = stale.filter((one) => !whole.includes(one)).map(({ updatedS = 0 }) => updatedS);
    const newest = Math.max(...listed.map(({ updatedS = 0 }) => updatedS));
    // What is left for the next pass holds the mark back, and keeps the others from being read again by being known.
    const doneS = listed.length === 0 ? undefined : Math.min(newest, ...left);
    return { seen: looks.map(({ seen }) => seen).reduce(sum, NOTHING), doneS };
  }

  interface LookedAt {
    /** Nothing in it is left for the next pass. */
    readonly isWhole: boolean;
    readonly seen: Coverage;
  }

  async function lookAt(
    workspaceId: Id,
    { conversationId, scannedAt }: FoundConversation & Before,
    from: Date,
  ): Promise<LookedAt> {
    const looked = await deps.patience(() => deps.lookThrough(workspaceId, conversationId, 'sweep'));
    switch (looked.kind) {
      case 'looked':
        return take(workspaceId, conversationId, looked, { from, scannedAt });
      case 'gone':
        return { isWhole: true, seen: NOTHING };
      default:
        log.warn('not swept', { workspaceId, conversationId, outcome: looked.kind });
        return { isWhole: false, seen: NOTHING };
    }
  }

  async function take(
    workspaceId: Id,
    conversationId: Id,
    { messages, found, unseen, fieldsHidden }: Looked,
    { from, scannedAt }: { readonly from: Date; readonly scannedAt: Date | undefined },
  ): Promise<LookedAt> {
    const now = clock();
    const isYoung = ({ saidAt }: { readonly saidAt: Date }) => now.getTime() - saidAt.getTime() < GRACE_MS;
    const old = found.filter((finding) => !isYoung(finding));
    const isExpected = ({ saidAt }: { readonly saidAt: Date }) => saidAt >= from;
    const late = await takeOf(old.filter((finding) => !isExpected(finding)));
    const repaired = await takeOf(old.filter(isExpected));
    const unscannable = unseen > 0 || fieldsHidden ? 1 : 0;
    if (unscannable > 0)
      await deps.findings.take({
        findings: [],
        inspect: { workspaceId, conversationId, origin: 'sweep', seenAt: now },
      });
    const isWhole = !messages.some(isYoung);
    // Each message once: those of the last scan were counted then, and what was heard long ago is forgotten.
    const sinceMs = Math.max(
      from.getTime(),
      (scannedAt?.getTime() ?? 0) - GRACE_MS,
      now.getTime() - COUNTED_MS,
    );
    const counted = isWhole
      ? messages.filter((one) => hasOwnId(one.messageId) && one.saidAt.getTime() >= sinceMs)
      : [];
    const known = await deps.heard.known(workspaceId, counted);
    const heard = counted.filter((one) => known.has(nameOf(one))).length;
    if (repaired + late > 0) log.warn('repaired', { workspaceId, conversationId, findings: repaired + late });
    return {
      isWhole,
      seen: { heard, sweptOnly: counted.length - heard, unscannable, repaired },
    };
  }

  async function takeOf(findings: Looked['found']): Promise<number> {
    return findings.length === 0 ? 0 : deps.findings.take({ findings, inspect: undefined });
  }
}

export interface Sweeper {
  /** One that runs already counts. Rejects when the store does. */
  now(): Promise<SweepResult>;
  stop(): Promise<void>;
}

/** Begins the sweep every so often, one at a time. */
export function sweepEvery(everyMs: number, sweep: () => Promise<SweepResult>, log: Log): Sweeper {
  let running: Promise<SweepResult> | undefined;
  let stopped = false;
  function now(): Promise<SweepResult> {
    running ??= sweep().finally(() => {
      running = undefined;
    });
    return running;
  }
  async function inTurn(): Promise<void> {
    try {
      const result = await now();
      if (result.kind === 'refused') log.warn('sweep refused', { outcome: result.reason });
    } catch (error) {
      // The next process looks through it again.
      if (!stopped) log.error('sweep failed', describeError(error));
    }
  }
  const timer = setInterval(() => void inTurn(), everyMs).unref();
  void inTurn();
  return {
    now,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}

function sum(one: Coverage, other: Coverage): Coverage {
  return {
    heard: one.heard + other.heard,
    sweptOnly: one.sweptOnly + other.sweptOnly,
    unscannable: one.unscannable + other.unscannable,
    repaired: one.repaired + other.repaired,
  };
}
