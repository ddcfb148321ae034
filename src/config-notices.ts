// Where people are told: Slack, and who else when Slack is the trouble.

import { z } from 'zod';
import { address, oneOf, text, userIds } from './config-values.ts';
import type { EnvironmentReader } from './environment.ts';
import type { Id } from './message.ts';

export interface SlackConfig {
  readonly botToken: string;
  readonly signingSecret: string;
  /** Presses then come over a socket that this service opens, instead of over HTTP. */
  readonly appToken: string | undefined;
  readonly channel: string;
  /** Ends with a slash. */
  readonly apiUrl: string;
}

export interface FallbackConfig {
  readonly url: string;
  readonly secret: string;
}

export function readNotices(read: EnvironmentReader): SlackConfig | 'log' {
  const notices = read.optional(
    'NOTICES',
    oneOf(['log']),
    'log: run without Slack and write notices to the log',
  );
  if (notices === 'log') return 'log';
  const orLog = 'Or set NOTICES=log to run without Slack, on purpose';
  return {
    botToken: read.required(
      'SLACK_BOT_TOKEN',
      text,
      `posts the cards (xoxb-…). api.slack.com/apps > your app > OAuth & Permissions. ${orLog}`,
    ),
    signingSecret: read.required(
      'SLACK_SIGNING_SECRET',
      text,
      `proves that a press of a button comes from Slack. api.slack.com/apps > your app > Basic Information. ${orLog}`,
    ),
    appToken: read.optional(
      'SLACK_APP_TOKEN',
      z.string().regex(/^xapp-/, 'must be an app-level token (xapp-…)'),
      'opens a socket for presses, instead of HTTP (xapp-…, with connections:write). api.slack.com/apps > your app > Basic Information > App-Level Tokens',
    ),
    channel: read.required(
      'SLACK_CHANNEL',
      text,
      `the id of the channel for the cards (C…). Slack > the channel's name > About. ${orLog}`,
    ),
    apiUrl: `${read.withDefault('SLACK_API_URL', address, "Slack's Web API", 'https://slack.com/api')}/`,
  };
}

export function readApprovers(read: EnvironmentReader): readonly Id[] {
  return read.withDefault(
    'SLACK_APPROVERS',
    userIds,
    'user ids of those who may approve the deletion of a conversation, with commas between',
    [],
  );
}

export function readFallback(read: EnvironmentReader): FallbackConfig | undefined {
  const url = read.optional('FALLBACK_WEBHOOK_URL', address, 'an address that is told when Slack cannot be');
  if (url === undefined) return undefined;
  const secret = read.required(
    'FALLBACK_WEBHOOK_SECRET',
    z.string().min(16, 'must have at least 16 characters'),
    'long random text that signs what FALLBACK_WEBHOOK_URL is sent',
  );
  return { url, secret };
}
