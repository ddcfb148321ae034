// Answers what people ask with `/redactor`. It knows nothing of Slack, and repeats nothing that was typed: what it
// gives back comes from the store and the rules in use.

import {
  type Command,
  type CommandAnswer,
  OPEN_STANDINGS,
  type ServiceStatus,
  type StatusFigures,
} from './command.ts';
import { unreachable } from './errors.ts';
import type { Check } from './health.ts';
import type { Id, RuleId } from './message.ts';
import { nearRule } from './near-rule.ts';
import { readCommand } from './read-command.ts';
import type { Overview } from './store/overview.ts';
import type { RulePauses } from './store/rule-pauses.ts';

export interface CommandDesk {
  /** `by`: the person's id in Slack. Rejects when the store does, but for the status, which says so. */
  answer(text: string, by: Id): Promise<CommandAnswer>;
}

export interface CommandDeskDependencies {
  readonly mode: 'enforce' | 'monitor';
  readonly checks: Readonly<Record<'intercom' | 'store' | 'slack', () => Promise<Check>>>;
  /** The ids of the rules in use. */
  readonly rules: () => readonly RuleId[];
  readonly pauses: RulePauses;
  readonly overview: Overview;
  readonly countWaiting: () => Promise<number>;
  /** The workspace of the token, once Intercom has said it. */
  readonly workspace: () => Id | undefined;
  /** Fails closed: `nobody` where nobody is named, `no` where it cannot be learnt. */
  readonly approvers: { readonly may: (by: Id) => Promise<'yes' | 'no' | 'nobody'> };
  readonly clock: () => Date;
}

const LISTED = 10;

export function createCommandDesk(deps: CommandDeskDependencies): CommandDesk {
  const { pauses, overview } = deps;

  async function statusNow(): Promise<ServiceStatus> {
    const { intercom, store, slack } = deps.checks;
    const [ofIntercom, ofStore, ofSlack, figures] = await Promise.all([
      intercom(),
      store(),
      slack(),
      figuresNow().catch(() => undefined),
    ]);
    const checks = { intercom: ofIntercom, store: ofStore, slack: ofSlack };
    return { mode: deps.mode, checks, rules: deps.rules().length, figures };
  }

  async function figuresNow(): Promise<StatusFigures> {
    const [paused, waiting, open, approvals, storm] = await Promise.all([
      pauses.list(),
      deps.countWaiting(),
      overview.open(),
      overview.countApprovals(),
      overview.storm(),
    ]);
    return { pauses: paused, waiting, open, approvals, storm };
  }

  async function listOpen(): Promise<CommandAnswer> {
    const [oldest, open, deletions] = await Promise.all([
      overview.oldestOpen(LISTED),
      overview.open(),
      overview.openDeletions(LISTED),
    ]);
    const all = OPEN_STANDINGS.reduce((sum, standing) => sum + (open[standing] ?? 0), 0);
    return { kind: 'open', oldest, more: Math.max(0, all - oldest.length), deletions };
  }

  async function why({
    conversationId,
    workspaceId: named,
  }: Extract<Command, { kind: 'why' }>): Promise<CommandAnswer> {
    const workspaceId = deps.workspace();
    if (!workspaceId) return { kind: 'no_workspace' };
    if (named && named !== workspaceId) return { kind: 'other_workspace' };
    const known = await overview.conversation(workspaceId, conversationId);
    if (!known) return { kind: 'unknown_conversation' };
    const found = new Set(known.findings.flatMap(({ rules }) => rules.map(({ ruleId }) => ruleId)));
    const paused = (await pauses.list()).filter(({ ruleId }) => found.has(ruleId));
    return { kind: 'why', workspaceId, conversationId, paused, ...known };
  }

  async function pause(
    { asked, lengthMs }: Extract<Command, { kind: 'pause' }>,
    by: Id,
  ): Promise<CommandAnswer> {
    const ruleId = deps.rules().find((id) => id === asked);
    const may = await deps.approvers.may(by);
    if (may !== 'yes') return refuse('pause_rule', ruleId, by, may);
    if (!ruleId) return { kind: 'unknown_rule', near: nearRule(asked, deps.rules()) };
    const until = new Date(deps.clock().getTime() + lengthMs);
    return { kind: 'paused', pause: await pauses.pause({ ruleId, by, until }) };
  }

  async function resume({ asked }: Extract<Command, { kind: 'resume' }>, by: Id): Promise<CommandAnswer> {
    const paused = (await pauses.list()).map(({ ruleId }) => ruleId);
    // A rule may have been taken out of use while it was paused.
    const ruleId = [...deps.rules(), ...paused].find((id) => id === asked);
    const may = await deps.approvers.may(by);
    if (may !== 'yes') return refuse('resume_rule', ruleId, by, may);
    if (!ruleId)
      return { kind: 'unknown_rule', near: nearRule(asked, paused) ?? nearRule(asked, deps.rules()) };
    const ended = await pauses.resume(ruleId, by);
    return ended ? { kind: 'resumed', pause: ended } : { kind: 'not_paused', ruleId };
  }

  async function refuse(
    action: 'pause_rule' | 'resume_rule',
    ruleId: RuleId | undefined,
    by: Id,
    may: 'no' | 'nobody',
  ): Promise<CommandAnswer> {
    await pauses.refused(action, ruleId, by);
    return { kind: 'not_approver', hasApprovers: may === 'no' };
  }

  return {
    async answer(text, by) {
      const command = readCommand(text);
      switch (command.kind) {
        case 'help':
          return { kind: 'help' };
        case 'status':
          return { kind: 'status', status: await statusNow() };
        case 'open':
          return listOpen();
        case 'why':
          return why(command);
        case 'pause':
          return pause(command, by);
        case 'resume':
          return resume(command, by);
        case 'wrong':
          return command;
        default:
          return unreachable(command);
      }
    },
  };
}
