// `/redactor` through the whole service, as Slack delivers it: signed over HTTP, and over a socket.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.ts';
import { aConversation, aWorld, CARD, isRedacted, untilRedacted, type World } from './world.ts';

const APPROVER = 'U0APPROVER';
const ANN = 'U0ANN';
const RULE = 'payment_card.number';
const env = { SLACK_APPROVERS: APPROVER, ADMIN_TOKEN: 'admin-token-for-tests' };

const WAYS = ['http', 'socket'] as const;
for (const way of WAYS) {
  test(`a rule is paused and resumed with a command over ${way}`, async (context) => {
    const world = await aWorld(context, {
      env: { ...env, ...(way === 'socket' ? { SLACK_APP_TOKEN: 'xapp-emulator' } : {}) },
    });
    if (way === 'socket') await until(() => world.slack.sockets.connections === 1, 'the socket');
    const say = speaker(world, way);
    const conversationId = aConversation(world);

    assert.match(
      await say('pause payment_card.nummer 2h', APPROVER),
      /Did you mean `payment_card\.number`\?/,
    );
    assert.match(await say(`pause ${RULE} 2h`, ANN), /Only approvers may do this, and you are not/);
    assert.match(await say(`pause ${RULE} 2h`, APPROVER), /`payment_card\.number` is paused until <!date\^/);
    const left = world.intercom.addPart(conversationId, { body: CARD });
    await world.intercom.idle();
    await sleep(300);
    assert.equal(isRedacted(world, conversationId, left.id), false);
    assert.match(
      await say('status', ANN),
      /1 paused\n• `payment_card\.number` paused until .* by <@U0APPROVER>/,
    );
    assert.match(await say(`why ${conversationId}`, ANN), /left in place[\s\S]*is paused until/);

    assert.match(await say(`resume ${RULE}`, APPROVER), /counts again/);
    const part = world.intercom.addPart(conversationId, { body: CARD });
    await untilRedacted(world, conversationId, part.id);
    assert.match(await say(`resume ${RULE}`, APPROVER), /is not paused/);
    assert.ok(world.slack.responses.every(({ user }) => user === APPROVER || user === ANN));
  });
}

test('status, open and why say how things stand, by ids and counts', async (context) => {
  const world = await aWorld(context, { env });
  const say = speaker(world, 'http');
  assert.match(await say('open', ANN), /Nothing is open/);
  assert.match(await say('status', ANN), /^:white_check_mark: \*All is well\*/);

  const stuck = aConversation(world);
  world.intercom.scopes.delete('write_conversations');
  world.intercom.addPart(stuck, { body: CARD });
  await until(() => world.slack.messages.length >= 1, 'a card');

  const workspace = world.intercom.appId;
  const link = `https://app.intercom.com/a/inbox/${workspace}/inbox/conversation/${stuck}`;
  assert.match(await say('status', ANN), /1 needs a permission/);
  assert.match(
    await say('open', ANN),
    new RegExp(`\\|conversation ${stuck}>: needs a permission, said <!date`),
  );
  const why = await say(`why ${link}`, ANN);
  assert.match(why, /`payment_card\.number` ×1 · needs a permission/);
  assert.match(why, /The permission “Write conversations” is missing/);
  assert.equal(await say(`why <${link}|a label>`, ANN), why);
  assert.match(await say('why 999999', ANN), /^Nothing is known of this conversation/);
  assert.match(await say(`why ${link.replace(workspace, 'another1')}`, ANN), /belongs to another workspace/);
});

test('what was typed is neither answered nor logged nor kept', async (context) => {
  const world = await aWorld(context, { env });
  const say = speaker(world, 'http');
  const canary = '4111111111111111';

  const answers = [
    await say(`why ${canary}`, ANN),
    await say(`why ana.canary@example.com`, ANN),
    await say(`pause ${canary}`, APPROVER),
    await say(`resume ${canary} 1h`, APPROVER),
    await say(`${canary} ana.canary@example.com`, ANN),
    await say(`pause ${canary}`, ANN),
  ];

  const audit = JSON.stringify(await pauses(world));
  const kept = [...answers, audit, ...world.logged, JSON.stringify(world.slack.responses)].join('\n');
  assert.equal(/4111|canary/i.test(kept), false);
  assert.match(answers[4] ?? '', /^There is no such command\.\n\*What can be asked\*/);
});

test('nobody of another workspace is answered, and nobody at all before Slack has said which is ours', async (context) => {
  const world = await aWorld(context, { env });
  const say = speaker(world, 'http');
  world.slack.faults.add({ kind: 'status', status: 500, method: 'auth.test' });

  assert.match(await say('status', ANN), /Slack has not said yet whose app this is/);
  world.slack.faults.clear();
  assert.match(await say('status', ANN, 'T0OTHER'), /people of its own workspace only/);
  assert.match(
    await say('pause payment_card.number', APPROVER, 'T0OTHER'),
    /people of its own workspace only/,
  );
  assert.match(await say('status', ANN), /\*Mode\* enforce/);
  assert.deepEqual(await pauses(world), []);
});

test('without approvers nobody may pause a rule', async (context) => {
  const world = await aWorld(context, { env: { ...env, SLACK_APPROVERS: '' } });

  const answer = await speaker(world, 'http')(`pause ${RULE}`, APPROVER);

  assert.match(answer, /there are none: whoever runs this service sets SLACK_APPROVERS/);
});

test('a command is acknowledged at once even where its answer cannot be delivered', async (context) => {
  const world = await aWorld(context, { env });
  world.slack.faults.add({ kind: 'hang', method: 'response_url' });
  const people = world.slack.connect({ eventsUrl: `${world.app.url}/slack/events`, signingSecret: SECRET });

  const { status, ms } = await people.command({ command: '/redactor', text: 'status', user: ANN });

  assert.equal(status, 200);
  assert.ok(ms < 1_000);
});

const SECRET = 'local-signing-secret';

/** Types a command and gives the text of the private answer. */
function speaker({ slack, app }: World, way: (typeof WAYS)[number]) {
  const people = slack.connect(
    way === 'socket' ? { socketMode: true } : { eventsUrl: `${app.url}/slack/events`, signingSecret: SECRET },
  );
  return async (text: string, user: string, team?: string): Promise<string> => {
    const before = slack.responses.length;
    const { status } = await people.command({ command: '/redactor', text, user, team });
    assert.equal(status, 200);
    await until(() => slack.responses.length > before, `the answer to ${text.split(' ')[0]}`);
    const response = slack.responses.at(-1);
    assert.equal(response?.responseType, 'ephemeral');
    return response?.text ?? '';
  };
}

async function pauses({ app }: World): Promise<readonly unknown[]> {
  const response = await fetch(`${app.url}/admin/pauses`, {
    headers: { authorization: `Bearer ${env.ADMIN_TOKEN}` },
  });
  return ((await response.json()) as { readonly pauses: readonly unknown[] }).pauses;
}
