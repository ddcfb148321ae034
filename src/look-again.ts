// A person says that they removed something by hand: a while later the conversation is read, and what the rules in use
// still match in those messages goes back to where it stood. Removed is what is not to be seen any more, not what does
// not count any more.

import type { Assess } from './assess.ts';
import type { Exception } from './exception.ts';
import type { Intercom } from './intercom/client.ts';
import type { Read } from './intercom/read.ts';
import type { Log } from './log.ts';
import { type Fingerprint, hasOwnId, type Id, type MessageName } from './message.ts';
import type { Finding, ServiceProblem } from './outcome.ts';
import { backoffMs } from './policy/backoff.ts';
import { nextStep } from './policy/next-step.ts';
import type { Back, ByHand, Claim, Claimed } from './store/by-hand.ts';
import type { NewFinding } from './store/finding-rows.ts';
import type { Findings } from './store/findings.ts';
import type { Jobs } from './store/queue.ts';

export interface LookAgainDependencies {
  readonly byHand: ByHand;
  readonly findings: Pick<Findings, 'take'>;
  readonly assess: Assess;
  /** Of every value that a rule finds in a text, whether it counts or not. */
  readonly fingerprintsIn: (body: string) => Promise<readonly Fingerprint[]>;
  readonly exceptions: () => Promise<readonly Pick<Exception, 'fingerprint' | 'until'>[]>;
  readonly intercom: Pick<Intercom, 'read'>;
  /** The workspace of the token, once Intercom has said it. */
  readonly workspace: () => Id | undefined;
  /** Intercom refuses the token: nothing is asked of it until that is mended. */
  readonly isHalted: () => boolean;
  readonly onTrouble: (problem: ServiceProblem) => Promise<void>;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly log: Log;
}

const HALTED_RETRY_MS = 60_000;
const REFUSED_RETRY_MS = 3_600_000;
/** As many tries as it takes for a pause of some tens of seconds. */
const TRIES = 3;

type Messages = Extract<Read, { kind: 'messages' }>;

export function createLookAgain(deps: LookAgainDependencies): (job: Jobs['look']) => Promise<void> {
  const { byHand, clock, log } = deps;

  return async (job) => {
    const claim = await byHand.claim(job);
    if (!claim || claim.findings.length === 0) return;
    const { workspaceId, conversationId } = claim;
    if (deps.isHalted() || deps.workspace() !== workspaceId) return later(job, HALTED_RETRY_MS);
    const answer = await deps.intercom.read(workspaceId, conversationId, clock());
    switch (answer.kind) {
      case 'messages':
        return settle(job, claim, answer);
      case 'gone':
        return byHand.gone(claim);
      case 'unauthorised':
        await deps.onTrouble('intercom_unauthorised');
        return later(job, HALTED_RETRY_MS);
      case 'rate_limited':
        return later(job, answer.until.getTime() - clock().getTime());
      case 'unavailable':
        return later(job, backoffMs(TRIES, deps.random));
      default:
        return later(job, REFUSED_RETRY_MS);
    }
  };

  function later(job: Jobs['look'], delayMs: number): Promise<void> {
    return byHand.later(job, new Date(clock().getTime() + Math.max(1, delayMs)));
  }

  async function settle(job: Jobs['look'], claim: Claim, answer: Messages): Promise<void> {
    const { found } = await deps.assess(answer, 'inspect', clock());
    if (found.length > 0) await deps.findings.take({ findings: found, inspect: undefined });
    const still = claim.findings.filter((finding) => found.some((one) => isSame(finding, one)));
    const left = await leftInPlace(
      claim.findings.filter((finding) => !still.includes(finding)),
      answer,
    );
    const back = [...still.map((finding) => backOf(finding)), ...left];
    const known = new Set(back.map(({ finding }) => finding));
    const removed = claim.findings.filter((finding) => !known.has(finding) && isSeen(finding, answer));
    await byHand.settle(job, { removed, back });
    const { workspaceId, conversationId } = claim;
    log.info('looked again', {
      workspaceId,
      conversationId,
      messages: removed.length,
      findings: back.length,
    });
  }

  /** Those whose values are still to be seen, and do not count: somebody vouched for them, or the policy watches only. */
  async function leftInPlace(findings: readonly Claimed[], { messages }: Messages): Promise<readonly Back[]> {
    const exceptions = (await deps.exceptions()).filter(({ until }) => clock() < until);
    const vouched = new Set(exceptions.map(({ fingerprint }) => fingerprint));
    const left: Back[] = [];
    for (const finding of findings) {
      const bodies = messages.filter((message) => names(finding, message)).map(({ body }) => body);
      const seen = new Set((await Promise.all(bodies.map(deps.fingerprintsIn))).flat());
      const visible = finding.fingerprints.filter((print) => seen.has(print));
      if (visible.length === 0) continue;
      const state = visible.some((print) => vouched.has(print)) ? 'dismissed' : 'reported';
      left.push({ finding, state, retryAt: undefined });
    }
    return left;
  }

  /** Where it stood follows from the outcome of its last attempt. */
  function backOf(finding: Finding): Back {
    const { outcome, seenAt, attempts } = finding;
    const now = clock();
    if (!outcome) return { finding, state: 'waiting', retryAt: now };
    const { state, retryAt } = nextStep(outcome, { now, seenAt, attempts, random: deps.random });
    return { finding, state, retryAt: retryAt && now };
  }
}

/** The same message, and a rule that matched in it still does. */
function isSame(finding: Finding, found: NewFinding): boolean {
  if (!names(finding, found)) return false;
  const known = new Set(finding.rules.map(({ ruleId }) => ruleId));
  return found.rules.some(({ ruleId }) => known.has(ruleId));
}

/** A text without an id of its own is known by where it stands: what stands there now may be another one. */
function names(one: MessageName, other: MessageName): boolean {
  if (one.resource !== other.resource) return false;
  return one.messageId === other.messageId || (!hasOwnId(one.messageId) && !hasOwnId(other.messageId));
}

/** Beyond the newest 500 parts nobody can tell what became of a message. */
function isSeen(finding: Finding, { messages, unseen }: Messages): boolean {
  return unseen === 0 || messages.some((message) => names(finding, message));
}
