// The three players on free loopback ports: a local Intercom, a local Slack, and the service between them.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createIntercomEmulator, type IntercomEmulator, type Notification } from '../emulator/intercom.ts';
import { createSlackEmulator, type SlackEmulator } from '../emulator/slack.ts';
import type { Log, LogFields } from '../log.ts';
import type { Policy } from '../policy/policy.ts';

export interface Stage {
  readonly intercom: IntercomEmulator;
  readonly slack: SlackEmulator;
  readonly app: App;
  /** The last outcome that the service logged for each `conversation message`. */
  readonly outcomes: ReadonlyMap<string, LogFields>;
  close(): Promise<void>;
}

/** Who may approve deletions in the demo. */
export const APPROVER = 'U024BE7LH';
/** Of a service that lives for some seconds, on this machine. */
export const ADMIN_TOKEN = 'admin-token-of-the-demo';

/** `isDuplicated` says which notifications come twice. */
export async function openStage(
  isDuplicated: (notification: Notification) => boolean,
  policy: Policy,
): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'redactor-demo-'));
  const slack = await createSlackEmulator();
  const intercom = await createIntercomEmulator({
    deliveryPlan: (notification) => (isDuplicated(notification) ? { duplicate: 1 } : {}),
  });
  const config = readConfig({
    ...serviceEnvironment(intercom, slack),
    DATA_DIR: dataDir,
    INTERCOM_ADMIN_ID: intercom.people.admin.id,
    SLACK_APPROVERS: APPROVER,
    ADMIN_TOKEN,
  });
  const outcomes = new Map<string, LogFields>();
  const app = await createApp(config, { log: listenTo(outcomes), policy, groupWaitMs: 0 });
  await intercom.connectWebhook(`${app.url}/webhooks/intercom`);
  return {
    intercom,
    slack,
    app,
    outcomes,
    async close() {
      await app.stop();
      await intercom.close();
      await slack.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function listenTo(outcomes: Map<string, LogFields>): Log & { flush(): void } {
  const hear = (message: string, fields: LogFields = {}): void => {
    if (message !== 'outcome') return;
    // A subject has no id that Intercom gave.
    const named = fields.resource === 'subject' ? fields.resource : fields.messageId;
    outcomes.set(`${fields.conversationId} ${named}`, fields);
  };
  return { debug: hear, info: hear, warn: hear, error: hear, flush: () => undefined };
}

/** What the service must be told to run between the two, on a free port. */
export function serviceEnvironment(intercom: IntercomEmulator, slack: SlackEmulator): Record<string, string> {
  return {
    PORT: '0',
    HOST: '127.0.0.1',
    INTERCOM_API_URL: intercom.url,
    INTERCOM_ACCESS_TOKEN: intercom.accessToken,
    INTERCOM_CLIENT_SECRET: intercom.clientSecret,
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: 'local-signing-secret',
    SLACK_CHANNEL: 'C0PRIVACY',
    DIGEST_AT: 'off',
    SWEEP_EVERY: 'off',
  };
}
