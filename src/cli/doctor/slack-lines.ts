// What Slack said of the token, its scopes and the channel, and what to do about it.

import type { ChannelFacts, TokenFacts, Unanswered } from '../../slack/examine-slack.ts';
import { isChannelId } from '../../slack/place.ts';
import { type ScopeUse, scopesFor } from '../../slack/scopes.ts';
import type { Line } from './line.ts';

const APP = 'api.slack.com/apps > your app';
const INSTALL = `${APP} > OAuth & Permissions, and install the app again`;

export function tokenLine(found: TokenFacts | Unanswered): Line {
  const check = 'slack token';
  if (found.kind === 'unanswered') {
    const isAway = ['network', 'timeout', 'server_error', 'not_json', 'rate_limited'].includes(found.reason);
    return {
      check,
      state: 'fail',
      reason: `auth.test: ${found.reason}`,
      todo: isAway
        ? 'Slack cannot be asked: check the network, SLACK_API_URL and slack-status.com. Cards wait meanwhile.'
        : `Copy the bot token again to SLACK_BOT_TOKEN: ${APP} > OAuth & Permissions.`,
    };
  }
  return found.isBot
    ? { check, state: 'ok', reason: `of the workspace ${found.team}` }
    : {
        check,
        state: 'fail',
        reason: 'it is not the token of a bot',
        todo: `Set SLACK_BOT_TOKEN to the Bot User OAuth Token (xoxb-…): ${APP} > OAuth & Permissions.`,
      };
}

/** Where it is not known whether the channel is a private one, either kind of permission will do. */
export function scopesLine(
  scopes: readonly string[] | undefined,
  needs: { readonly isPrivate: boolean | undefined; readonly hasApproverGroup: boolean },
): Line {
  const check = 'slack scopes';
  if (scopes === undefined)
    return { check, state: 'skipped', reason: 'Slack does not name the scopes of this token' };
  const has = (scope: string): boolean => {
    const others = needs.isPrivate === undefined ? [scope.replace(/^channels:|^groups:/, '')] : [];
    return (
      scopes.includes(scope) ||
      others.some((end) => scopes.includes(`channels:${end}`) || scopes.includes(`groups:${end}`))
    );
  };
  const isEither = ({ scope }: ScopeUse) => needs.isPrivate === undefined && /^channels:/.test(scope);
  const named = (use: ScopeUse) =>
    isEither(use)
      ? `${use.scope} (${use.scope.replace('channels:', 'groups:')} for a private channel)`
      : use.scope;
  const missing = scopesFor({ ...needs, isPrivate: needs.isPrivate ?? false }).filter(
    ({ scope }) => !has(scope),
  );
  if (missing.length === 0) return { check, state: 'ok', reason: 'all that are used are there' };
  return {
    check,
    state: missing.some(({ isNeeded }) => isNeeded) ? 'fail' : 'warn',
    reason: missing.map((it) => `${named(it)} is missing: it ${it.use}`).join('\n'),
    todo: `Add what is missing: ${INSTALL}.`,
  };
}

const IN_CHANNEL = 'In the channel, type /invite @ and the name of the app.';

export function channelLine(id: string, found: ChannelFacts | Unanswered): Line {
  const check = 'slack channel';
  if (!isChannelId(id)) {
    return {
      check,
      state: 'warn',
      reason: 'SLACK_CHANNEL is a name: cards cannot be found again by it, and a renamed channel is lost',
      todo: "Set SLACK_CHANNEL to the channel's id (C…): its name > About.",
    };
  }
  if (found.kind === 'channel') {
    if (found.isArchived)
      return {
        check,
        state: 'fail',
        reason: 'it is archived',
        todo: 'Unarchive it, or name another in SLACK_CHANNEL.',
      };
    const kind = found.isPrivate ? 'a private channel' : 'a public channel';
    return found.isMember
      ? { check, state: 'ok', reason: `${kind}, and the app is in it` }
      : {
          check,
          state: 'fail',
          reason: 'the app is not in it, so that no card can be posted',
          todo: IN_CHANNEL,
        };
  }
  switch (found.reason) {
    case 'missing_scope':
      return {
        check,
        state: 'skipped',
        reason: 'needs the scope channels:read (groups:read for a private channel)',
        todo: `Add it: ${INSTALL}. Without it, whether cards can be posted shows with the first one.`,
      };
    case 'channel_not_found':
      return {
        check,
        state: 'fail',
        reason: 'Slack knows no channel with this id, or it is a private one without the app in it',
        todo: `Check SLACK_CHANNEL: its name > About. ${IN_CHANNEL}`,
      };
    default:
      return { check, state: 'fail', reason: `conversations.info: ${found.reason}`, todo: 'Run this again.' };
  }
}

/** Slack's are 32 hexadecimal digits. */
export function signingSecretLine(secret: string): Line {
  const check = 'slack signing secret';
  return /^[0-9a-f]{32}$/.test(secret)
    ? { check, state: 'ok', reason: 'has the form; whether it is the right one shows with the first press' }
    : {
        check,
        state: 'warn',
        reason: "it does not look like one of Slack's, which has 32 of 0-9 and a-f",
        todo: `Copy it again to SLACK_SIGNING_SECRET: ${APP} > Basic Information > Signing Secret.`,
      };
}
