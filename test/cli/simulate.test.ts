// Rules tried on history: what they would do, beside what the present ones would, and nothing else.

import assert from 'node:assert/strict';
import {
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { simulateCommand } from '../../src/cli/simulate.ts';
import { createIntercomEmulator, type IntercomEmulator, type PartSeed } from '../../src/emulator/intercom.ts';
import { OWN_RULES_DIR } from '../../src/rule-set.ts';
import type { Simulation } from '../../src/simulate/simulation.ts';
import { memoryIo } from './memory-io.ts';

const CARD = 'my card is 4111 1111 1111 1111';
const EMAIL = 'write to jo.doe@shop.example please';
const NOTE = '<p>their password: Tr0ub4dor3xQ</p>';
const VALUES = /4111|doe|Tr0ub/;
const DAY_MS = 86_400_000;

async function anIntercom(context: TestContext): Promise<IntercomEmulator> {
  const intercom = await createIntercomEmulator();
  context.after(() => intercom.close());
  return intercom;
}

function aConversation(
  intercom: IntercomEmulator,
  parts: readonly PartSeed[],
  {
    agoDays = 1,
    ...seed
  }: { readonly agoDays?: number; readonly teamAssigneeId?: number; readonly tags?: readonly string[] } = {},
): string {
  const createdAt = new Date(Date.now() - agoDays * DAY_MS);
  const { id } = intercom.seedConversation({ createdAt, quiet: true, ...seed });
  for (const part of parts) intercom.addPart(id, { createdAt, quiet: true, ...part });
  return id;
}

function aFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The product's rules without those on passwords, and with e-mail addresses redacted. */
function candidates(context: TestContext): string {
  const folder = join(aFolder(context), 'rules');
  cpSync(OWN_RULES_DIR, folder, { recursive: true });
  rmSync(join(folder, 'password.yaml'));
  const policy = readFileSync(join(folder, 'policy.yaml'), 'utf8');
  writeFileSync(join(folder, 'policy.yaml'), policy.replace(/^ {4}- email\n/m, ''));
  return folder;
}

async function run(intercom: IntercomEmulator, args: readonly string[], stopped?: AbortSignal) {
  const env = { INTERCOM_ACCESS_TOKEN: intercom.accessToken, INTERCOM_API_URL: intercom.url };
  const io = memoryIo('', env);
  const code = await simulateCommand(args, stopped ? { ...io, stopped } : io);
  return { code, out: io.out(), err: io.err() };
}

async function simulated(intercom: IntercomEmulator, ...args: readonly string[]): Promise<Simulation> {
  const { code, out, err } = await run(intercom, ['--since', '30d', '--json', ...args]);
  assert.equal(code, 0, err);
  return JSON.parse(out) as Simulation;
}

test('candidate rules are set beside the present ones, by shapes alone', async (context) => {
  const intercom = await anIntercom(context);
  const first = aConversation(intercom, [{ body: CARD }, { body: EMAIL }], { teamAssigneeId: 12 });
  aConversation(intercom, [{ body: NOTE, partType: 'note', author: 'admin' }]);
  const html = join(aFolder(context), 'page.html');

  const { code, out, err } = await run(intercom, [
    '--since',
    '30d',
    '--rules',
    candidates(context),
    '--html',
    html,
  ]);

  assert.equal(code, 0, err);
  assert.match(out, /^2 conversations, .* with \d messages\n\d+ rules, beside the present 725\n/);
  assert.match(out, / {2}redacted +2 +2\n/);
  assert.match(out, / {2}only reported +0 +1\n/);
  assert.match(
    out,
    new RegExp(`payment_card.number: 1 \\(1 redacted\\)\n +•••• 4-4-4-4 {2}once, as in ${first}\n`),
  );
  assert.match(out, /0 messages newly hit, 1 no longer hit\n {2}1 redacted instead of only reported\n/);
  assert.match(out, /password\.assigned: 1 no longer hit\n +•••• 12x/);
  assert.match(out, /takes some 2 calls to Intercom, 1 s or more/);
  const page = readFileSync(html, 'utf8');
  assert.match(page, /payment_card\.number/);
  assert.match(page, /•••• 4-4-4-4/);
  assert.doesNotMatch(page, /<script|src=|href=|https?:|url\(/);
  assert.doesNotMatch(out + err + page, VALUES);
});

test('nothing is changed, and nothing asked but for reading', async (context) => {
  const intercom = await anIntercom(context);
  aConversation(intercom, [{ body: CARD }]);

  await simulated(intercom);

  const asked = new Set(
    intercom.calls.map(({ method, path }) => `${method} ${path.replace(/\d{5,}/, 'ID')}`),
  );
  assert.deepEqual([...asked].sort(), ['GET /conversations/ID', 'GET /me', 'POST /conversations/search']);
});

test('what cannot be redacted, is held, or would end the conversation is told apart', async (context) => {
  const intercom = await anIntercom(context);
  const folder = candidates(context);
  const policy = readFileSync(join(folder, 'policy.yaml'), 'utf8');
  const entry =
    'entries:\n  - name: ends\n    match: { kind: [payment_card], author: [bot] }\n    action: delete\n';
  writeFileSync(join(folder, 'policy.yaml'), policy.replace('entries: []', entry));
  intercom.seedConversation({ quiet: true, source: { author: 'admin', body: CARD } });
  aConversation(intercom, [{ body: CARD }], { tags: ['legal-hold'] });
  aConversation(intercom, [{ body: CARD, author: 'bot' }]);

  const { candidate, present, difference } = await simulated(intercom, '--rules', folder);

  assert.deepEqual(candidate.tally.byEffect, { card: 1, hold: 1, ask_delete: 1 });
  assert.deepEqual(present?.tally.byEffect, { card: 1, hold: 1, redact: 1 });
  assert.deepEqual([candidate.tally.calls, present?.tally.calls], [4, 1]);
  assert.deepEqual(difference?.otherEffect, { 'redact to ask_delete': 1 });
});

test('only the team and the time that were asked for count', async (context) => {
  const intercom = await anIntercom(context);
  aConversation(intercom, [{ body: CARD }], { teamAssigneeId: 12 });
  aConversation(intercom, [{ body: CARD }], { teamAssigneeId: 13 });
  aConversation(intercom, [{ body: CARD }], { agoDays: 20, teamAssigneeId: 12 });

  const ofTeam = await simulated(intercom, '--team', '12');
  const ofPast = await simulated(intercom, '--until', '10d');

  assert.deepEqual([ofTeam.candidate.tally.byTeam, ofTeam.skipped], [{ 12: 2 }, 1]);
  assert.deepEqual([ofPast.candidate.tally.messages, ofPast.conversations, ofPast.skipped], [1, 1, 2]);
});

test('stopped in the middle it tells what it has, and goes on from there', async (context) => {
  const intercom = await anIntercom(context);
  const hit: { readonly id: string }[] = [];
  for (let number = 0; number < 1_700; number += 1) {
    const id = aConversation(intercom, number % 50 === 0 ? [{ body: CARD }] : [], {
      agoDays: 1 + number / 500,
    });
    if (number % 50 === 0) hit.push({ id });
  }
  const keep = join(aFolder(context), 'kept.json');
  const stopping = new AbortController();
  const args = ['--since', '30d', '--json', '--keep', keep];
  const timer = setInterval(() => {
    if (intercom.calls.length > 1_300) stopping.abort();
  }, 1);

  const before = await run(intercom, args, stopping.signal);
  clearInterval(timer);
  // What is said meanwhile, and in conversations that were read already, makes none of them count twice.
  for (const { id } of hit)
    intercom.addPart(id, { body: CARD, createdAt: new Date(Date.now() + 2_000), quiet: true });
  const callsBefore = intercom.calls.length;
  const after = await run(intercom, args);

  const [half, whole] = [before, after].map(({ out }) => JSON.parse(out) as Simulation);
  assert.deepEqual(
    [before.code, half?.isWhole, /the same command goes on/.test(before.err)],
    [1, false, true],
  );
  assert.ok((half?.conversations ?? 0) < 1_700);
  assert.deepEqual([after.code, whole?.isWhole, whole?.conversations], [0, true, 1_700]);
  assert.equal(whole?.candidate.tally.messages, 34);
  assert.ok(intercom.calls.length - callsBefore < 1_500, 'what was kept is not read again');
  const again = await run(intercom, args);
  assert.deepEqual([again.code, /is at its end: take it away/.test(again.err)], [2, true], again.err);
});

test('when Intercom refuses, what was seen until then and what to do are told', async (context) => {
  const intercom = await anIntercom(context);
  aConversation(intercom, [{ body: CARD }]);
  intercom.scopes.delete('read_conversations');

  const { code, out, err } = await run(intercom, ['--since', '30d', '--json']);

  assert.equal(code, 1);
  assert.equal((JSON.parse(out) as Simulation).isWhole, false);
  assert.match(err, /Intercom: the permission .* is missing\.\n→ Tick/);
});

test('what could not be read is told, makes it less than whole, and is read when it goes on', async (context) => {
  const intercom = await anIntercom(context);
  for (let number = 0; number < 3; number += 1) aConversation(intercom, [{ body: CARD }]);
  const keep = join(aFolder(context), 'kept.json');
  const args = ['--since', '30d', '--keep', keep];
  const match = { method: 'GET', path: /^\/conversations\/\d+/ } as const;
  const outage = intercom.faults.add({ kind: 'status', status: 400, match });

  const before = await run(intercom, args);
  outage.remove();
  const after = await run(intercom, [...args, '--json']);

  assert.equal(before.code, 1);
  assert.match(before.out, /\(not whole\)[\s\S]*3 conversations could not be read\./);
  assert.match(before.err, /3 conversations could not be read: the same command goes on/);
  const { isWhole, conversations, unread, candidate } = JSON.parse(after.out) as Simulation;
  assert.deepEqual(
    [after.code, isWhole, conversations, unread, candidate.tally.messages],
    [0, true, 3, [], 3],
    after.err,
  );
});

test('a kind may be called as something that every object has', async (context) => {
  const intercom = await anIntercom(context);
  aConversation(intercom, [{ body: 'ref ZZ-AB12CD' }]);
  const folder = candidates(context);
  const examples = ['a ZZ-AB12CD', 'b ZZ-AB12CE', 'c ZZ-AB12CF'].map((one) => `    - '${one}'\n`).join('');
  const counter = ['ZZ-AB12C', 'ZZ-', 'nothing'].map((one) => `    - '${one}'\n`).join('');
  writeFileSync(
    join(folder, 'odd.yaml'),
    `- id: constructor.zz\n  title: Odd\n  why: It is odd.\n  kind: constructor\n  pattern: ZZ-[A-Z0-9]{6}\n  boundary: token\n  keywords: ['ZZ-']\n  confidence: likely\n  examples:\n${examples}  counter_examples:\n${counter}  references: [https://odd.example/]\n`,
  );
  const html = join(aFolder(context), 'page.html');

  const { code, out, err } = await run(intercom, ['--since', '30d', '--rules', folder, '--html', html]);

  assert.equal(code, 0, err);
  assert.match(out, /messages by kind +these +present\n {2}constructor +1 +0\n/);
  assert.doesNotMatch(readFileSync(html, 'utf8'), /NaN|native code/);
});

test('a page is written where a link leads, and never over what is no file', async (context) => {
  const intercom = await anIntercom(context);
  const folder = aFolder(context);
  writeFileSync(join(folder, 'target.html'), 'old');
  symlinkSync(join(folder, 'target.html'), join(folder, 'link.html'));

  const linked = await run(intercom, ['--since', '1d', '--html', join(folder, 'link.html')]);
  const device = await run(intercom, ['--since', '1d', '--html', '/dev/null']);

  assert.deepEqual([linked.code, device.code], [0, 2], linked.err);
  assert.match(readFileSync(join(folder, 'target.html'), 'utf8'), /^<!doctype html>/);
  assert.ok(lstatSync(join(folder, 'link.html')).isSymbolicLink());
  assert.match(device.err, /is no file that can be replaced/);
  assert.deepEqual(readdirSync(folder).sort(), ['link.html', 'target.html']);
});

test('a kept file that was changed is refused', async (context) => {
  const intercom = await anIntercom(context);
  const keep = join(aFolder(context), 'kept.json');
  await run(intercom, ['--since', '30d', '--keep', keep]);
  const kept = JSON.parse(readFileSync(keep, 'utf8'));
  for (const change of [{ since: '<script>' }, { doneS: -5 }, { startedAt: 'x' }, { workspaceId: '<b>' }]) {
    writeFileSync(keep, JSON.stringify({ ...kept, simulation: { ...kept.simulation, ...change } }));

    const { code, err } = await run(intercom, ['--since', '30d', '--keep', keep]);

    assert.deepEqual([code, /holds no simulation/.test(err)], [2, true], JSON.stringify(change));
  }
});

test('wrong use is told what is wrong', async (context) => {
  const intercom = await anIntercom(context);
  const folder = aFolder(context);
  writeFileSync(join(folder, 'other.json'), '{}');
  for (const [args, problem] of [
    [[], /^Say how far back with --since/],
    [['--since', 'ever'], /^Say how far back with --since/],
    [['--since', '1d', '--until', '2d'], /^--until must be nearer/],
    [['--since', '1d', '--until', 'x'], /^--until takes a length/],
    [['--since', '1d', '--team', 'a b'], /^--team takes the id/],
    [['--since', '1d', '--html', folder], /is a folder, not a file/],
    [['--since', '1d', '--html', ''], /take the name of a file/],
    [['--since', '1d', '--html', join(folder, 'x'), '--keep', join(folder, 'x')], /name the same file/],
    [['--since', '1d', '--html', '/dev/null/x/page.html'], /cannot be written/],
    [['--since', '1d', '--keep', join(folder, 'other.json')], /holds no simulation/],
    [['--explode'], /^There is no option --explode/],
  ] as const) {
    const { code, out, err } = await run(intercom, args);
    assert.deepEqual([code, out, problem.test(err)], [2, '', true], err);
  }
  await assert.rejects(
    run(intercom, ['--since', '1d', '--rules', join(folder, 'none')]),
    /none are refused:\n/,
  );
  const io = memoryIo('', {});
  await assert.rejects(
    async () => simulateCommand(['--since', '1d'], io),
    /INTERCOM_ACCESS_TOKEN: is missing/,
  );
});
