// The methods of Slack's Web API that a notifier uses.

import { deleteMessage, getPermalink, postMessage, update } from './slack-chat.ts';
import { authTest, conversationInfo, userGroupMembers, userInfo } from './slack-directory.ts';
import { postEphemeral } from './slack-ephemeral.ts';
import { history, replies } from './slack-history.ts';
import { nextId } from './slack-memory.ts';
import { APP, missingScope, type SlackMethod } from './slack-state.ts';
import { openView, updateView } from './slack-views.ts';

export const SLACK_METHODS: Readonly<Record<string, SlackMethod>> = {
  'apps.connections.open': (state) => {
    const ticket = nextId(state, 'ticket');
    state.tickets.add(ticket);
    return { ok: true, url: `ws://${state.host}/link/?ticket=${ticket}&app_id=${APP}` };
  },
  'auth.test': authTest,
  'chat.delete': withScope(['chat:write'], deleteMessage),
  'chat.getPermalink': getPermalink,
  'chat.postEphemeral': withScope(['chat:write'], postEphemeral),
  'chat.postMessage': withScope(['chat:write'], postMessage),
  'chat.update': withScope(['chat:write'], update),
  'conversations.history': history,
  'conversations.info': conversationInfo,
  'conversations.replies': replies,
  'usergroups.users.list': withScope(['usergroups:read'], userGroupMembers),
  'users.info': withScope(['users:read'], userInfo),
  'views.open': openView,
  'views.update': updateView,
};

function withScope(scopes: readonly string[], method: SlackMethod): SlackMethod {
  return (state, args) => {
    const missing = scopes.find((scope) => !state.scopes.includes(scope));
    return missing === undefined ? method(state, args) : missingScope(state, missing);
  };
}
