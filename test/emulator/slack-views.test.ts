import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { WebClient } from '@slack/web-api';
import { createSlackEmulator, type SlackEmulator } from '../../src/emulator/slack.ts';
import type { SlackPeople } from '../../src/emulator/slack-people.ts';
import { createQuietLogger } from '../../src/slack/quiet-logger.ts';
import { aButton, aModal, plain } from './slack-app.ts';

const channel = 'C0PRIVACY';
const user = 'U0ANN';

let now = new Date('2026-03-05T14:00:00Z');
let slack: SlackEmulator;
let client: WebClient;
let people: SlackPeople;
let server: Server;
let answer: unknown;
let last = new URLSearchParams();
before(async () => {
  slack = await createSlackEmulator({ clock: () => now });
  client = new WebClient(slack.token, {
    slackApiUrl: slack.url,
    retryConfig: { retries: 0 },
    logger: createQuietLogger(),
  });
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    last = new URLSearchParams(Buffer.concat(chunks).toString());
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const eventsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  people = slack.connect({ eventsUrl, signingSecret: 'x' });
});
afterEach(() => {
  slack.reset();
  answer = '';
});
after(async () => {
  server.closeAllConnections();
  server.close();
  await slack.close();
});

function code(expected: string) {
  return { message: `An API error occurred: ${expected}` };
}

/** Of a press just made. */
async function aTrigger(): Promise<string> {
  const blocks = [{ type: 'actions', elements: [aButton('ask')] }];
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'x', blocks });
  await people.press({ user, message: { channel, ts }, actionId: 'ask' });
  return JSON.parse(last.get('payload') ?? '').trigger_id;
}

async function anOpenView() {
  const { view } = await client.views.open({ trigger_id: await aTrigger(), view: aModal() });
  return { id: view?.id ?? '', hash: view?.hash ?? '' };
}

const FILLED = { reason: 'law', digits: '4242' };

describe('views of the local Slack', () => {
  it('open once for a press', async () => {
    const trigger_id = await aTrigger();

    await client.views.open({ trigger_id, view: aModal() });

    assert.deepEqual(
      slack.views.map((view) => [view.user, view.standing, view.content.callback_id]),
      [[user, 'open', 'ask']],
    );
    await assert.rejects(client.views.open({ trigger_id, view: aModal() }), code('exchanged_trigger_id'));
  });

  it('open within three seconds', async () => {
    const trigger_id = await aTrigger();

    now = new Date(now.getTime() + 3001);

    await assert.rejects(client.views.open({ trigger_id, view: aModal() }), code('expired_trigger_id'));
    await assert.rejects(
      client.views.open({ trigger_id: 'made.up', view: aModal() }),
      code('invalid_trigger_id'),
    );
  });

  it('must be valid, and a wrong one does not use up the press', async () => {
    const trigger_id = await aTrigger();

    const wrong = { ...aModal(), title: plain('t'.repeat(25)) };

    await assert.rejects(client.views.open({ trigger_id, view: wrong }), code('invalid_arguments'));
    await client.views.open({ trigger_id, view: aModal() });
  });

  it('change by views.update while they are open and nobody else changed them', async () => {
    const { id, hash } = await anOpenView();
    const view = { ...aModal(), title: plain('Really?') };

    await client.views.update({ view_id: id, hash, view });

    assert.deepEqual(slack.views[0]?.content.title, plain('Really?'));
    await assert.rejects(client.views.update({ view_id: id, hash, view }), code('hash_conflict'));
    await people.closeView({ user, view: { id } });
    await assert.rejects(client.views.update({ view_id: id, view }), code('not_found'));
  });

  it('change, pile up and go by the answer to a submit', async () => {
    const view = await anOpenView();

    answer = { response_action: 'update', view: { ...aModal(), title: plain('Again') } };
    await people.submit({ user, view, values: FILLED });
    answer = { response_action: 'push', view: { ...aModal(), title: plain('On top') } };
    await people.submit({ user, view, values: FILLED });
    const titles = slack.views.map(({ content, standing }) => [content.title, standing]);
    answer = { response_action: 'clear' };
    await people.submit({ user, view, values: FILLED });

    assert.deepEqual(titles, [
      [plain('Again'), 'open'],
      [plain('On top'), 'open'],
    ]);
    assert.deepEqual(
      slack.views.map(({ standing }) => standing),
      ['submitted', 'submitted'],
    );
  });

  const troubles: readonly (readonly [string, unknown])[] = [
    ['errors at no input', { response_action: 'errors', errors: { nowhere: 'x' } }],
    ['errors without one', { response_action: 'errors', errors: {} }],
    ['a view that is wrong', { response_action: 'update', view: { type: 'modal' } }],
    ['something else', { response_action: 'dance' }],
  ];
  for (const [name, given] of troubles) {
    it(`fail loudly when the app answers ${name}`, async () => {
      const view = await anOpenView();
      answer = given;

      await assert.rejects(people.submit({ user, view, values: FILLED }), Error);

      assert.equal(slack.views[0]?.standing, 'open');
    });
  }
});
