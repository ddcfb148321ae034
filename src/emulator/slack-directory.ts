// Who and what there is. Source: Slack docs, auth.test, conversations.info, users.info and usergroups.users.list.

import {
  APP,
  fail,
  missingScope,
  type SlackAnswer,
  type SlackArguments,
  type SlackState,
  TEAM,
} from './slack-state.ts';

export function authTest(): SlackAnswer {
  return {
    ok: true,
    url: 'https://emulator.slack.com/',
    team: 'Emulator',
    user: 'redactor',
    team_id: TEAM,
    user_id: 'U0EMULATOR',
    bot_id: 'B0EMULATOR',
    app_id: APP,
    is_enterprise_install: false,
  };
}

export function conversationInfo(state: SlackState, args: SlackArguments): SlackAnswer {
  const channel = state.channels.find(({ id }) => id === args.channel);
  // A private channel without the bot in it does not exist for the bot.
  if (channel === undefined || (channel.private === true && channel.member === false))
    return fail('channel_not_found');
  const { id, name, archived = false, member = true } = channel;
  const isPrivate = channel.private === true;
  const needed = isPrivate ? 'groups:read' : 'channels:read';
  if (!state.scopes.includes(needed)) return missingScope(state, needed);
  const kind = { is_channel: !isPrivate, is_group: isPrivate, is_private: isPrivate, is_im: false };
  return { ok: true, channel: { id, name, ...kind, is_archived: archived, is_member: member } };
}

export function userInfo(state: SlackState, args: SlackArguments): SlackAnswer {
  const person = state.people.find(({ id }) => id === args.user);
  if (person === undefined) return fail('user_not_found');
  const { id, name = id.toLowerCase(), team = TEAM, guest = false, deleted = false } = person;
  const standing = { is_restricted: guest, is_ultra_restricted: false, is_stranger: team !== TEAM };
  return { ok: true, user: { id, team_id: team, name, deleted, is_bot: false, ...standing } };
}

export function userGroupMembers(state: SlackState, args: SlackArguments): SlackAnswer {
  if (state.freePlan) return fail('plan_upgrade_required');
  const group = state.userGroups.find(({ id }) => id === args.usergroup);
  return group === undefined ? fail('no_such_subteam') : { ok: true, users: group.users };
}
