// The methods of Slack's Web API that a notifier uses.

import { postMessage, update } from './slack-chat.ts';
import { history } from './slack-history.ts';
import { missingScope, type SlackMethod } from './slack-state.ts';

export const SLACK_METHODS: Readonly<Record<string, SlackMethod>> = {
  'auth.test': () => ({
    ok: true,
    url: 'https://emulator.slack.com/',
    team: 'Emulator',
    user: 'redactor',
    team_id: 'T0EMULATOR',
    user_id: 'U0EMULATOR',
    bot_id: 'B0EMULATOR',
    is_enterprise_install: false,
  }),
  'chat.postMessage': withScope(['chat:write'], postMessage),
  'chat.update': withScope(['chat:write'], update),
  'conversations.history': history,
};

function withScope(scopes: readonly string[], method: SlackMethod): SlackMethod {
  return (state, args) => {
    const missing = scopes.find((scope) => !state.scopes.includes(scope));
    return missing === undefined ? method(state, args) : missingScope(state, missing);
  };
}
