import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { WebClient } from '@slack/web-api';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackEmulatorOptions } from '../../src/emulator/slack-options.ts';
import { createQuietLogger } from '../../src/slack/quiet-logger.ts';

let slack: SlackEmulator | undefined;
afterEach(() => slack?.close());

async function aClient(options: SlackEmulatorOptions = {}): Promise<WebClient> {
  slack = await createSlackEmulator(options);
  const quiet = { retryConfig: { retries: 0 }, logger: createQuietLogger() };
  return new WebClient(slack.token, { slackApiUrl: slack.url, ...quiet });
}

function code(expected: string) {
  return { message: `An API error occurred: ${expected}` };
}

describe('the local Slack knows', () => {
  it('whose token it is', async () => {
    const client = await aClient();

    const { team_id, team, bot_id, user_id } = await client.auth.test();

    assert.deepEqual(
      [team_id, team, bot_id, user_id],
      ['T0EMULATOR', 'Emulator', 'B0EMULATOR', 'U0EMULATOR'],
    );
  });

  it('whether the bot is in a channel, and whether it is archived', async () => {
    const client = await aClient({
      channels: [
        { id: 'C0IN', name: 'in' },
        { id: 'C0OUT', name: 'out', member: false, archived: true },
        { id: 'G0OUT', name: 'secret', private: true, member: false },
      ],
    });

    const inside = await client.conversations.info({ channel: 'C0IN' });
    const outside = await client.conversations.info({ channel: 'C0OUT' });

    assert.deepEqual([inside.channel?.is_member, inside.channel?.is_archived], [true, false]);
    assert.deepEqual([outside.channel?.is_member, outside.channel?.is_archived], [false, true]);
    await assert.rejects(client.conversations.info({ channel: 'G0OUT' }), code('channel_not_found'));
  });

  it('who is in a user group', async () => {
    const client = await aClient({ userGroups: [{ id: 'S0LEADS', users: ['U0ANN', 'U0BEN'] }] });

    const { users } = await client.usergroups.users.list({ usergroup: 'S0LEADS' });

    assert.deepEqual(users, ['U0ANN', 'U0BEN']);
    await assert.rejects(client.usergroups.users.list({ usergroup: 'S0NONE' }), code('no_such_subteam'));
  });

  it('that a free plan has no user groups', async () => {
    const client = await aClient({ freePlan: true });

    await assert.rejects(
      client.usergroups.users.list({ usergroup: 'S0LEADS' }),
      code('plan_upgrade_required'),
    );
  });

  it('who is a guest, and who is from another workspace', async () => {
    const client = await aClient({
      people: [
        { id: 'U0ANN', name: 'ann' },
        { id: 'U0GUEST', guest: true },
        { id: 'U0OTHER', team: 'T0OTHER' },
      ],
    });

    const shown = await Promise.all(
      ['U0ANN', 'U0GUEST', 'U0OTHER'].map((user) => client.users.info({ user })),
    );

    assert.deepEqual(
      shown.map(({ user }) => [user?.name, user?.team_id, user?.is_restricted]),
      [
        ['ann', 'T0EMULATOR', false],
        ['u0guest', 'T0EMULATOR', true],
        ['u0other', 'T0OTHER', false],
      ],
    );
    await assert.rejects(client.users.info({ user: 'U0NOBODY' }), code('user_not_found'));
  });

  it('which scope each of these needs', async () => {
    const client = await aClient({ scopes: ['chat:write'] });
    const calls = [
      () => client.conversations.info({ channel: 'C0PRIVACY' }),
      () => client.usergroups.users.list({ usergroup: 'S0LEADS' }),
      () => client.users.info({ user: 'U0ANN' }),
    ];

    const needed: unknown[] = [];
    for (const call of calls) {
      await assert.rejects(call(), (error: { data?: { needed?: string } }) => {
        needed.push(error.data?.needed);
        return true;
      });
    }

    assert.deepEqual(needed, ['channels:read', 'usergroups:read', 'users:read']);
  });

  it('that the two tokens are for different things', async () => {
    const client = await aClient();
    const app = new WebClient(slack?.appToken, {
      slackApiUrl: slack?.url ?? '',
      logger: createQuietLogger(),
    });

    await assert.rejects(client.apps.connections.open(), code('not_allowed_token_type'));
    await assert.rejects(app.auth.test(), code('not_allowed_token_type'));
  });
});
