// The way of a message, top to bottom: what an event brings is scanned and judged, what must be acted on is kept
// before the 200, and each job ends in an outcome that is proven or told to people.

import type { Exception } from './exception.ts';
import type { Fingerprinter } from './fingerprint.ts';
import type { Intercom } from './intercom/client.ts';
import type { Log } from './log.ts';
import type { MaskedCopy } from './masked-copy.ts';
import {
  type Fingerprint,
  hasOwnId,
  type Id,
  idByMatches,
  type Match,
  type Message,
  type Origin,
  type RuleCount,
} from './message.ts';
import type { Metrics } from './metrics.ts';
import type { Finding, Outcome, Plan, ServiceProblem } from './outcome.ts';
import { withoutExcepted } from './policy/exceptions.ts';
import { whyFutile } from './policy/futile.ts';
import { isHeld, untold } from './policy/held.ts';
import { nextStep } from './policy/next-step.ts';
import { type Decision, decide, dueAt, type Policy } from './policy/policy.ts';
import type { Echoes } from './store/echoes.ts';
import type { NewFinding } from './store/finding-rows.ts';
import type { Findings } from './store/findings.ts';
import type { Jobs } from './store/queue.ts';
import type { ConversationCircumstances } from './told-circumstances.ts';
import type { Event } from './webhook/event.ts';

export interface Pipeline {
  /** Resolves once all that the event asks for is kept; at once when it asks for nothing. */
  receive(event: Event, receivedAt: Date): Promise<void>;
  /** One attempt at redacting a finding's message, or at scanning a conversation that an event did not bring. */
  act(job: Jobs['act'], attempt: { readonly retried: boolean }): Promise<void>;
}

export interface PipelineDependencies {
  /** Undefined when it took longer than `withinMs`. */
  readonly scan: (body: string, withinMs?: number) => Promise<readonly Match[] | undefined>;
  readonly summarise: (matches: readonly Match[]) => readonly RuleCount[];
  readonly fingerprint: Fingerprinter;
  readonly mode: 'enforce' | 'monitor';
  readonly policy: () => Policy;
  readonly findings: Findings;
  readonly echoes: Echoes;
  /** Those that count now. */
  readonly exceptions: () => Promise<readonly Exception[]>;
  /** Keeps a masked copy where the policy says so; with what must be waited for before redacting. */
  readonly copy: MaskedCopy;
  readonly intercom: Pick<Intercom, 'redact' | 'read' | 'circumstances'>;
  /** The workspace of the token, once Intercom has said it. */
  readonly workspace: () => Id | undefined;
  /** An event came from this workspace. */
  readonly onEvent: (workspaceId: Id) => void;
  /** Intercom refused the token, or it is another workspace's: nothing can be done until that is mended. */
  readonly onTrouble: (problem: ServiceProblem) => Promise<void>;
  readonly clock: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * In a burst, acknowledging goes first: Intercom gives up after five seconds, while what is kept is not lost. Long
 * enough to matter, short enough that the work keeps up with Intercom's allowance of some 166 calls a second.
 */
const YIELD_MS = 150;

/** A message of megabytes may take longer than Intercom waits: then it is acknowledged first and fetched again. */
const SCAN_MS = 2_500;

/** What was parked, or tried again for long, is older than what its event told of the tags. */
const TAGS_FRESH_MS = 60_000;

export function createPipeline(deps: PipelineDependencies): Pipeline {
  const { clock, findings, intercom, log, metrics } = deps;

  async function receive(event: Event, receivedAt: Date): Promise<void> {
    const { topic, workspaceId, conversationId } = event;
    deps.onEvent(workspaceId);
    await heed(event);
    const batch = { messages: event.messages, circumstances: event.circumstances };
    const { found, undecided } = await judge(batch, 'webhook', receivedAt, SCAN_MS);
    const inspect =
      (event.incomplete || undecided > 0) && conversationId
        ? { workspaceId, conversationId, origin: 'webhook' as const, seenAt: receivedAt }
        : undefined;
    if (found.length > 0 || inspect) await findings.take({ findings: found, inspect });
    const ms = clock().getTime() - receivedAt.getTime();
    metrics.event(topic, ms);
    const rules = found.flatMap((finding) => finding.rules.map(({ ruleId }) => ruleId));
    const counts = { messages: event.messages.length, findings: found.length };
    log.info('event', {
      topic,
      workspaceId,
      conversationId,
      ...counts,
      ...(rules.length > 0 ? { rules } : {}),
      ms,
    });
  }

  /** What the event tells of what was done in Intercom. */
  async function heed({ workspaceId, conversationId, told }: Event): Promise<void> {
    if (!conversationId) return;
    if (told.kind === 'deleted') await deps.echoes.deleted(workspaceId, conversationId);
    if (told.kind === 'closed') await deps.echoes.closed(workspaceId, conversationId);
    if (told.kind === 'redacted' && told.messageIds.length > 0)
      await deps.echoes.redacted(workspaceId, conversationId, told.messageIds);
  }

  /**
   * The messages that rules match in and that the policy does not ignore, and how many could not be decided about: they
   * took too long to scan, or the policy looks at what the event does not tell.
   */
  async function judge(
    { messages, circumstances }: Batch,
    origin: Origin,
    seenAt: Date,
    withinMs?: number,
  ): Promise<{ readonly found: readonly NewFinding[]; readonly undecided: number }> {
    const policy = deps.policy();
    const missing = untold(policy, { authorType: 'other', ...circumstances });
    const found: NewFinding[] = [];
    let undecided = 0;
    for (const { body, ...message } of messages) {
      const matches = await deps.scan(body, withinMs);
      if (matches === undefined) undecided += 1;
      const counted = await withoutExceptions(matches ?? []);
      const rules = deps.summarise(counted);
      const around = { authorType: message.authorType, ...circumstances };
      const decision = decide(policy, rules, around, deps.mode);
      if (decision.action === 'ignore') continue;
      if (withinMs !== undefined && missing.some((one) => one !== 'tag')) {
        undecided += 1;
        continue;
      }
      const fingerprints = [...new Set(counted.map(({ fingerprint }) => fingerprint))];
      const messageId = hasOwnId(message.messageId)
        ? message.messageId
        : idByMatches(deps.fingerprint('matches', fingerprints.toSorted().join()));
      const tagsUntold = missing.includes('tag');
      found.push({
        ...message,
        messageId,
        origin,
        rules,
        fingerprints,
        ...whatToDo(decision, seenAt, tagsUntold),
        seenAt,
      });
    }
    return { found, undecided };
  }

  /** Matches with their fingerprints, but for the values that somebody vouched for. */
  async function withoutExceptions(
    matches: readonly Match[],
  ): Promise<readonly (Match & { readonly fingerprint: Fingerprint })[]> {
    if (matches.length === 0) return [];
    const printed = matches.map((match) => ({
      ...match,
      fingerprint: deps.fingerprint(match.kind, match.value),
    }));
    return withoutExcepted(printed, await deps.exceptions(), clock());
  }

  async function act(job: Jobs['act'], { retried }: { readonly retried: boolean }): Promise<void> {
    await findings.quiet(YIELD_MS);
    const finding = await findings.read(job.findingId);
    if (finding?.state !== 'waiting') return;
    const actedAt = clock();
    const outcome = await attempt(finding, retried || finding.outcome?.kind === 'unavailable');
    if (outcome.kind === 'unauthorised') await deps.onTrouble('intercom_unauthorised');
    if (outcome.kind === 'other_workspace') await deps.onTrouble('intercom_other_workspace');
    await settle(finding, outcome, actedAt);
  }

  async function attempt(finding: Finding, tried: boolean): Promise<Outcome> {
    const workspace = deps.workspace();
    if (workspace && workspace !== finding.workspaceId) return { kind: 'other_workspace' };
    if (finding.resource === 'conversation') return inspect(finding);
    const reason = whyFutile(finding);
    if (reason) return { kind: 'not_redactable', reason };
    const inTheWay = (await whyHeld(finding)) ?? (await deps.copy(finding));
    return inTheWay ?? intercom.redact(finding, { tried });
  }

  /** A legal hold may have come since the event, or the event did not tell. Undefined when nothing is in the way. */
  async function whyHeld({ conversationId, plan, seenAt }: Finding): Promise<Outcome | undefined> {
    const isFresh = clock().getTime() - seenAt.getTime() < TAGS_FRESH_MS;
    if (plan.when === 'now' && !plan.tagsUntold && isFresh) return undefined;
    const seen = await intercom.circumstances(conversationId);
    // What cannot be read may be a ticket, which the redaction itself may reach.
    if (seen.kind === 'gone') return undefined;
    if (seen.kind !== 'circumstances') return seen;
    return isHeld(deps.policy(), seen.circumstances)
      ? { kind: 'not_redactable', reason: 'legal_hold' }
      : undefined;
  }

  /** Fetches a conversation whose text an event did not bring, and takes what is found in all of it. */
  async function inspect({ workspaceId, conversationId }: Finding): Promise<Outcome> {
    const now = clock();
    const answer = await intercom.read(workspaceId, conversationId, now);
    if (answer.kind !== 'messages') return answer;
    const { found } = await judge(answer, 'inspect', now);
    if (found.length > 0) await findings.take({ findings: found, inspect: undefined });
    return answer.unseen > 0 ? { kind: 'not_redactable', reason: 'unseen_parts' } : { kind: 'scanned' };
  }

  async function settle(finding: Finding, outcome: Outcome, actedAt: Date): Promise<void> {
    const now = clock();
    const attempts = finding.attempts + 1;
    const step = nextStep(outcome, { now, seenAt: finding.seenAt, attempts, random: deps.random });
    const { state, retryAt, tell } = step;
    const provenAt = step.proven ? now : undefined;
    await findings.settle({ finding, state, outcome, attempts, actedAt, provenAt, retryAt, tell });
    const { seenAt, saidAt, workspaceId, conversationId, resource, messageId } = finding;
    metrics.outcome(outcome.kind, state, { seenAt, saidAt, actedAt, provenAt });
    log.info('outcome', {
      outcome: outcome.kind,
      state,
      workspaceId,
      conversationId,
      resource,
      messageId,
      rules: finding.rules.map(({ ruleId }) => ruleId),
      attempt: attempts,
      ms: now.getTime() - seenAt.getTime(),
    });
  }

  return { receive, act };
}

interface Batch {
  readonly messages: readonly Message[];
  readonly circumstances: ConversationCircumstances;
}

/** The decision as it is kept with a finding. */
function whatToDo(
  decision: Decision,
  seenAt: Date,
  tagsUntold: boolean,
): Pick<NewFinding, 'state' | 'plan' | 'actAt' | 'outcome'> {
  const { action, when, note, unredactable, retainMetrics, held } = decision;
  const acts = action === 'redact' || action === 'delete';
  const plan: Plan = {
    when: when.kind === 'after' ? 'later' : when.kind,
    note,
    unredactable,
    deletion: action === 'delete' ? 'request' : 'none',
    retainMetrics,
    tagsUntold,
  };
  const actAt = acts && when.kind !== 'now' ? dueAt(when, seenAt) : undefined;
  if (held)
    return {
      state: 'unredactable',
      outcome: { kind: 'not_redactable', reason: 'legal_hold' },
      plan,
      actAt: undefined,
    };
  return { state: acts ? 'waiting' : 'reported', plan, actAt };
}
