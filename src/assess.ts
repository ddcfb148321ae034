// Messages are scanned and the policy is asked: what comes of it is a finding for each message with personal data.

import type { Exception } from './exception.ts';
import type { Fingerprinter } from './fingerprint.ts';
import {
  type Fingerprint,
  hasOwnId,
  idByMatches,
  type Match,
  type Message,
  type Origin,
  type RuleCount,
  type RuleId,
} from './message.ts';
import type { Plan } from './outcome.ts';
import { withoutExcepted } from './policy/exceptions.ts';
import { whyFutile } from './policy/futile.ts';
import { untold } from './policy/held.ts';
import { type Decision, decide, dueAt, type Policy } from './policy/policy.ts';
import type { NewFinding } from './store/finding-rows.ts';
import type { ConversationCircumstances } from './told-circumstances.ts';

export interface AssessDependencies {
  /** Undefined when it took longer than `withinMs`. */
  readonly scan: (body: string, withinMs?: number) => Promise<readonly Match[] | undefined>;
  readonly summarise: (matches: readonly Match[]) => readonly RuleCount[];
  readonly fingerprint: Fingerprinter;
  readonly mode: 'enforce' | 'monitor';
  readonly policy: () => Policy;
  /** Those that count now. */
  readonly exceptions: () => Promise<readonly Exception[]>;
  /** Rules whose matches are only reported for now. */
  readonly paused: () => Promise<ReadonlySet<RuleId>>;
  readonly clock: () => Date;
}

/** Messages of one conversation. */
interface Batch {
  readonly messages: readonly Message[];
  readonly circumstances: ConversationCircumstances;
}

/**
 * Gives the messages that rules match in and that the policy does not ignore, and how many could not be decided about:
 * they took longer than `withinMs` to scan, or the policy looks at what the event does not tell.
 */
export type Assess = (
  batch: Batch,
  origin: Origin,
  seenAt: Date,
  withinMs?: number,
) => Promise<{ readonly found: readonly NewFinding[]; readonly undecided: number }>;

export function createAssess(deps: AssessDependencies): Assess {
  return async ({ messages, circumstances }, origin, seenAt, withinMs) => {
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
      const paused = rules.length > 0 ? await deps.paused() : undefined;
      const decision = decide(policy, rules, around, deps.mode, paused);
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
        ...whatToDo(
          whyFutile({ ...message, messageId }) ? { ...decision, when: { kind: 'now' } } : decision,
          seenAt,
          tagsUntold,
        ),
        seenAt,
      });
    }
    return { found, undecided };
  };

  /** Matches with their fingerprints, but for the values that somebody vouched for. */
  async function withoutExceptions(
    matches: readonly Match[],
  ): Promise<readonly (Match & { readonly fingerprint: Fingerprint })[]> {
    if (matches.length === 0) return [];
    const printed = matches.map((match) => ({
      ...match,
      fingerprint: deps.fingerprint(match.kind, match.value),
    }));
    return withoutExcepted(printed, await deps.exceptions(), deps.clock());
  }
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
