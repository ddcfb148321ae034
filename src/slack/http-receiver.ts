// Slack's requests over HTTP. Bolt checks the signature and the age.

import { ExpressReceiver } from '@slack/bolt';
import { LogLevel } from '@slack/web-api';
import { type CountLog, createQuietLogger } from './quiet-logger.ts';

/** Interaction payloads are far smaller. Slack docs: a view is 250 KB at most. */
const BODY_LIMIT = 1_048_576;

/**
 * Answers POST /slack/events: 401 to what Slack did not sign within the last five minutes, 413 above 1 MB. Mount its
 * router where no body parser comes before it.
 * @throws an Error of Bolt's when the signing secret is empty.
 */
export function createHttpReceiver(signingSecret: string, log?: CountLog): ExpressReceiver {
  return new ExpressReceiver({
    signingSecret,
    endpoints: '/slack/events',
    logger: createQuietLogger(log, LogLevel.WARN),
    bodyLimit: BODY_LIMIT,
  });
}
