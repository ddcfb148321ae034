// A service with cards in Slack, people who press their buttons, and a look into its tables.

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { Client } from 'pg';
import type { SlackPeople, SlackPress } from '../../src/emulator/slack-people.ts';
import type { SlackMessage, SlackView } from '../../src/emulator/slack-state.ts';
import type { Id } from '../../src/message.ts';
import type { PressAction } from '../../src/press.ts';
import { createPressTokens } from '../../src/slack/press-token.ts';
import { until } from '../support/until.ts';
import { aConversation, aWorld, CARD, type World, type WorldOptions } from './world.ts';

export const APPROVER = 'U0APPROVER';
export const OTHER_APPROVER = 'U0SECOND';
export const ANYBODY = 'U0ANYBODY';
const SECRET = 'local-signing-secret';
export const TOKENS = createPressTokens(SECRET);

export interface PressWorld extends World {
  readonly people: SlackPeople;
  readonly database: World['database'];
  query(sql: string, ...values: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
}

export interface PressWorldOptions extends WorldOptions {
  /** Nobody is named; a group may still be. */
  readonly withoutApprovers?: boolean;
}

export async function aPressWorld(
  context: TestContext,
  { withoutApprovers, ...options }: PressWorldOptions = {},
): Promise<PressWorld> {
  const world = await aWorld(context, {
    ...options,
    env: {
      ...(withoutApprovers ? {} : { SLACK_APPROVERS: `${APPROVER},${OTHER_APPROVER}` }),
      ...options.env,
    },
  });
  const client = await aClient(context, world);
  const eventsUrl = `${world.app.url}/slack/events`;
  return {
    ...world,
    people: world.slack.connect({ eventsUrl, signingSecret: SECRET }),
    query: async (sql, ...values) => (await client.query(sql, [...values])).rows,
  };
}

/** A connection of its own to the service's database, as for holding a lock. */
export async function aClient(context: TestContext, { database }: World): Promise<Client> {
  const client = new Client({ connectionString: database.databaseUrl });
  await client.connect();
  context.after(() => client.end());
  return client;
}

export interface Card {
  readonly conversationId: string;
  readonly noticeId: Id;
  readonly message: SlackMessage;
}

/** Waits for the card of a conversation. */
export async function cardFor(world: PressWorld, conversationId: string): Promise<Card> {
  const find = (): SlackMessage | undefined =>
    world.slack.messages.find((message) => JSON.stringify(message.blocks).includes(conversationId));
  await until(() => find() !== undefined, 'the card');
  const [notice] = await world.query(
    'select id from redactor.notice where conversation_id = $1',
    conversationId,
  );
  return { conversationId, noticeId: notice?.id as Id, message: find() ?? assert.fail() };
}

/** The card as Slack shows it now. */
export function shown(world: PressWorld, card: Card): SlackMessage {
  const now = world.slack.messages.find(({ ts }) => ts === card.message.ts);
  return now ?? assert.fail('the card is gone');
}

export function buttonsOf(message: SlackMessage): readonly string[] {
  const blocks = message.blocks as readonly { elements?: readonly { action_id?: string }[] }[];
  return blocks
    .flatMap(({ elements }) => elements ?? [])
    .flatMap(({ action_id: id }) => (id === undefined || id === 'open_in_intercom' ? [] : [id]));
}

/** A message that Intercom refuses to redact, for a reason that nobody knows. */
export async function aFailedCard(world: PressWorld): Promise<Card> {
  const conversationId = aConversation(world);
  const match = {
    path: '/conversations/redact',
    where: ({ body }: { body: unknown }) => JSON.stringify(body).includes(conversationId),
  };
  world.intercom.faults.add({ kind: 'status', status: 400, match, times: 1 });
  world.intercom.addPart(conversationId, { body: CARD });
  return cardFor(world, conversationId);
}

/** The permission is back when the card is there. */
export async function aParkedCard(world: PressWorld): Promise<Card> {
  const conversationId = aConversation(world);
  world.intercom.scopes.delete('write_conversations');
  world.intercom.addPart(conversationId, { body: CARD });
  const card = await cardFor(world, conversationId);
  world.intercom.scopes.add('write_conversations');
  return card;
}

/** A first message that a teammate wrote. */
export async function anUnredactableCard(world: PressWorld): Promise<Card> {
  const { id } = world.intercom.seedConversation({ source: { author: 'admin', body: CARD } });
  world.intercom.addPart(id, { body: '<p>Thanks</p>' });
  return cardFor(world, id);
}

/** The same, where the policy asks for the deletion. */
export async function anAskedCard(world: PressWorld): Promise<Card> {
  const card = await anUnredactableCard(world);
  await until(() => buttonsOf(shown(world, card)).includes('keep'), 'the request on the card');
  return card;
}

export const FORMS: ReadonlySet<string> = new Set(['delete', 'not_personal_data']);

/** What an approver fills in. */
export function filled(action: string, { conversationId }: Card): Record<string, string> {
  return action === 'delete'
    ? { metrics: 'remove', reason: 'contact_asked', ending: conversationId.slice(-4) }
    : { reason: 'false_alarm', days: '90' };
}

export function pressOf(card: Card, action: string, more: Partial<SlackPress> = {}): SlackPress {
  return { user: APPROVER, message: card.message, actionId: action, ...more };
}

/** Presses, and waits for the form. */
export async function openForm(world: PressWorld, press: SlackPress): Promise<SlackView> {
  const open = (): SlackView | undefined =>
    world.slack.views.findLast(({ user, standing }) => user === press.user && standing === 'open');
  const before = open()?.id;
  assert.equal((await world.people.press(press)).status, 200);
  await until(() => open()?.id !== before, 'the form');
  return open() ?? assert.fail();
}

/** Does what the button is for, to the end, as an approver would. */
export async function pressThrough(
  world: PressWorld,
  card: Card,
  action: string,
  more: Partial<SlackPress> = {},
): Promise<void> {
  const press = pressOf(card, action, more);
  if (!FORMS.has(action)) return void assert.equal((await world.people.press(press)).status, 200);
  const view = await openForm(world, press);
  const sent = await world.people.submit({ user: press.user, view, values: filled(action, card) });
  assert.deepEqual([sent.status, sent.errors], [200, {}]);
}

/** What people were told, by either way. */
export function answers({ slack }: World): readonly string[] {
  return [...slack.responses, ...slack.ephemerals].map(({ text }) => text);
}

export interface Standing {
  readonly finding: unknown;
  readonly turn: number;
  readonly approval: unknown;
}

export async function standingOf(world: PressWorld, { conversationId, noticeId }: Card): Promise<Standing> {
  const [finding] = await world.query(
    'select state from redactor.finding where conversation_id = $1 order by id',
    conversationId,
  );
  const presses = await world.query('select turn from redactor.press where notice_id = $1', noticeId);
  const [approval] = await world.query(
    'select state from redactor.approval where conversation_id = $1',
    conversationId,
  );
  return { finding: finding?.state, turn: presses.length, approval: approval?.state };
}

/** Results of this action's rows in the audit, oldest first. */
export async function audited(world: PressWorld, action: string): Promise<readonly string[]> {
  const rows = await world.query(
    'select actor, result from redactor.audit where action = $1 order by number',
    action,
  );
  return rows.map(({ actor, result }) => `${actor} ${result}`);
}

export const AUDITED: Readonly<Record<string, string>> = {
  retry: 'retry',
  done_by_hand: 'mark_done_by_hand',
  not_personal_data: 'mark_not_personal_data',
  snooze: 'snooze',
  delete: 'approve_deletion',
  keep: 'refuse_deletion',
} satisfies Partial<Record<PressAction, string>>;

/** Presses, and gives what the person is told. */
export async function answerTo(
  world: PressWorld,
  press: Parameters<PressWorld['people']['press']>[0],
): Promise<string> {
  const before = world.slack.responses.length;
  assert.equal((await world.people.press(press)).status, 200);
  await until(() => world.slack.responses.length > before, 'an answer');
  return world.slack.responses.at(-1)?.text ?? '';
}
