// Nothing that a person wrote, and nobody's name or address, may be found anywhere afterwards: not in the store's
// files, not in the log, the metrics or the answers, and not in anything that was sent to Slack.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { approveCommand, deleteCommand, refuseCommand } from '../../src/cli/approvals.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { memoryIo } from '../cli/memory-io.ts';
import { testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { aWorld, isRedacted, untilRedacted, type World } from './world.ts';

const CANARIES = {
  words: 'zanzibar-quokka-wording',
  card: '4242424242424242',
  spacedCard: '4012 8888 8888 1881',
  name: 'Quincy Canaryname',
  email: 'canary.address@canary-demo.example',
  subject: 'canarysubject',
  file: 'canary-file-name.pdf',
  password: 'C4naryPassw0rd!',
  faultText: 'canaryfaulttext',
} as const;

const AUTHOR = { type: 'user', name: CANARIES.name, email: CANARIES.email } as const;
const BODY = `<p>${CANARIES.words} card ${CANARIES.card}, my password is ${CANARIES.password}</p>`;

const TOKEN = 'admin-token-for-tests';
const APPROVER = 'U024BE7LH';
const SETTINGS = { ...DEFAULT_POLICY.defaults, note: 'masked_copy' } as const;
const POLICY: Partial<Policy> = {
  entries: [
    {
      name: 'later',
      match: { tag: ['later'] },
      action: undefined,
      settings: { ...SETTINGS, when: { kind: 'on_close', longestMs: 3_600_000 } },
    },
    { name: 'gone', match: { tag: ['gone'] }, action: 'delete', settings: SETTINGS },
  ],
  defaults: SETTINGS,
};

testOnEachStore('no canary is left anywhere', async (context, database, backend) => {
  const world = await aWorld(context, {
    database,
    policy: POLICY,
    env: {
      ADMIN_TOKEN: TOKEN,
      SLACK_APPROVERS: APPROVER,
      INTERCOM_ADMIN_ID: '7714206',
      SWEEP_EVERY: '500ms',
    },
  });
  const answers: string[] = [];

  await playEverything(world);
  answers.push(...(await playByHand(world)), ...(await playRequests(world)), ...(await playCommands(world)));
  for (const path of ['/metrics', '/readyz', '/healthz', '/nowhere']) answers.push(await textOf(world, path));
  answers.push(await textOf(world, '/webhooks/intercom', { method: 'POST', body: BODY }));
  const tables = database.databaseUrl ? await everyRow(database.databaseUrl) : '';
  await world.app.stop();

  assert.ok(world.slack.calls.length > 0 && world.logged.length > 10, 'something was sent and logged');
  assertClean('the log', world.logged.join('\n'));
  assertClean('what was sent to Slack', JSON.stringify(world.slack.calls));
  assertClean('the answers', answers.join('\n'));
  assertClean('the tables', tables);
  const files = everyFile(database.dataDir);
  assert.ok(backend === 'postgres' || files.length > 1_000_000, 'there are files to look into');
  for (const [name, canary] of Object.entries(CANARIES)) {
    assert.ok(!files.includes(Buffer.from(canary)), `${name} is in the data directory`);
  }
});

async function playEverything(world: World): Promise<void> {
  const { intercom } = world;
  const attachments = [{ name: CANARIES.file }];
  const redacted = intercom.seedConversation({
    title: `${CANARIES.subject} ${CANARIES.spacedCard}`,
    source: {
      author: AUTHOR,
      subject: `${CANARIES.subject} ${CANARIES.spacedCard}`,
      body: BODY,
      attachments,
    },
    parts: [{ author: AUTHOR, body: BODY, attachments }],
  });
  intercom.refuseRedaction('7001');
  intercom.addPart(redacted.id, { id: '7001', author: AUTHOR, body: BODY });
  const errors = [{ code: CANARIES.faultText, message: CANARIES.faultText }];
  const body = { type: 'error.list', errors };
  intercom.faults.add({
    kind: 'status',
    status: 422,
    body,
    times: 1,
    match: { path: '/conversations/redact' },
  });
  intercom.addPart(redacted.id, { id: '7002', author: AUTHOR, body: BODY });
  intercom.faults.add({ kind: 'status', status: 500, body: CANARIES.faultText, times: 1 });
  intercom.seedTicket({ attributes: { _default_title_: BODY }, parts: [{ author: AUTHOR, body: BODY }] });
  await intercom.idle();
  await until(() => world.slack.messages.length >= 2, 'the cards');
  await sleep(1_500);
}

const LONG_MS = 20_000;

/** A masked copy, what waits for the close, a legal hold, an exception, and what people do in Intercom. */
async function playByHand(world: World): Promise<readonly string[]> {
  const { intercom } = world;
  const say = (tags: readonly string[]) => {
    const { id } = intercom.seedConversation({ source: { author: AUTHOR, body: '<p>Hello</p>' }, tags });
    return { id, part: intercom.addPart(id, { author: AUTHOR, body: BODY }) };
  };
  const [plain, held, later, gone, kept] = [
    say([]),
    say(['legal-hold']),
    say(['later']),
    say(['gone']),
    say(['gone']),
  ];
  await untilRedacted(world, plain.id, plain.part.id, LONG_MS);
  const notes = intercom.conversation(plain.id)?.parts.filter(({ partType }) => partType === 'note') ?? [];
  assert.ok(
    notes.length === 1 && notes[0]?.body?.includes(CANARIES.words),
    'the masked copy holds the words',
  );
  assert.doesNotMatch(notes[0]?.body ?? '', /4242424242|C4nary/, 'and no value');
  intercom.addPart(later.id, { author: 'admin', partType: 'close' });
  await untilRedacted(world, later.id, later.part.id, LONG_MS);
  const answers = [
    await answerApproval(world, gone.id, 'approve'),
    await answerApproval(world, kept.id, 'refuse'),
  ];
  await until(() => intercom.conversation(gone.id) === undefined, 'the deletion', LONG_MS);
  assert.equal(isRedacted(world, held.id, held.part.id), false);
  const exception = { text: BODY.replace(/, my .*/, ''), owner: APPROVER, reason: 'own_value', days: 3 };
  answers.push(await asked(world, '/admin/exceptions', exception));
  assert.match(answers.at(-1) ?? '', /payment_card/);
  intercom.redactMessage(held.id, held.part.id);
  intercom.deleteConversation(kept.id);
  await intercom.idle();
  return answers;
}

/** Requests that are wrong with what somebody wrote, as keys and as values; and what can be asked. */
async function playRequests(world: World): Promise<readonly string[]> {
  const { words, name, email, password } = CANARIES;
  const wrong: readonly (readonly [path: string, body: object])[] = [
    ['approvals', { [words]: 1, conversation_id: '1', by: APPROVER }],
    ['approvals', { conversation_id: email, by: words }],
    ['approvals', { conversation_id: words, by: APPROVER }],
    ['approvals', { conversation_id: '1', by: words }],
    ['approvals', { conversation_id: '1', by: name }],
    [`approvals/${words}`, { verdict: 'approve', by: APPROVER }],
    ['approvals/1', { verdict: password, by: words }],
    [`approvals/${encodeURIComponent(BODY)}`, { verdict: 'approve', by: APPROVER, [BODY]: BODY }],
    ['exceptions', { text: BODY, owner: APPROVER, reason: 'own_value', days: 3, [email]: 1 }],
    ['exceptions', { text: BODY, owner: words, reason: 'own_value', days: 3 }],
    ['exceptions', { text: BODY, owner: APPROVER, reason: words, days: words }],
    ['exceptions', { text: BODY, owner: APPROVER, reason: 'own_value', days: 3 }],
    ['backfills', { since: words, rule: email, team: name, [words]: 1 }],
    ['backfills/1', { action: words }],
    [`findings/${words}/retry`, { by: email, [words]: 1 }],
    [`findings/${words}/dismiss`, { by: email, reason: words, days: words, [words]: 1 }],
    [`findings/${words}/dismiss`, { by: APPROVER, reason: 'published' }],
    [words, { [words]: words }],
  ];
  const answers: string[] = [];
  for (const [path, body] of wrong) {
    const answer = await asked(world, `/admin/${path}`, body);
    assert.doesNotMatch(answer, /^20\d/, path);
    answers.push(answer);
  }
  for (const path of [`findings?state=${words}&${words}=1&limit=${words}`, `audit?after=${words}`])
    answers.push(await asked(world, `/admin/${path}`));
  for (const path of [
    'approvals',
    'exceptions',
    'findings',
    'audit',
    'backfills',
    'sweeps',
    'jobs',
    'status',
  ])
    answers.push(await asked(world, `/admin/${path}`));
  return answers;
}

async function playCommands({ app }: World): Promise<readonly string[]> {
  const { words, email, card } = CANARIES;
  const said: string[] = [];
  for (const command of [approveCommand, refuseCommand, deleteCommand]) {
    for (const [id, by] of [
      [words, APPROVER],
      [email, email],
      [card.slice(0, 4), words],
    ] as const) {
      const io = memoryIo('', { ADMIN_TOKEN: TOKEN });
      assert.equal(await command([id, '--as', by, '--url', app.url], io), 1);
      said.push(io.out(), io.err());
    }
  }
  return said;
}

async function answerApproval(world: World, conversationId: string, verdict: string): Promise<string> {
  let id: string | undefined;
  await until(
    async () => {
      const { approvals } = JSON.parse((await asked(world, '/admin/approvals')).slice(4)) as {
        approvals: readonly { readonly id: string; readonly conversation_id: string }[];
      };
      id = approvals.find((one) => one.conversation_id === conversationId)?.id;
      return id !== undefined;
    },
    'the request',
    LONG_MS,
  );
  return asked(world, `/admin/approvals/${id}`, { verdict, by: APPROVER });
}

/** Status and body. */
async function asked({ app }: World, path: string, body?: object): Promise<string> {
  const response = await fetch(app.url + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return `${response.status} ${await response.text()}`;
}

async function textOf({ app }: World, path: string, init?: RequestInit): Promise<string> {
  const response = await fetch(app.url + path, init);
  return `${[...response.headers].join('\n')}\n${await response.text()}`;
}

async function everyRow(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname like 'redactor%'`,
  );
  const all: unknown[] = [];
  for (const { name } of tables) all.push((await client.query(`select * from ${name}`)).rows);
  await client.end();
  assert.ok(JSON.stringify(all).includes('payment_card'), 'the findings are among the rows');
  return JSON.stringify(all);
}

function everyFile(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

function assertClean(where: string, text: string): void {
  for (const [name, canary] of Object.entries(CANARIES))
    assert.ok(!text.includes(canary), `${name} is in ${where}`);
}
