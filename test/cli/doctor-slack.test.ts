// What the doctor says of Slack, one thing wrong at a time.

import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { slackLines } from '../../src/cli/doctor/check-slack.ts';
import type { Line } from '../../src/cli/doctor/line.ts';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackEmulatorOptions } from '../../src/emulator/slack-options.ts';
import { id } from '../support/builders.ts';
import { freePort } from '../support/free-port.ts';

interface Given {
  readonly slack?: SlackEmulatorOptions;
  readonly settings?: Partial<Parameters<typeof slackLines>[0]>;
  readonly notices?: Readonly<Record<string, string | undefined>>;
  readonly before?: (slack: SlackEmulator) => void;
}

const SCOPES = ['chat:write', 'commands', 'channels:history', 'channels:read', 'usergroups:read'];
const GROUP = { approverGroup: id('S0LEADS') };

async function examine(context: TestContext, given: Given): Promise<Readonly<Record<string, Line>>> {
  const slack = await createSlackEmulator({ scopes: SCOPES, ...given.slack });
  context.after(() => slack.close());
  given.before?.(slack);
  const lines = await slackLines({
    approvers: [id('U0ANA')],
    approverGroup: undefined,
    notices: {
      botToken: slack.token,
      signingSecret: '0123456789abcdef0123456789abcdef',
      appToken: undefined,
      channel: 'C0PRIVACY',
      apiUrl: slack.url,
      ...given.notices,
    },
    ...given.settings,
  });
  assert.deepEqual(slack.messages, []);
  return Object.fromEntries(lines.map((line) => [line.check, line]));
}

const WITHOUT = (scope: string) => ({ scopes: SCOPES.filter((one) => one !== scope) });
const FAULT = (method: string, error: string) => ({
  before: (slack: SlackEmulator) => slack.faults.add({ kind: 'error', error, method }),
});

type Row = readonly [what: string, given: Given, check: string, state: Line['state'], says: RegExp];
const TABLE: readonly Row[] = [
  [
    'a token that Slack refuses',
    { notices: { botToken: 'xoxb-no' } },
    'slack token',
    'fail',
    /invalid_auth[\s\S]*SLACK_BOT_TOKEN/,
  ],
  [
    'Slack down',
    FAULT('auth.test', 'internal_error'),
    'slack token',
    'fail',
    /server_error[\s\S]*Cards wait/,
  ],
  [
    'no permission to post',
    { slack: WITHOUT('chat:write') },
    'slack scopes',
    'fail',
    /chat:write is missing: it posts/,
  ],
  [
    'no permission for the command',
    { slack: WITHOUT('commands') },
    'slack scopes',
    'warn',
    /brings \/redactor[\s\S]*install the app again/,
  ],
  [
    'no permission to read back',
    { slack: WITHOUT('channels:history') },
    'slack scopes',
    'warn',
    /not posted twice/,
  ],
  [
    'permissions of either kind, where the kind of the channel is not known',
    { slack: { scopes: ['chat:write', 'commands'] } },
    'slack scopes',
    'warn',
    /^channels:history \(groups:history for a private channel\) is missing[^\n]*\nchannels:read \(groups:read [^\n]*\nAdd /,
  ],
  [
    'no permission to look at the channel',
    { slack: WITHOUT('channels:read') },
    'slack channel',
    'skipped',
    /channels:read/,
  ],
  [
    'a group that may not be read',
    { slack: WITHOUT('usergroups:read'), settings: GROUP },
    'slack scopes',
    'fail',
    /usergroups:read is missing/,
  ],
  [
    'an unknown channel',
    { notices: { channel: 'C0OTHER' } },
    'slack channel',
    'fail',
    /knows no channel[\s\S]*\/invite/,
  ],
  ['a channel by name', { notices: { channel: '#privacy' } }, 'slack channel', 'warn', /is a name/],
  [
    'an archived channel',
    { slack: { channels: [{ id: 'C0PRIVACY', name: 'privacy', archived: true }] } },
    'slack channel',
    'fail',
    /archived/,
  ],
  [
    'a channel without the app',
    { slack: { channels: [{ id: 'C0PRIVACY', name: 'privacy', member: false }] } },
    'slack channel',
    'fail',
    /not in it[\s\S]*\/invite/,
  ],
  [
    'a private channel',
    {
      slack: {
        channels: [{ id: 'C0PRIVACY', name: 'privacy', private: true }],
        scopes: ['chat:write', 'commands', 'groups:history', 'groups:read'],
      },
    },
    'slack channel',
    'ok',
    /a private channel/,
  ],
  [
    'a private channel, with permissions for public ones',
    {
      slack: {
        channels: [{ id: 'C0PRIVACY', name: 'privacy', private: true }],
        scopes: [...SCOPES, 'groups:read'],
      },
    },
    'slack scopes',
    'warn',
    /groups:history is missing/,
  ],
  [
    'a secret of another form',
    { notices: { signingSecret: 'secret' } },
    'slack signing secret',
    'warn',
    /SLACK_SIGNING_SECRET/,
  ],
  ['no approvers', { settings: { approvers: [] } }, 'slack approvers', 'warn', /nobody may delete/],
  [
    'approvers by name',
    { settings: { approvers: [id('ana'), id('U0ANA')] } },
    'slack approvers',
    'fail',
    /1 of 2/,
  ],
  [
    'an approver group',
    { settings: GROUP, slack: { userGroups: [{ id: 'S0LEADS', users: ['U0ANA'] }] } },
    'slack approver group',
    'ok',
    /^1 member\n/,
  ],
  [
    'an empty approver group',
    { settings: GROUP, slack: { userGroups: [{ id: 'S0LEADS', users: [] }] } },
    'slack approver group',
    'warn',
    /no members/,
  ],
  ['an unknown approver group', { settings: GROUP }, 'slack approver group', 'fail', /no user group/],
  [
    'an approver group on a free plan',
    { settings: GROUP, slack: { freePlan: true } },
    'slack approver group',
    'fail',
    /plan has no user groups/,
  ],
  ['an app token', { notices: { appToken: 'xapp-emulator' } }, 'slack socket', 'ok', /opens a socket/],
  [
    'an app token that Slack refuses',
    { notices: { appToken: 'xapp-no' } },
    'slack socket',
    'fail',
    /invalid_auth[\s\S]*connections:write/,
  ],
  [
    'too many requests',
    FAULT('conversations.info', 'ratelimited'),
    'slack limits',
    'warn',
    /asks this app to wait/,
  ],
];

describe('the doctor on Slack', () => {
  for (const [what, given, check, state, says] of TABLE) {
    it(`with ${what} says so: ${check} ${state}`, async (context) => {
      const lines = await examine(context, given);

      const { reason = '', todo = '', ...line } = lines[check] ?? {};
      assert.deepEqual(line, { check, state });
      assert.match(`${reason}\n${todo}`, says);
      assert.ok(state === 'ok' || todo !== '');
    });
  }

  it('finds all well, and leaves out what is not set', async (context) => {
    const lines = Object.values(await examine(context, {}));

    assert.deepEqual(
      lines.map(({ check, state }) => [check, state]),
      ['token', 'scopes', 'channel', 'approvers', 'signing secret', 'limits'].map((one) => [
        `slack ${one}`,
        'ok',
      ]),
    );
  });

  it('never repeats what stands in place of Slack', async (context) => {
    const apiUrl = `http://127.0.0.1:${await freePort()}/api/`;
    const lines = await examine(context, { notices: { apiUrl } });
    const odd = await examine(context, FAULT('auth.test', 'CANARY 4111 1111 1111 1111'));

    assert.equal(lines['slack token']?.reason, 'auth.test: network');
    assert.equal(odd['slack token']?.reason, 'auth.test: unknown');
  });
});
