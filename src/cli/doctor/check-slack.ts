import type { Config } from '../../config.ts';
import { createSlackClient } from '../../slack/slack-client.ts';
import { checkSlack, type SlackHealth } from '../../slack/slack-health.ts';
import type { Line } from './line.ts';

const TIMEOUT_MS = 10_000;

export async function slackLine(notices: Config['notices']): Promise<Line> {
  const check = 'slack';
  if (notices === 'log') {
    return {
      check,
      state: 'warn',
      reason: 'NOTICES=log: nobody is told in Slack',
      todo: 'Take NOTICES away and set SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET and SLACK_CHANNEL.',
    };
  }
  const { botToken: token, apiUrl } = notices;
  const health = await checkSlack(createSlackClient({ token, apiUrl, timeoutMs: TIMEOUT_MS }));
  if (health.state === 'degraded') {
    return {
      check,
      state: 'fail',
      reason: `auth.test: ${health.reason}`,
      todo: todoAbout(health.reason),
    };
  }
  return health.canFind === false
    ? {
        check,
        state: 'warn',
        reason:
          'the token is good, but may not read channels back, so that a card may come twice after a crash',
        todo: 'Add the scope channels:history (groups:history for a private channel) and install the app again.',
      }
    : {
        check,
        state: 'ok',
        reason: 'the token is good; whether it may post to SLACK_CHANNEL shows with the first card',
      };
}

function todoAbout(reason: Extract<SlackHealth, { state: 'degraded' }>['reason']): string {
  switch (reason) {
    case 'rate_limited':
      return 'Run it again in a minute.';
    case 'network':
    case 'timeout':
    case 'not_json':
    case 'server_error':
      return 'Check the network from here, a proxy in between, and SLACK_API_URL where it is set.';
    default:
      return 'Check SLACK_BOT_TOKEN and the app’s scopes: api.slack.com/apps > your app > OAuth & Permissions.';
  }
}
