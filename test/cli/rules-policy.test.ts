// The policy in `redactor rules`: checked, explained, and its schema printed.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { rulesCommand } from '../../src/cli/rules.ts';
import { OWN_RULES_DIR } from '../../src/rule-set.ts';
import { aPack, aRule } from '../rules/a-rule.ts';
import { memoryIo } from './memory-io.ts';

const parent = mkdtempSync(join(tmpdir(), 'rules-'));
after(() => rmSync(parent, { recursive: true }));

/** Four rules for badges and one for locks, with a policy. */
function rulesWith(...policy: readonly string[]): string {
  const folder = mkdtempSync(join(parent, 'rules-'));
  const badge = (name: string, start: string, confidence: string) =>
    aRule({
      id: `badge.${name}`,
      pattern: `${start}\\d{4}`,
      confidence,
      examples: [`${start}1234`, `${start}2345`, `${start}3456`],
      counter_examples: [`${start}123`, `A${start}1234`, `${start}12345`],
    });
  const lock = { ...badge('lock', 'L', 'certain'), id: 'lock.number', kind: 'lock' };
  const names: readonly (readonly [string, string])[] = [
    ['one', 'O'],
    ['two', 'T'],
    ['three', 'H'],
    ['four', 'F'],
  ];
  const badges = names.map(([name, start]) => badge(name, start, 'likely'));
  writeFileSync(join(folder, 'badges.yaml'), aPack(...badges, lock).text);
  writeFileSync(join(folder, 'policy.yaml'), `${policy.join('\n')}\n`);
  return folder;
}

const POLICY = [
  'entries:',
  '  - name: agents-on-close',
  "    match: { author: [admin], team: ['12', '13'] }",
  '    when: on_close',
  '    at_most: 3d',
  '  - name: locks',
  '    match: { kind: [lock], channel: [email] }',
  '    action: ignore',
  '  - name: kept',
  '    match: { confidence: certain }',
  '    note: masked_copy',
  '    unredactable: request_delete',
  '    retain_metrics: false',
];

async function explained(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const io = memoryIo('', env);
  const code = await rulesCommand(['explain', '--rules', rulesWith(...POLICY), ...args], io);
  return { code, out: io.out().trimEnd().split('\n'), err: io.err() };
}

describe('redactor rules check, of the policy', () => {
  it('names what is wrong with file and line, after the rules, and exits with 2', async () => {
    const io = memoryIo();
    const folder = rulesWith('entries:', '  - name: one', '    match: { kind: [badges] }');

    assert.equal(await rulesCommand(['check', folder], io), 2);
    assert.match(io.err(), /^policy\.yaml:3: `badges` matches no kind\. To mend it: .*\n$/);
  });

  it('asks for an approver where a deletion is asked for', async () => {
    const folder = rulesWith(...POLICY);
    const able = { SLACK_APPROVERS: 'U024BE7LH', ADMIN_TOKEN_FILE: '/run/token', INTERCOM_ADMIN_ID: '12' };
    const [without, withAll, closed] = [
      memoryIo(),
      memoryIo('', able),
      memoryIo('', { ...able, ADMIN_TOKEN_FILE: '', NOTICES: 'log' }),
    ];

    assert.equal(await rulesCommand(['check', folder], without), 2);
    assert.match(
      without.err(),
      /^policy\.yaml:12: .*nobody may approve one.*SLACK_APPROVERS or SLACK_APPROVER_GROUP/m,
    );
    assert.equal(await rulesCommand(['check', folder], withAll), 0);
    assert.equal(await rulesCommand(['check', folder], closed), 2, 'the service would refuse it too');
  });

  it('asks for an author where a masked copy is asked for, as the service does', async () => {
    const folder = rulesWith(
      'defaults: { note: masked_copy }',
      'entries:',
      '  - name: a',
      '    match: { tag: [vip] }',
      '    note: masked_copy',
    );
    const [without, withOne] = [memoryIo(), memoryIo('', { INTERCOM_ADMIN_ID: '12' })];

    assert.equal(await rulesCommand(['check', folder], without), 2);
    assert.match(
      without.err(),
      /^policy\.yaml:1: .*INTERCOM_ADMIN_ID.*\npolicy\.yaml:5: .*INTERCOM_ADMIN_ID/,
    );
    assert.equal(await rulesCommand(['check', folder], withOne), 0);
  });

  it('finds nothing strange in a policy while a rule that it names is faulty', async () => {
    const io = memoryIo();
    const folder = rulesWith('entries: [{ name: one, match: { kind: [door] } }]');
    writeFileSync(
      join(folder, 'doors.yaml'),
      aPack(aRule({ id: 'door.number', kind: 'door', why: '' })).text,
    );

    assert.equal(await rulesCommand(['check', folder, '--json'], io), 2);
    const { problems } = JSON.parse(io.out());
    assert.deepEqual(
      problems.map(({ file }: { file: string }) => file),
      ['doors.yaml'],
    );
  });
});

describe('redactor rules explain', () => {
  const TABLE: readonly [args: readonly string[], lines: readonly string[]][] = [
    [
      ['--kind', 'badge', '--author', 'admin', '--team', '12'],
      ['badge (4 rules), likely: redact on close, after 3d at most', '  by the entry agents-on-close'],
    ],
    [
      ['--kind', 'badge', '--author', 'admin', '--team', '12', '--closed'],
      ['badge (4 rules), likely: redact now', '  by the entry agents-on-close'],
    ],
    [
      ['--kind', 'badge', '--kind', 'lock', '--author', 'admin', '--team', '12', '--closed'],
      [
        'badge (4 rules), likely: redact now',
        '  by the entry agents-on-close',
        'lock.number, certain: redact now',
        '  by the entry agents-on-close',
      ],
    ],
    [
      ['--rule', 'badge.two'],
      [
        'badge.two, likely: redact now',
        '  by the defaults',
        '  not by the entry agents-on-close: author is not admin',
        '  not by the entry locks: kind is not lock',
        '  not by the entry kept: confidence is not certain or surer',
      ],
    ],
    [
      ['--kind', 'badge', '--author', 'admin', '--team', '14', '--confidence', 'possible'],
      [
        'badge (4 rules), possible: report',
        '  by the defaults: it is less sure than likely',
        '  not by the entry agents-on-close: team is not 12 or 13',
        '  not by the entry locks: kind is not lock',
        '  not by the entry kept: confidence is not certain or surer',
      ],
    ],
    [
      ['--kind', 'lock', '--channel', 'email'],
      [
        'lock.number, certain: ignore',
        '  by the entry locks',
        '  not by the entry agents-on-close: author is not admin',
      ],
    ],
    [
      ['--kind', 'lock'],
      [
        'lock.number, certain: redact now; leave a masked copy; ask to delete the conversation where it cannot be redacted; metrics go with a deletion',
        '  by the entry kept',
        '  not by the entry agents-on-close: author is not admin',
        '  not by the entry locks: channel is not email',
      ],
    ],
    [
      ['--kind', 'badge', '--author', 'admin', '--team', '12', '--tag', 'vip', '--tag', 'legal-hold'],
      ['badge (4 rules), likely: report, held by the legal-hold tag', '  by the entry agents-on-close'],
    ],
  ];
  for (const [args, lines] of TABLE) {
    it(args.join(' '), async () => {
      const { code, out, err } = await explained(args);

      assert.equal(code, 0, err);
      assert.deepEqual(out, lines);
    });
  }

  it('says that contact data is reported only', async () => {
    const io = memoryIo();

    assert.equal(await rulesCommand(['explain', '--rule', 'email.address'], io), 0);
    assert.equal(
      io.out(),
      'email.address, certain: report\n  by the defaults: its kind is in `report_only`\n',
    );
  });

  it('refuses a team by name, and a kind that is none among others', async () => {
    const byName = await explained(['--kind', 'badge', '--team', 'abc']);
    const stranger = await explained(['--kind', 'badge', '--kind', 'locks']);

    assert.deepEqual([byName.code, byName.err], [2, '--team is the id of a team, which is a number.\n']);
    assert.equal(stranger.code, 2);
    assert.match(stranger.err, /No rule is of that kind/);
  });

  it('says what MODE=monitor does', async () => {
    const { out } = await explained(['--kind', 'badge', '--author', 'admin', '--team', '12'], {
      MODE: 'monitor',
    });

    assert.deepEqual(out, [
      'badge (4 rules), likely: report',
      '  by the entry agents-on-close, were it not for MODE=monitor',
    ]);
  });

  it('prints JSON', async () => {
    const { out } = await explained(['--json', '--kind', 'lock', '--channel', 'email']);

    assert.deepEqual(JSON.parse(out.join('')), {
      mode: 'enforce',
      explanations: [
        {
          rules: ['lock.number'],
          confidence: 'certain',
          decision: {
            action: 'ignore',
            when: { kind: 'now' },
            retainMetrics: true,
            note: 'none',
            unredactable: 'notify',
            held: false,
          },
          by: 'locks',
          passedOver: [{ entry: 'agents-on-close', because: 'author' }],
        },
      ],
    });
  });

  it('refuses what is no message, no rule or no policy with exit code 2', async () => {
    const CASES: readonly [args: readonly string[], why: RegExp][] = [
      [['--kind', 'badges'], /No rule is of that kind/],
      [['--rule', 'badge.one', '--kind', 'lock'], /No rule is of that kind/],
      [['--author', 'user'], /--author is one of contact, admin, bot, other/],
      [['--channel', 'messenger'], /--channel is one of conversation, email/],
      [['--confidence', 'sure'], /--confidence is one of certain/],
      [['--team', 'Tier 1'], /--team is the id of a team/],
      [['--admin', 'Kim S'], /--admin is the id of a teammate/],
      [['more'], /Say `check`/],
    ];
    for (const [args, why] of CASES) {
      const { code, err } = await explained(args);
      assert.equal(code, 2, args.join(' '));
      assert.match(err, why);
    }
    const io = memoryIo();
    assert.equal(await rulesCommand(['explain', '--rules', rulesWith('entries: x')], io), 2);
    assert.match(io.err(), /^policy\.yaml:1: `entries` is text, where a list belongs/);
    assert.equal(await rulesCommand(['list', '--kind', 'badge'], memoryIo()), 2);
  });
});

describe('redactor rules schema policy', () => {
  it('prints the schema that stands beside the policy', async () => {
    const io = memoryIo();

    assert.equal(await rulesCommand(['schema', 'policy'], io), 0);
    assert.equal(io.out(), readFileSync(join(OWN_RULES_DIR, 'policy.schema.json'), 'utf8'));
    assert.equal(await rulesCommand(['schema', 'rules'], memoryIo()), 2);
  });
});
