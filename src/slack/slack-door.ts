// Where Slack's own requests come in: buttons today, decisions later. Bolt checks the signature and the age.

import { App, ExpressReceiver } from '@slack/bolt';
import { LogLevel } from '@slack/web-api';
import { createQuietLogger } from './quiet-logger.ts';
import { type SlackAccess, slackClientOptions } from './slack-client.ts';

export interface SlackDoor {
  /** For `app.use(router)`: answers POST /slack/events. Mount it where no body parser comes before it. */
  readonly router: ExpressReceiver['router'];
}

export interface SlackDoorOptions extends SlackAccess {
  readonly signingSecret: string;
}

/** Interaction payloads are far smaller. Slack docs: a view is 250 KB at most. */
const BODY_LIMIT = 1_048_576;

/**
 * Answers 200 to what Slack signed within the last five minutes, 401 to anything else, 413 above 1 MB.
 * Calls nothing at the start: Bolt's own check of the token would end the process while Slack is down.
 * @throws an Error of Bolt's when the signing secret is empty.
 */
export function createSlackDoor({ signingSecret, token, ...access }: SlackDoorOptions): SlackDoor {
  const logger = createQuietLogger(access.log, LogLevel.WARN);
  const receiver = new ExpressReceiver({
    signingSecret,
    endpoints: '/slack/events',
    logger,
    bodyLimit: BODY_LIMIT,
  });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: token }),
    convoStore: false,
    logger,
    logLevel: LogLevel.WARN,
    clientOptions: slackClientOptions(access),
  });
  // Every button, one with a link too, must be acknowledged within 3 s. One listener for all: Bolt runs each that
  // matches, so buttons that act belong in here, by their action id and after the ack.
  app.action(/.*/, async ({ ack }) => {
    await ack();
  });
  // Bolt's default throws on, which would end the process.
  app.error(async () => {
    logger.error();
  });
  return { router: receiver.router };
}
