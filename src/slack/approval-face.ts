// How a request to delete the whole conversation shows on the conversation's card. Constant sentences, counts and ids.

import type { Approval, ApprovalOutcome, GoesWith } from '../approval.ts';
import { unreachable } from '../errors.ts';
import type { Id } from '../message.ts';
import { permissionName } from './intercom-permission.ts';
import type { CardSymbol, Field } from './layout.ts';
import { type Line, person, time } from './pieces.ts';
import { count } from './quantities.ts';

export interface ApprovalFace {
  /** Undefined: what the findings say comes first. */
  readonly head: { readonly symbol: CardSymbol; readonly headline: string } | undefined;
  readonly fields: readonly Field[];
  readonly steps: readonly string[];
}

const BY_BUTTON =
  'An approver presses Delete… or Keep. Deleting takes the whole conversation away and cannot be undone.';
const NOBODY =
  'Nobody may approve it: whoever runs this service names approvers in SLACK_APPROVERS. Without an answer it is kept.';

export function approvalFace(approval: Approval, hasApprovers: boolean): ApprovalFace {
  const { state, expiresAt } = approval;
  const goesWith = { label: 'Goes with it', value: [takesAlong(approval)] };
  switch (state) {
    case 'open':
      return {
        head: { symbol: 'warning', headline: 'Delete this conversation? It waits for an approval' },
        fields: [goesWith, { label: 'Until', value: [time(expiresAt), ', then it is kept'] }],
        steps: [hasApprovers ? BY_BUTTON : NOBODY],
      };
    case 'approved':
      return underWay(approval, goesWith);
    case 'deleted':
      return {
        head: { symbol: 'deleted', headline: `Conversation deleted, ${metricsAre(approval)}` },
        fields: approval.goesWith ? [goesWith] : [],
        steps: [],
      };
    case 'failed':
      return {
        head: { symbol: 'failed', ...failed(approval.outcome) },
        fields: [],
        steps: failedSteps(approval.outcome),
      };
    case 'gone':
    case 'refused':
    case 'expired':
    case 'needless':
      return { head: undefined, fields: [{ label: 'Deletion', value: ended(approval) }], steps: [] };
    default:
      return unreachable(state);
  }
}

function takesAlong({ goesWith, retainMetrics }: Approval): string {
  const metrics = retainMetrics ? 'Reports still count it.' : 'It goes from reports too.';
  return goesWith === undefined ? `Not known yet. ${metrics}` : `${all(goesWith)}. ${metrics}`;
}

function all({ parts, sideConversations, backOfficeTickets }: GoesWith): string {
  const some = [
    `${count(parts, 'message')} after the first`,
    sideConversations === undefined
      ? 'any side conversations'
      : count(sideConversations, 'side conversation'),
    backOfficeTickets === undefined
      ? 'any back-office tickets'
      : count(backOfficeTickets, 'back-office ticket'),
  ];
  return `${some.slice(0, -1).join(', ')} and ${some.at(-1)}`;
}

function underWay({ outcome, decidedBy }: Approval, goesWith: Field): ApprovalFace {
  const approved: Line = ['Approved', ...by(decidedBy)];
  const fields = [goesWith, { label: 'Deletion', value: approved }];
  if (outcome?.kind !== 'denied')
    return { head: { symbol: 'pending', headline: 'Deletion under way' }, fields, steps: [] };
  const { scope } = outcome;
  if (scope === 'plan')
    return {
      head: { symbol: 'locked', headline: "Intercom's plan does not allow the deletion" },
      fields,
      steps: ["Ask an Intercom admin to check the workspace's subscription, then restart."],
    };
  const name = permissionName(scope === 'unknown' ? 'write_conversations' : scope);
  return {
    head: { symbol: 'locked', headline: `Missing permission “${name}”: the conversation is not deleted yet` },
    fields,
    steps: [
      `In the Intercom Developer Hub (your app, Configure, Authentication, Edit) tick “${name}”, then restart.`,
    ],
  };
}

function metricsAre({ outcome, retainMetrics }: Approval): string {
  const kept =
    outcome?.kind === 'deleted' && outcome.metrics !== 'unknown'
      ? outcome.metrics === 'retained'
      : retainMetrics;
  return kept ? 'its metrics stay in reports' : 'its metrics went from reports';
}

function failed(outcome: ApprovalOutcome | undefined): { readonly headline: string } {
  if (outcome?.kind === 'held') return { headline: 'Kept: the conversation is on legal hold' };
  return { headline: 'Deletion failed: the conversation is still there' };
}

function failedSteps(outcome: ApprovalOutcome | undefined): readonly string[] {
  if (outcome?.kind === 'held')
    return [
      'Nothing to do while the hold lasts. When it ends, take the tag away and ask for the deletion again.',
    ];
  const said = outcome?.kind === 'rejected' ? ` Intercom answered ${outcome.status} (${outcome.code}).` : '';
  return [`Ask for the deletion again, or pass this on to whoever runs this service.${said}`];
}

function ended({ state, decidedBy }: Approval): Line {
  if (state === 'refused') return ['Refused', ...by(decidedBy), ': the conversation is kept'];
  if (state === 'needless')
    return ['Not needed any more: the message was redacted, and the conversation is kept'];
  if (state === 'expired') return ['Nobody approved it in time: the conversation is kept'];
  return ['It was deleted elsewhere meanwhile'];
}

function by(who: Id | undefined): Line {
  return who === undefined ? [] : [' by ', person(who)];
}
