// Nothing that a person wrote, and nobody's name or address, may be found anywhere afterwards: not in the store's
// files, not in the log, the metrics or the answers, and not in anything that was sent to Slack.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { testOnEachStore } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { aWorld, type World } from './world.ts';

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

testOnEachStore('no canary is left anywhere', async (context, database, backend) => {
  const world = await aWorld(context, { database });
  const answers: string[] = [];

  await playEverything(world);
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
