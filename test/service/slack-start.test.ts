// The service starts and serves whatever Slack does; /readyz says how it is, and it mends by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';
import { aConversation, aWorld, CARD, untilRedacted, type World, type WorldOptions } from './world.ts';

interface SlackState {
  readonly state: string;
  readonly reason?: string;
  readonly token?: string;
  readonly team?: string;
  readonly socket?: string;
}

const SOCKET = { SLACK_APP_TOKEN: 'xapp-emulator' };

const STARTS: readonly (readonly [what: string, options: () => Promise<WorldOptions>, state: SlackState])[] =
  [
    [
      'with Slack out of reach',
      async () => ({ env: { SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/` } }),
      { state: 'degraded', reason: 'network', token: 'network' },
    ],
    [
      'with Slack out of reach, over a socket',
      async () => ({ env: { ...SOCKET, SLACK_API_URL: `http://127.0.0.1:${await freePort()}/api/` } }),
      { state: 'degraded', reason: 'network', token: 'network', socket: 'network' },
    ],
    [
      'with a token that Slack refuses',
      async () => ({ env: { SLACK_BOT_TOKEN: 'xoxb-another' } }),
      { state: 'degraded', reason: 'invalid_auth', token: 'invalid_auth' },
    ],
    [
      'with an app token that Slack refuses',
      async () => ({ env: { SLACK_APP_TOKEN: 'xapp-another' } }),
      {
        state: 'degraded',
        reason: 'socket: invalid_auth',
        token: 'ok',
        team: 'T0EMULATOR',
        socket: 'invalid_auth',
      },
    ],
    [
      'while Slack answers nothing',
      async () => ({ env: SOCKET, before: (_intercom, slack) => slack.faults.add({ kind: 'hang' }) }),
      { state: 'degraded', reason: 'timeout', token: 'timeout', socket: 'timeout' },
    ],
    [
      'with all well',
      async () => ({ env: SOCKET }),
      { state: 'ok', token: 'ok', team: 'T0EMULATOR', socket: 'ok' },
    ],
  ];
for (const [what, options, expected] of STARTS) {
  test(`the service starts ${what}, redacts, and says so`, async (context) => {
    const world = await aWorld(context, await options());

    const conversationId = aConversation(world);
    const part = world.intercom.addPart(conversationId, { body: CARD });
    await untilRedacted(world, conversationId, part.id);

    await until(
      async () => {
        const { ready, slack } = await readyz(world);
        return ready && JSON.stringify(inOrder(slack)) === JSON.stringify(inOrder(expected));
      },
      `/readyz to say ${JSON.stringify(expected)}`,
      15_000,
    );
  });
}

test('a socket that could not be opened at the start is opened when Slack is back', async (context) => {
  const world = await aWorld(context, {
    env: SOCKET,
    before: (_intercom, slack) =>
      slack.faults.add({ kind: 'status', status: 503, method: 'apps.connections.open', times: 2 }),
  });

  await until(() => world.slack.sockets.connections === 1, 'the socket', 10_000);

  // Over a socket nothing is taken by HTTP.
  const response = await fetch(`${world.app.url}/slack/events`, { method: 'POST', body: '{}' });
  assert.equal(response.status, 404);
  await world.app.stop();
  assert.equal(world.slack.sockets.connections, 0);
});

async function readyz({ app }: World): Promise<{ readonly ready: boolean; readonly slack: SlackState }> {
  const body = (await (await fetch(`${app.url}/readyz`)).json()) as {
    readonly ready: boolean;
    readonly checks: { readonly slack: SlackState & { readonly canFind?: boolean } };
  };
  return { ready: body.ready, slack: body.checks.slack };
}

function inOrder(state: SlackState): readonly (readonly [string, unknown])[] {
  return Object.entries(state).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

test('a press over the socket does what it does over HTTP', async (context) => {
  const world = await aWorld(context, { env: SOCKET });
  await until(() => world.slack.sockets.connections === 1, 'the socket');
  world.intercom.scopes.delete('write_conversations');
  const conversationId = aConversation(world);
  const part = world.intercom.addPart(conversationId, { body: CARD });
  await until(() => world.slack.messages.length === 1, 'the card');
  world.intercom.scopes.add('write_conversations');
  const [message] = world.slack.messages;
  assert.ok(message);

  const people = world.slack.connect({ socketMode: true });
  const { status } = await people.press({ message, actionId: 'retry', user: 'U0ANN' });

  assert.equal(status, 200);
  await untilRedacted(world, conversationId, part.id);
});
