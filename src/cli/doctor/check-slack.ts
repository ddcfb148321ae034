// Slack's part of the report: the token, what it may do, the channel, who may approve, and the socket.

import type { Config } from '../../config.ts';
import type { SlackConfig } from '../../config-notices.ts';
import {
  examineAppToken,
  examineChannel,
  examineGroup,
  examineToken,
  type TokenFacts,
} from '../../slack/examine-slack.ts';
import { createSlackClient } from '../../slack/slack-client.ts';
import type { Line } from './line.ts';
import { approversLines, appTokenLine, limitsLine } from './slack-access-lines.ts';
import { channelLine, scopesLine, signingSecretLine, tokenLine } from './slack-lines.ts';

const TIMEOUT_MS = 10_000;

type SlackSettings = Pick<Config, 'notices' | 'approvers' | 'approverGroup'>;

/** Asks Slack, and posts nothing. */
export async function slackLines(settings: SlackSettings): Promise<readonly Line[]> {
  if (settings.notices === 'log') {
    return [
      {
        check: 'slack',
        state: 'warn',
        reason: 'NOTICES=log: nobody is told in Slack',
        todo: 'Take NOTICES away and set SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET and SLACK_CHANNEL.',
      },
    ];
  }
  const { botToken: token, apiUrl, signingSecret, appToken } = settings.notices;
  const access = { apiUrl, timeoutMs: TIMEOUT_MS };
  const client = createSlackClient({ ...access, token });
  const found = await examineToken(client);
  const socket = appToken === undefined ? undefined : await examineAppToken(access, appToken);
  const behind = found.kind === 'token' ? await behindToken(client, found, settings.notices, settings) : [];
  const lines = [
    tokenLine(found),
    ...behind,
    signingSecretLine(signingSecret),
    ...(socket ? [appTokenLine(socket)] : []),
  ];
  return [...lines, limitsLine(lines)];
}

/** What can be learnt only with a token that is taken. */
async function behindToken(
  client: ReturnType<typeof createSlackClient>,
  { scopes }: TokenFacts,
  { channel: id }: SlackConfig,
  { approvers, approverGroup }: SlackSettings,
): Promise<readonly Line[]> {
  const channel = await examineChannel(client, id);
  const group = approverGroup && (await examineGroup(client, approverGroup));
  const isPrivate = channel.kind === 'channel' ? channel.isPrivate : undefined;
  return [
    scopesLine(scopes, { isPrivate, hasApproverGroup: approverGroup !== undefined }),
    channelLine(id, channel),
    ...approversLines(approvers, group),
  ];
}
