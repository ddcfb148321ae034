// One service, with a conversation for each call and the fault at that call; people approve what asks for it.

import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Fault } from '../../src/emulator/intercom.ts';
import type { SlackMessage } from '../../src/emulator/slack-state.ts';
import { arm, begin, type CallName, type Cell, isUntold, POLICY } from './fault-cells.ts';
import { aWorld, type World } from './world.ts';

const TOKEN = 'admin-token-for-tests';
const APPROVER = 'U024BE7LH';
/** A survey that failed for a while has been made again by then. */
const PATIENCE_MS = 3_000;

export interface Play {
  readonly world: World;
  readonly cells: readonly Cell[];
  /** What the store holds now. */
  rows(): Promise<Rows>;
}

export interface Shown {
  readonly findings: readonly string[];
  readonly approval: string | undefined;
  readonly redacted: number;
  readonly notes: number;
  readonly deleted: number;
  /** The text of its cards. */
  readonly cards: readonly string[];
}

export interface PlayOptions {
  /** The faults stay; else each strikes once. */
  readonly lasting: boolean;
  /** Whether every call meets status 401, once a cell's own fault has struck. */
  readonly isRefused?: () => boolean;
}

export async function play(
  context: TestContext,
  calls: readonly CallName[],
  faultFor: (call: CallName) => Fault,
  { lasting, isRefused }: PlayOptions,
): Promise<Play> {
  const untold: string[] = [];
  let atStart: (() => number) | undefined;
  const cells: Cell[] = [];
  const world = await aWorld(context, {
    policy: POLICY,
    env: { ADMIN_TOKEN: TOKEN, SLACK_APPROVERS: APPROVER, INTERCOM_ADMIN_ID: '7714206' },
    overrides: { random: () => 0, checkEveryMs: 200 },
    intercom: {
      webhookRetryDelayMs: 1_000,
      deliveryPlan: (notification) => {
        const isEcho = /redacted|deleted/.test(notification.topic);
        const text = JSON.stringify(notification.data);
        return { drop: isEcho && untold.some((id) => text.includes(id)) };
      },
    },
    before(intercom) {
      const call = 'ask whose token it is';
      if (calls.includes(call))
        atStart = arm(intercom, { call, conversationId: '' }, faultFor(call), lasting);
      if (!isRefused) return;
      const hasBegun = (): boolean => (atStart?.() ?? 0) > 0 || cells.some(({ strikes }) => strikes() > 0);
      intercom.faults.add({ kind: 'status', status: 401, match: { where: () => hasBegun() && isRefused() } });
    },
  });
  const { intercom } = world;
  for (const call of calls) {
    const conversationId = begin(intercom, call);
    if (isUntold(call)) untold.push(conversationId);
    const strikes =
      call === 'ask whose token it is' && atStart
        ? atStart
        : arm(intercom, { call, conversationId }, faultFor(call), lasting);
    cells.push({ call, conversationId, strikes });
  }
  const { rows, close } = await readerOf(world);
  let isOver = false;
  const approving = approveAll(world, cells, rows, () => isOver);
  context.after(async () => {
    isOver = true;
    await approving;
    await close();
  });
  return { world, cells, rows };
}

/** How each cell stands, at Intercom, in the store and in Slack. */
export function showCells(
  world: World,
  cells: readonly Cell[],
  rows: Rows,
): readonly (readonly [CallName, Shown])[] {
  const { findings, approvals, notices } = rows;
  const cardsOf = (id: string): readonly SlackMessage[] =>
    world.slack.messages.filter((message) => notices.get(noticeOf(message)) === id);
  return cells.map(({ call, conversationId: id }) => [
    call,
    {
      findings: findings.filter((row) => row.conversation_id === id).map(({ state }) => state),
      approval: approvals.find((row) => row.conversation_id === id)?.state,
      ...atIntercom(world, id),
      cards: cardsOf(id).map(({ text, blocks }) => text + JSON.stringify(blocks)),
    },
  ]);
}

function atIntercom({ intercom }: World, id: string): Pick<Shown, 'redacted' | 'notes' | 'deleted'> {
  const conversation = intercom.conversation(id);
  const messages = [conversation?.source, ...(conversation?.parts ?? [])];
  return {
    redacted: messages.filter((message) => message?.redacted).length,
    notes: messages.filter((message) => message && 'partType' in message && message.partType === 'note')
      .length,
    deleted: intercom.deletions.filter(({ conversationId }) => conversationId === id).length,
  };
}

function noticeOf({ metadata }: SlackMessage): string {
  return /"notice_id":"([^"]+)"/.exec(JSON.stringify(metadata))?.[1] ?? '';
}

interface Row {
  readonly id: string;
  readonly conversation_id: string;
  readonly state: string;
}

export interface Rows {
  readonly findings: readonly Row[];
  readonly approvals: readonly (Row & { readonly goes_with: object | null })[];
  /** The conversation of each. */
  readonly notices: ReadonlyMap<string, string>;
}

/** The store's own tables, as nobody else reads them. */
async function readerOf({ database }: World): Promise<{ rows(): Promise<Rows>; close(): Promise<void> }> {
  const client = new Client({ connectionString: database.databaseUrl });
  await client.connect();
  const select = async <R extends object>(what: string): Promise<readonly R[]> =>
    (await client.query<R>(what)).rows;
  const rows = async (): Promise<Rows> => ({
    findings: await select('select id, conversation_id, state from redactor.finding order by state'),
    approvals: await select('select id, conversation_id, state, goes_with from redactor.approval'),
    notices: new Map(
      (await select<Row>('select id, conversation_id from redactor.notice')).map((row) => [
        row.id,
        row.conversation_id,
      ]),
    ),
  });
  return { rows, close: () => client.end() };
}

/** As people do who approve a request as soon as they can see what goes with it, or that this is not to be known. */
async function approveAll(
  { app }: World,
  cells: readonly Cell[],
  rows: () => Promise<Rows>,
  isOver: () => boolean,
): Promise<void> {
  const done = new Set<string>();
  const survey = cells.find(({ call }) => call === 'survey');
  let untilMs = Number.POSITIVE_INFINITY;
  while (!isOver()) {
    if (survey && survey.strikes() > 0) untilMs = Math.min(untilMs, Date.now() + PATIENCE_MS);
    for (const { id, conversation_id: asked, state, goes_with: goesWith } of (await rows()).approvals) {
      const isDue = goesWith || (asked === survey?.conversationId && Date.now() > untilMs);
      if (state !== 'open' || done.has(id) || !isDue) continue;
      const answer = await fetch(`${app.url}/admin/approvals/${id}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ verdict: 'approve', by: APPROVER }),
      });
      // On a machine that does much else the store may be too slow once: people would press again.
      if (answer.status < 500) done.add(id);
    }
    await sleep(50);
  }
}
