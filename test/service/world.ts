// The whole service between a local Intercom and a local Slack, on a real store, over real HTTP.

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type App, createApp, type Overrides } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { serviceEnvironment } from '../../src/demo/stage.ts';
import {
  createIntercomEmulator,
  type IntercomEmulator,
  type IntercomEmulatorOptions,
} from '../../src/emulator/intercom.ts';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackEmulatorOptions } from '../../src/emulator/slack-options.ts';
import { createLog } from '../../src/log.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { createRuleSet, OWN_RULES_DIR } from '../../src/rule-set.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { DatabaseConfig } from '../../src/store/database.ts';
import { newDatabase } from '../support/stores.ts';
import { until } from '../support/until.ts';

/** The rules that come with the product, read once for all services of a test file. */
const ruleSet = createRuleSet(loadRules(OWN_RULES_DIR, 'form').rules, DEFAULT_POLICY, {
  mayDelete: true,
  mayNote: true,
});

export interface World {
  readonly intercom: IntercomEmulator;
  readonly slack: SlackEmulator;
  readonly app: App;
  /** Every line that the service logged, as it was written. */
  readonly logged: string[];
  readonly database: DatabaseConfig;
}

export interface WorldOptions {
  readonly intercom?: IntercomEmulatorOptions;
  readonly slack?: SlackEmulatorOptions;
  readonly overrides?: Overrides;
  readonly database?: DatabaseConfig;
  readonly env?: Readonly<Record<string, string>>;
  /** As it would stand in policy.yaml, in the program's own words. */
  readonly policy?: Partial<Policy>;
  /** Before the service starts. */
  readonly before?: (intercom: IntercomEmulator, slack: SlackEmulator) => void;
}

export async function aWorld(context: TestContext, options: WorldOptions = {}): Promise<World> {
  const intercom = await createIntercomEmulator({ rateLimit: Number.POSITIVE_INFINITY, ...options.intercom });
  const slack = await createSlackEmulator(options.slack);
  // Some ten times as quick to open as the embedded store, on which every store test and the killed processes run too.
  const database = options.database ?? (await newDatabase('postgres'));
  const logged: string[] = [];
  options.before?.(intercom, slack);
  const app = await createApp(readConfig({ ...environment(intercom, slack, database), ...options.env }), {
    intercomTimes: { connectMs: 500, answerMs: 700 },
    slackTimeoutMs: 700,
    slackPace: { burst: 100, everyMs: 10 },
    slackEditPace: { burst: 100, everyMs: 10 },
    groupWaitMs: 0,
    log: {
      ...createLog('info', { write: (line: string) => void logged.push(line) }),
      flush: () => undefined,
    },
    ...(options.env?.RULES_DIR ? {} : { ruleSet }),
    ...(options.policy ? { policy: { ...DEFAULT_POLICY, ...options.policy } } : {}),
    ...options.overrides,
  });
  context.after(async () => {
    await app.stop();
    await intercom.close();
    await slack.close();
  });
  await intercom.connectWebhook(`${app.url}/webhooks/intercom`);
  await intercom.idle();
  return { intercom, slack, app, logged, database };
}

export function environment(
  intercom: IntercomEmulator,
  slack: SlackEmulator,
  { databaseUrl, dataDir }: DatabaseConfig,
): Record<string, string> {
  return {
    ...serviceEnvironment(intercom, slack),
    DATA_DIR: dataDir,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
}

export const CARD = '<p>My card is 4111 1111 1111 1111, thank you</p>';

/** A conversation that a contact started with clean words. */
export function aConversation({ intercom }: Pick<World, 'intercom'>): string {
  return intercom.seedConversation({ source: { body: '<p>Hello there</p>' } }).id;
}

export function isRedacted(
  { intercom }: Pick<World, 'intercom'>,
  conversationId: string,
  messageId: string,
): boolean {
  const conversation = intercom.conversation(conversationId);
  const messages = [conversation?.source, ...(conversation?.parts ?? [])];
  return messages.find((message) => message?.id === messageId)?.redacted === true;
}

export function redactCalls({ intercom }: Pick<World, 'intercom'>): number {
  return intercom.calls.filter(({ path }) => path === '/conversations/redact').length;
}

export async function untilRedacted(
  world: World,
  conversationId: string,
  messageId: string,
  withinMs?: number,
): Promise<void> {
  await until(() => isRedacted(world, conversationId, messageId), 'the redaction', withinMs);
}

export async function untilCards(world: World, count: number): Promise<void> {
  await until(() => world.slack.messages.length >= count, `${count} cards`);
}

/** The first line of each card, as Slack shows it now. */
export function headlines({ slack }: Pick<World, 'slack'>): readonly string[] {
  return slack.messages.map(({ text }) => text);
}

/** As a teammate does it in the Inbox, with a tag that need not be there yet. */
export async function tagConversation(
  { intercom }: Pick<World, 'intercom'>,
  conversationId: string,
  name: string,
): Promise<void> {
  const { id } = await post(intercom, '/tags', { name });
  await post(intercom, `/conversations/${conversationId}/tags`, { id, admin_id: intercom.people.admin.id });
}

async function post(
  { url, accessToken }: IntercomEmulator,
  path: string,
  body: object,
): Promise<{ readonly id: string }> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200, path);
  return (await response.json()) as { id: string };
}
