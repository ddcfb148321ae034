// The way of a message, top to bottom: what an event brings is scanned and judged, what must be acted on is kept
// before the 200, and each job ends in an outcome that is proven or told to people.

import type { Assess } from './assess.ts';
import type { Intercom } from './intercom/client.ts';
import type { Log } from './log.ts';
import type { MaskedCopy } from './masked-copy.ts';
import type { Id } from './message.ts';
import type { Metrics } from './metrics.ts';
import type { Finding, Outcome, ServiceProblem } from './outcome.ts';
import { whyFutile } from './policy/futile.ts';
import { isHeld } from './policy/held.ts';
import { nextStep } from './policy/next-step.ts';
import type { Policy } from './policy/policy.ts';
import type { Echoes } from './store/echoes.ts';
import type { Findings } from './store/findings.ts';
import type { Heard } from './store/heard.ts';
import type { Jobs } from './store/queue.ts';
import type { Event } from './webhook/event.ts';

export interface Pipeline {
  /** Resolves once all that the event asks for is kept; at once when it asks for nothing. */
  receive(event: Event, receivedAt: Date): Promise<void>;
  /** One attempt at redacting a finding's message, or at scanning a conversation that an event did not bring. */
  act(job: Jobs['act'], attempt: { readonly retried: boolean }): Promise<void>;
}

export interface PipelineDependencies {
  readonly assess: Assess;
  readonly policy: () => Policy;
  readonly findings: Findings;
  readonly echoes: Echoes;
  /** So that a sweep knows what no webhook brought. */
  readonly heard: Pick<Heard, 'note'> | undefined;
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
    const { found, undecided } = await deps.assess(batch, 'webhook', receivedAt, SCAN_MS);
    const inspect =
      (event.incomplete || undecided > 0) && conversationId
        ? { workspaceId, conversationId, origin: 'webhook' as const, seenAt: receivedAt }
        : undefined;
    if (found.length > 0 || inspect) await findings.take({ findings: found, inspect });
    deps.heard?.note(workspaceId, event.messages);
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
    if (told.kind !== 'redacted' || told.messages.length === 0) return;
    const proven = await deps.echoes.redacted(workspaceId, conversationId, told.messages);
    for (const finding of proven) record(finding, clock());
  }

  async function act(job: Jobs['act'], { retried }: { readonly retried: boolean }): Promise<void> {
    await findings.quiet(YIELD_MS);
    const finding = await findings.read(job.findingId);
    if (finding?.state !== 'waiting') return;
    if (job.ifClosed && !(await isClosed(finding))) return;
    const actedAt = clock();
    const outcome = await attempt(finding, retried || finding.outcome?.kind === 'unavailable');
    if (outcome.kind === 'unauthorised') await deps.onTrouble('intercom_unauthorised');
    if (outcome.kind === 'other_workspace') await deps.onTrouble('intercom_other_workspace');
    await settle(finding, outcome, actedAt);
  }

  async function attempt(finding: Finding, tried: boolean): Promise<Outcome> {
    const workspace = deps.workspace();
    if (workspace && workspace !== finding.workspaceId) return { kind: 'other_workspace' };
    if (finding.resource === 'conversation') return inspect(finding, tried);
    const reason = whyFutile(finding);
    if (reason) return { kind: 'not_redactable', reason };
    const inTheWay = (await whyHeld(finding)) ?? (await deps.copy(finding));
    return inTheWay ?? intercom.redact(finding, { tried });
  }

  /** A legal hold may have come since the event, or the event did not tell. Undefined when nothing is in the way. */
  async function whyHeld(finding: Finding): Promise<Outcome | undefined> {
    const { conversationId, plan, origin, saidAt, seenAt } = finding;
    // A webhook tells the tags of when it was made, however late it comes.
    const toldMs = origin === 'webhook' ? Math.min(saidAt.getTime(), seenAt.getTime()) : seenAt.getTime();
    const isFresh = clock().getTime() - toldMs < TAGS_FRESH_MS;
    if (plan.when === 'now' && !plan.tagsUntold && isFresh) return undefined;
    const seen = await intercom.circumstances(conversationId);
    // What cannot be read may be a ticket, which the redaction itself may reach.
    if (seen.kind === 'gone') return undefined;
    if (seen.kind !== 'circumstances') return seen;
    return isHeld(deps.policy(), seen.circumstances)
      ? { kind: 'not_redactable', reason: 'legal_hold' }
      : undefined;
  }

  /** What waits for the closing is due when its event came first, or not at all. What is not seen now is looked at later. */
  async function isClosed(finding: Finding): Promise<boolean> {
    const seen = await intercom.circumstances(finding.conversationId);
    if (seen.kind === 'circumstances') return seen.circumstances.isClosed;
    if (seen.kind === 'unauthorised') await deps.onTrouble('intercom_unauthorised');
    await findings.lookAgain(finding);
    return false;
  }

  /** Fetches a conversation whose text an event did not bring, and takes what is found in all of it. */
  async function inspect({ workspaceId, conversationId }: Finding, tried: boolean): Promise<Outcome> {
    const now = clock();
    const answer = await intercom.read(workspaceId, conversationId, now);
    // A webhook can be faster than Intercom's own copies: gone is believed when a second look agrees.
    if (answer.kind === 'gone' && !tried) return { kind: 'unavailable', cause: 'not_visible' };
    if (answer.kind !== 'messages') return answer;
    const { found } = await deps.assess(answer, 'inspect', now);
    if (found.length > 0) await findings.take({ findings: found, inspect: undefined });
    if (answer.fieldsHidden) return { kind: 'denied', scope: 'read_tickets' };
    return answer.unseen > 0 ? { kind: 'not_redactable', reason: 'unseen_parts' } : { kind: 'scanned' };
  }

  async function settle(finding: Finding, outcome: Outcome, actedAt: Date): Promise<void> {
    const now = clock();
    const attempts = finding.attempts + 1;
    const step = nextStep(outcome, { now, seenAt: finding.seenAt, attempts, random: deps.random });
    const { state, retryAt, tell } = step;
    const provenAt = step.proven ? now : undefined;
    await findings.settle({ finding, state, outcome, attempts, actedAt, provenAt, retryAt, tell });
    record({ ...finding, state, outcome, attempts, actedAt, provenAt }, now);
  }

  /** Counts and logs what became of an attempt. */
  function record({ outcome, state, actedAt, provenAt, ...finding }: Finding, now: Date): void {
    if (!outcome) return;
    const { seenAt, saidAt, workspaceId, conversationId, resource, messageId } = finding;
    metrics.outcome(outcome.kind, state, { seenAt, saidAt, actedAt: actedAt ?? now, provenAt });
    log.info('outcome', {
      outcome: outcome.kind,
      state,
      workspaceId,
      conversationId,
      resource,
      messageId,
      rules: finding.rules.map(({ ruleId }) => ruleId),
      attempt: finding.attempts,
      ms: now.getTime() - seenAt.getTime(),
    });
  }

  return { receive, act };
}
