// Who may approve, the socket, and Slack's limits.

import type { Id } from '../../message.ts';
import type { Unanswered } from '../../slack/examine-slack.ts';
import { count } from '../../slack/quantities.ts';
import type { Line } from './line.ts';

const APP = 'api.slack.com/apps > your app';

/** Source: Slack docs: ids of users begin with U or W. */
const USER_ID = /^[UW][A-Z0-9]{2,30}$/;

export function approversLines(
  approvers: readonly Id[],
  group: { readonly kind: 'group'; readonly members: number } | Unanswered | undefined,
): readonly Line[] {
  return [namedLine(approvers, group !== undefined), ...(group ? [groupLine(group)] : [])];
}

function namedLine(approvers: readonly Id[], hasGroup: boolean): Line {
  const check = 'slack approvers';
  if (approvers.length === 0 && !hasGroup) {
    return {
      check,
      state: 'warn',
      reason: 'there are none: nobody may delete a conversation, vouch for a value or pause a rule',
      todo: "Set SLACK_APPROVERS to people's ids (their profile > More > Copy member ID), or SLACK_APPROVER_GROUP.",
    };
  }
  const wrong = approvers.filter((id) => !USER_ID.test(id)).length;
  return wrong === 0
    ? {
        check,
        state: 'ok',
        reason: hasGroup ? `${approvers.length} by id, and a user group` : `${approvers.length} by id`,
      }
    : {
        check,
        state: 'fail',
        reason: `${wrong} of ${approvers.length} in SLACK_APPROVERS are no ids of people`,
        todo: 'Give ids (U…), not names: their profile > More > Copy member ID.',
      };
}

function groupLine(group: { readonly kind: 'group'; readonly members: number } | Unanswered): Line {
  const check = 'slack approver group';
  if (group.kind === 'group') {
    return group.members > 0
      ? { check, state: 'ok', reason: count(group.members, 'member') }
      : {
          check,
          state: 'warn',
          reason: 'it has no members',
          todo: 'Add people to it in Slack, under People > User groups.',
        };
  }
  const [reason, todo] = GROUP_FAULTS[group.reason] ?? [
    `usergroups.users.list: ${group.reason}`,
    'Nobody of the group may approve while Slack does not say who is in it. Run this again.',
  ];
  return { check, state: 'fail', reason, todo };
}

const GROUP_FAULTS: Readonly<Record<string, readonly [reason: string, todo: string]>> = {
  missing_scope: [
    'the scope usergroups:read is missing',
    `Add it: ${APP} > OAuth & Permissions, and install the app again.`,
  ],
  no_such_subteam: [
    'Slack knows no user group with this id',
    'Check SLACK_APPROVER_GROUP (S…): People > User groups > the group > Copy group ID.',
  ],
  plan_upgrade_required: [
    "the workspace's plan has no user groups",
    'Name people in SLACK_APPROVERS instead, and take SLACK_APPROVER_GROUP away.',
  ],
};

export function appTokenLine(socket: { readonly kind: 'socket' } | Unanswered): Line {
  const check = 'slack socket';
  if (socket.kind === 'socket')
    return { check, state: 'ok', reason: 'Slack opens a socket for SLACK_APP_TOKEN' };
  return {
    check,
    state: 'fail',
    reason: `apps.connections.open: ${socket.reason}`,
    todo: `Make an app-level token with connections:write (${APP} > Basic Information > App-Level Tokens), and switch Socket Mode on.`,
  };
}

/** Source: Slack docs, rate limits: about one message a second in each channel. */
export function limitsLine(lines: readonly Line[]): Line {
  const check = 'slack limits';
  return lines.some(({ reason }) => reason.includes('rate_limited'))
    ? {
        check,
        state: 'warn',
        reason: 'Slack asks this app to wait: it has sent too many requests',
        todo: 'Run this again in a minute. If it stays, see whether another program uses the same app.',
      }
    : {
        check,
        state: 'ok',
        reason: 'no request was held up; cards keep to one a second, many at once become one',
      };
}
