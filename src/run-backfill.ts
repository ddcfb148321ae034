// A backfill, from where it stands to its end: history is walked through, each conversation is read and judged as if it
// came today, and every few of them are kept as done, with what they held, in one transaction.

import { type Backfill, type BackfillCounts, NO_COUNTS } from './backfill.ts';
import { eachOf } from './each-of.ts';
import type { FoundConversation } from './intercom/search.ts';
import { describeError, type Log } from './log.ts';
import type { Looked, LookThrough } from './look-through.ts';
import type { Id } from './message.ts';
import type { Patience } from './patience.ts';
import { matchesGlob } from './policy/glob.ts';
import type { Backfills, DoneConversation } from './store/backfills.ts';
import type { NewFinding } from './store/finding-rows.ts';
import type { Findings } from './store/findings.ts';
import type { Scanned } from './store/scanned.ts';
import { type Refused, type Search, walkHistory } from './walk-history.ts';

export interface RunBackfillDependencies {
  readonly backfills: Backfills;
  readonly scanned: Pick<Scanned, 'keep'>;
  readonly findings: Pick<Findings, 'take'>;
  readonly search: Search;
  readonly lookThrough: LookThrough;
  readonly patience: Patience;
  readonly workspace: () => Id | undefined;
  readonly isHalted: () => boolean;
  readonly print: () => string;
  /** This process. */
  readonly by: Id;
  readonly clock: () => Date;
  /** Intercom's. */
  readonly theirs: () => Date;
  readonly log: Log;
}

/** What a dead process held is taken up within a minute. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
const AT_ONCE = 16;
/** A killed process repeats no more calls than these. */
const STEP = 50;
/** What changed a moment ago is for the sweep to look at, since it may change again within the same second. */
const SETTLED_MS = 90_000;

/** Carries out one that is due, if any, to its end or until it is paused. Gives whether there was one. */
export function createRunBackfill(deps: RunBackfillDependencies): () => Promise<boolean> {
  const { backfills, by, log, clock } = deps;

  return async () => {
    const workspaceId = deps.workspace();
    if (!workspaceId || deps.isHalted()) return false;
    const run = await backfills.claim(workspaceId, by, LEASE_MS);
    if (!run) return false;
    const renewing = setInterval(() => void renew(workspaceId), RENEW_MS).unref();
    try {
      await carryOut(run);
    } finally {
      clearInterval(renewing);
      await backfills.release(by).catch(() => undefined);
    }
    return true;
  };

  async function renew(workspaceId: Id): Promise<void> {
    await backfills.claim(workspaceId, by, LEASE_MS).catch((error: unknown) => {
      log.warn('backfill not renewed', describeError(error));
    });
  }

  async function carryOut(run: Backfill): Promise<void> {
    const search: Search = (within, after) => deps.patience(() => deps.search(within, after));
    const nowS = Math.floor(clock().getTime() / 1000);
    for await (const slice of walkHistory(search, { fromS: run.doneS ?? run.sinceS, nowS })) {
      if (slice.kind === 'refused') return refuse(run, slice.refusal);
      const { conversations, within, left: total } = slice;
      const ids = conversations.map(({ conversationId }) => conversationId);
      const undone = await backfills.undone(run.id, ids);
      const left = conversations.filter(({ conversationId }) => undone.has(conversationId));
      const ended = await carryOutSlice(run, left, { total, untilS: within.untilS });
      if (ended === 'stopped') return;
      if (ended !== 'done') return refuse(run, ended);
    }
    await backfills.end(run.id, by, 'done', undefined);
    log.info('backfill done', { backfillId: run.id });
  }

  /** Calls go on while what is done is kept. */
  async function carryOutSlice(
    run: Backfill,
    conversations: readonly FoundConversation[],
    { total, untilS: doneS }: { readonly total: number | undefined; readonly untilS: number | undefined },
  ): Promise<'done' | 'stopped' | Refused> {
    let done: DoneConversation[] = [];
    let count = 0;
    let ended: 'stopped' | Refused | undefined;
    let keeping: Promise<void> = Promise.resolve();
    const keep = (isLast: boolean): Promise<void> => {
      const step = { done, total, doneS: isLast ? doneS : undefined };
      done = [];
      count = 0;
      keeping = keeping.then(async () => {
        if ((await backfills.advance(run.id, by, step)) !== 'running') ended ??= 'stopped';
      });
      return keeping;
    };
    await eachOf(conversations, AT_ONCE, async (one) => {
      if (ended) return;
      const seen = isWanted(run, one) ? await lookAt(run, one) : { ...NO_COUNTS, skipped: 1 };
      count += 1;
      if (seen !== 'kept' && 'kind' in seen) ended ??= seen;
      else if (seen !== 'kept') done.push({ conversationId: one.conversationId, seen });
      if (count >= STEP) await keep(false);
    });
    await keep(ended === undefined);
    return ended ?? 'done';
  }

  async function refuse({ id }: Backfill, { kind }: Refused): Promise<void> {
    await backfills.end(id, by, 'failed', kind);
    log.warn('backfill failed', { backfillId: id, outcome: kind });
  }

  async function lookAt(run: Backfill, one: FoundConversation): Promise<BackfillCounts | 'kept' | Refused> {
    const { workspaceId } = run;
    const { conversationId } = one;
    // Before it is read: under rules that come meanwhile, and when it changes within the same second, it is read again.
    const known = { print: deps.print(), at: deps.theirs() };
    const looked = await deps.patience(() => deps.lookThrough(workspaceId, conversationId, 'backfill'));
    switch (looked.kind) {
      case 'looked':
        return take(run, one, looked, known);
      case 'gone':
        return { ...NO_COUNTS, conversations: 1 };
      case 'unauthorised':
      case 'denied':
        return looked;
      default:
        log.warn('not read', { workspaceId, conversationId, outcome: looked.kind });
        return { ...NO_COUNTS, conversations: 1, unread: 1 };
    }
  }

  /** `kept`: as done, together with what was found. */
  async function take(
    run: Backfill,
    one: FoundConversation,
    { messages, unseen, fieldsHidden, ...looked }: Looked,
    known: { readonly print: string; readonly at: Date },
  ): Promise<BackfillCounts | 'kept'> {
    const found = looked.found.filter((finding) => counts(run, finding));
    const isCut = unseen > 0 || fieldsHidden;
    const { workspaceId } = run;
    const { conversationId } = one;
    const seen = {
      ...NO_COUNTS,
      conversations: 1,
      messages: messages.length,
      findings: found.length,
      unseen: unseen + (fieldsHidden ? 1 : 0),
      byAction: tally(found.map(actionOf)),
      byAuthor: tally(found.map(({ authorType }) => authorType)),
      byRule: tally(found.flatMap(({ rules }) => rules.map(({ ruleId }) => ruleId))),
    };
    if (!run.apply) return seen;
    const isTaken = found.length > 0 || isCut;
    if (isTaken)
      await deps.findings.take({
        findings: found,
        inspect: isCut ? { workspaceId, conversationId, origin: 'backfill', seenAt: clock() } : undefined,
        within: (trx, taken) => backfills.keepWith(trx, run.id, { conversationId, seen: { ...seen, taken } }),
      });
    const isSettled = known.at.getTime() - (one.updatedS ?? 0) * 1000 > SETTLED_MS;
    if (run.rule === undefined && run.untilS === undefined && isSettled)
      await deps.scanned.keep(workspaceId, known.print, [one], known.at);
    return isTaken ? 'kept' : seen;
  }
}

function isWanted({ untilS, teamId }: Backfill, { createdS, circumstances }: FoundConversation): boolean {
  if (untilS !== undefined && createdS !== undefined && createdS > untilS) return false;
  return teamId === undefined || circumstances.teamId === teamId;
}

function counts({ rule, untilS }: Backfill, { rules, saidAt }: NewFinding): boolean {
  if (untilS !== undefined && saidAt.getTime() > untilS * 1000) return false;
  return rule === undefined || rules.some(({ ruleId }) => matchesGlob(rule, ruleId));
}

function actionOf({ state, plan }: NewFinding): keyof BackfillCounts['byAction'] {
  if (state === 'reported') return 'report';
  if (state === 'unredactable') return 'card';
  return plan.deletion === 'request' ? 'delete' : 'redact';
}

function tally(names: readonly string[]): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const name of names) sum[name] = (sum[name] ?? 0) + 1;
  return sum;
}
