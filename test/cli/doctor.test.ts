import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { checkNode } from '../../src/cli/doctor/check-here.ts';
import { doctorCommand } from '../../src/cli/doctor.ts';
import { createIntercomEmulator, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import { lockDirectory } from '../../src/store/lock.ts';
import { freePort } from '../support/free-port.ts';
import { onePack } from '../support/one-pack.ts';
import { newDatabase } from '../support/stores.ts';
import { memoryIo } from './memory-io.ts';

interface Line {
  readonly check: string;
  readonly state: string;
  readonly reason: string;
  readonly todo?: string;
}

let intercom: IntercomEmulator;
let slack: SlackEmulator;
const folder = mkdtempSync(join(tmpdir(), 'redactor-doctor-'));
before(async () => {
  intercom = await createIntercomEmulator();
  slack = await createSlackEmulator();
});
beforeEach(() => {
  intercom.reset();
  slack.reset();
});
after(async () => {
  await intercom.close();
  await slack.close();
  rmSync(folder, { recursive: true });
});

function env(overrides: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return {
    INTERCOM_ACCESS_TOKEN: intercom.accessToken,
    INTERCOM_CLIENT_SECRET: 'secret',
    INTERCOM_API_URL: intercom.url,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
    SLACK_APPROVERS: 'U0ANA',
    SLACK_CHANNEL: 'C0PRIVACY',
    SLACK_API_URL: slack.url,
    DATA_DIR: folder,
    RULES_DIR: onePack(),
    ...overrides,
  };
}

interface Report {
  readonly code: number;
  readonly lines: Readonly<Record<string, Line>>;
  readonly states: Readonly<Record<string, string>>;
}

async function report(
  args: readonly string[] = [],
  overrides?: Readonly<Record<string, string>>,
): Promise<Report> {
  const io = memoryIo('', env(overrides));
  const code = await doctorCommand([...args, '--json'], io);
  const { checks }: { readonly checks: readonly Line[] } = JSON.parse(io.out());
  return {
    code,
    lines: Object.fromEntries(checks.map((line) => [line.check, line])),
    states: Object.fromEntries(checks.map(({ check, state }) => [check, state])),
  };
}

describe('redactor doctor', () => {
  it('finds all well, with a line for each', async () => {
    const io = memoryIo('', env());

    assert.equal(await doctorCommand([], io), 0);

    assert.deepEqual(
      io
        .out()
        .match(/^\S+ +\S+( \S+)*/gm)
        ?.map((line) => line.split(/ {2,}/).slice(0, 2).join(' ')),
      [
        'ok configuration',
        'ok node',
        'ok rules',
        'ok store',
        'ok intercom token',
        'ok intercom region',
        'ok intercom version',
        'ok read conversations',
        'skipped other permissions',
        'ok slack token',
        'ok slack scopes',
        'ok slack channel',
        'ok slack approvers',
        'ok slack signing secret',
        'ok slack limits',
      ],
    );
    assert.match(io.out(), /→ doctor --probe asks/);
  });

  it('probes what the token may do, and changes nothing', async () => {
    const conversation = intercom.seedConversation({ parts: [{ body: 'text' }] });

    const { code, states } = await report(['--probe']);

    assert.equal(code, 0);
    assert.deepEqual(new Set(Object.values(states)), new Set(['ok']));
    assert.equal('delete with metrics' in states && 'side conversations' in states, true);
    assert.deepEqual(intercom.conversation(conversation.id), conversation);
    assert.deepEqual(intercom.deletions, []);
  });

  const PERMISSIONS = [
    ['read_conversations', 'read conversations', 'fail', 'Read conversations'],
    ['write_conversations', 'redact', 'fail', 'Write conversations'],
    ['write_conversations', 'delete', 'warn', 'Write conversations'],
    ['read_tickets', 'read tickets', 'warn', 'Read tickets'],
    ['delete_conversations_and_metrics', 'delete with metrics', 'warn', 'Delete conversations and metrics'],
  ] as const;
  for (const [scope, check, state, box] of PERMISSIONS) {
    it(`names the box to tick for ${check} without ${scope}`, async () => {
      const reader = intercom.scopes.delete(scope);

      const { code, lines } = await report(['--probe']);

      assert.ok(reader);
      // Without the permission to read, nothing tells that the id to delete does not exist.
      assert.equal(lines[check]?.state, state);
      assert.equal(lines[check]?.reason, `the permission ${scope} is missing`);
      assert.match(lines[check]?.todo ?? '', new RegExp(`^Tick “${box}” in the Intercom Developer Hub`));
      assert.equal(code, scope.endsWith('_conversations') ? 1 : 0);
    });
  }

  it('asks for no deletion unless Intercom says that there is no such conversation', async () => {
    intercom.seedConversation({ id: '0' });

    const { states } = await report(['--probe']);

    assert.equal(states.delete, 'skipped');
    assert.equal(states['delete with metrics'], 'skipped');
    assert.deepEqual(
      intercom.calls.filter(({ method }) => method === 'DELETE'),
      [],
    );
  });

  it('says what is wrong with the token, the region and the version', async () => {
    const token = await report([], { INTERCOM_ACCESS_TOKEN: 'other' });
    const region = await report([], { INTERCOM_REGION: 'eu' });
    const unknown = await report([], { INTERCOM_API_VERSION: '9.9' });
    const old = await report(['--probe'], { INTERCOM_API_VERSION: '2.14' });
    const away = await report([], { INTERCOM_API_URL: `http://127.0.0.1:${await freePort()}` });

    assert.deepEqual([token.code, token.states['intercom token']], [1, 'fail']);
    assert.match(token.lines['intercom token']?.todo ?? '', /INTERCOM_ACCESS_TOKEN.*INTERCOM_REGION/);
    assert.equal(region.lines['intercom region']?.todo, 'Set INTERCOM_REGION=us.');
    assert.equal(unknown.lines['intercom version']?.reason, 'Intercom has no version 9.9');
    assert.equal(unknown.code, 1);
    assert.equal(
      old.lines['intercom version']?.reason,
      '2.14 lacks retain_metrics, deleted_list, side_conversations: asked of the version Unstable instead',
    );
    assert.deepEqual([old.code, old.states['deleted conversations']], [0, 'ok']);
    assert.equal(away.lines['intercom token']?.reason, 'Intercom cannot be reached (network)');
  });

  it('says how Slack is', async () => {
    const refused = await report([], { SLACK_BOT_TOKEN: 'xoxb-other' });
    const without = await report([], {
      NOTICES: 'log',
      SLACK_BOT_TOKEN: '',
      SLACK_SIGNING_SECRET: '',
      SLACK_CHANNEL: '',
    });

    assert.deepEqual([refused.code, refused.lines['slack token']?.reason], [1, 'auth.test: invalid_auth']);
    assert.deepEqual([without.code, without.states.slack], [0, 'warn']);
  });

  it('tells what is no Intercom and no Slack from what refuses a token', async () => {
    const portal = createServer(
      (_, response) => void response.setHeader('content-type', 'text/html').end('<p>'),
    ).listen(0);
    const { port } = portal.address() as AddressInfo;
    const elsewhere = {
      INTERCOM_API_URL: `http://127.0.0.1:${port}`,
      SLACK_API_URL: `http://127.0.0.1:${port}/`,
    };

    const { code, lines } = await report(['--probe'], elsewhere);
    portal.closeAllConnections();
    portal.close();

    assert.equal(code, 1);
    assert.match(lines['intercom token']?.reason ?? '', /is not the API of Intercom/);
    assert.match(lines['slack token']?.todo ?? '', /SLACK_API_URL/);
  });

  it('says whether INTERCOM_ADMIN_ID is a teammate, and that without Slack approvers need a token', async () => {
    const { id } = intercom.people.admin;

    const right = await report([], { INTERCOM_ADMIN_ID: id });
    const wrong = await report([], {
      INTERCOM_ADMIN_ID: '999',
      SLACK_APPROVERS: 'U024BE7LH',
      NOTICES: 'log',
    });

    assert.deepEqual([right.code, right.states['author of notes']], [0, 'ok']);
    assert.deepEqual(
      [wrong.code, wrong.states['author of notes'], wrong.states.approvals],
      [1, 'fail', 'warn'],
    );
    assert.match(wrong.lines['author of notes']?.todo ?? '', /GET \/admins/);
  });

  it('refuses a policy that the service would refuse', async () => {
    const RULES_DIR = onePack();
    writeFileSync(join(RULES_DIR, 'policy.yaml'), 'defaults: { note: masked_copy }\n');

    const { code, lines } = await report([], { RULES_DIR });

    assert.deepEqual([code, lines.rules?.reason], [1, '1 fault; the service would refuse to start']);
  });

  it('opens either store, but not one that a process has', async () => {
    const { dataDir } = await newDatabase('pglite');
    const { databaseUrl = '' } = await newDatabase('postgres');

    const embedded = await report([], { DATA_DIR: dataDir });
    const lock = lockDirectory(dataDir);
    const taken = await report([], { DATA_DIR: dataDir });
    lock.release();
    const postgres = await report([], { DATABASE_URL: databaseUrl });
    const missing = await report([], { DATABASE_URL: databaseUrl.replace(/\w+$/, 'none') });

    assert.equal(embedded.lines.store?.reason, 'the embedded store opens');
    assert.deepEqual([taken.code, taken.states.store], [0, 'skipped']);
    assert.equal(postgres.lines.store?.reason, 'PostgreSQL answers');
    assert.deepEqual([missing.code, missing.states.store], [1, 'fail']);
    assert.match(missing.lines.store?.reason ?? '', /has no database of this name/);
  });

  it('ends with 2 for a wrong configuration, and still checks what it can', async () => {
    const { code, lines, states } = await report([], { INTERCOM_ACCESS_TOKEN: '' });

    assert.equal(code, 2);
    assert.match(lines.configuration?.reason ?? '', /INTERCOM_ACCESS_TOKEN: is missing/);
    assert.deepEqual(
      [states.node, states.rules, states.store, states.intercom, states.slack],
      ['ok', 'ok', 'skipped', 'skipped', 'skipped'],
    );
  });

  it('asks for a Node that is new enough', () => {
    assert.equal(checkNode('24.15.0').state, 'ok');
    assert.equal(checkNode('25.0.0').state, 'ok');
    assert.equal(checkNode('24.14.9').state, 'fail');
    assert.equal(checkNode('20.20.0').state, 'fail');
  });
});
