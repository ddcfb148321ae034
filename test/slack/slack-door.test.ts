import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import express, { type Express } from 'express';
import request from 'supertest';
import { createHttpReceiver } from '../../src/slack/http-receiver.ts';
import { createSlackDoor } from '../../src/slack/slack-door.ts';
import { createTracked } from '../../src/tracked.ts';

const SECRET = 'signing-secret';
const FORM = 'application/x-www-form-urlencoded';

const failed = async () => ({ kind: 'failed' }) as const;

interface Door {
  readonly app: Express;
  readonly logged: string[];
}

function aDoor(signingSecret = SECRET): Door {
  const logged: string[] = [];
  const log = (...line: string[]) => void logged.push(...line);
  const receiver = createHttpReceiver(signingSecret, log);
  createSlackDoor({
    receiver,
    desk: { press: failed, open: failed, opened: async () => undefined },
    tracked: createTracked(() => undefined),
    token: 'xoxb-test',
    apiUrl: 'http://127.0.0.1:9/api/',
    timeoutMs: 500,
    clock: () => new Date(),
    onError: () => logged.push('error'),
    log,
  });
  return { app: express().use(receiver.router), logged };
}

function aPress(actionId = 'open_in_intercom'): string {
  const payload = {
    type: 'block_actions',
    team: { id: 'T1', domain: 'acme' },
    user: { id: 'U1', team_id: 'T1' },
    api_app_id: 'A1',
    channel: { id: 'C1', name: 'privacy' },
    actions: [{ type: 'button', action_id: actionId, block_id: 'b1', action_ts: '1.1', value: 'CANARY' }],
    response_url: 'http://127.0.0.1:9/respond',
    trigger_id: '1.2.3',
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

interface Signing {
  readonly secret?: string;
  readonly ageSeconds?: number;
}

function post(app: Express, body: string, { secret = SECRET, ageSeconds = 0 }: Signing = {}, type = FORM) {
  const timestamp = Math.floor(Date.now() / 1000) - ageSeconds;
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return request(app)
    .post('/slack/events')
    .set('content-type', type)
    .set('x-slack-request-timestamp', String(timestamp))
    .set('x-slack-signature', `v0=${hash}`)
    .send(body);
}

describe('the door for Slack', () => {
  for (const actionId of ['open_in_intercom', 'one-that-nobody-knows']) {
    it(`acknowledges every press at once: ${actionId}`, async () => {
      const { app } = aDoor();
      const begun = Date.now();

      await post(app, aPress(actionId)).expect(200, '');

      assert.ok(Date.now() - begun < 1000);
    });
  }

  it('acknowledges the same press twice, since Slack may repeat it', async () => {
    const { app } = aDoor();

    await post(app, aPress()).expect(200);
    await post(app, aPress()).expect(200);
  });

  it('refuses another secret', async () => {
    await post(aDoor().app, aPress(), { secret: 'another' }).expect(401);
  });

  it('refuses a request that is older than five minutes', async () => {
    await post(aDoor().app, aPress(), { ageSeconds: 299 }).expect(200);
    await post(aDoor().app, aPress(), { ageSeconds: 302 }).expect(401);
  });

  it('refuses a request without a signature', async () => {
    await request(aDoor().app).post('/slack/events').type('form').send(aPress()).expect(401);
  });

  it('refuses a changed body', async () => {
    const { app } = aDoor();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const hash = createHmac('sha256', SECRET).update(`v0:${timestamp}:${aPress()}`).digest('hex');

    await request(app)
      .post('/slack/events')
      .type('form')
      .set('x-slack-request-timestamp', timestamp)
      .set('x-slack-signature', `v0=${hash}`)
      .send(`${aPress()}&more=1`)
      .expect(401);
  });

  it('refuses a body above 1 MB', async () => {
    await post(aDoor().app, `payload=${'x'.repeat(1_100_000)}`).expect(413);
  });

  it('answers the check of a request address', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });

    const answer = await post(aDoor().app, body, {}, 'application/json').expect(200);

    assert.deepEqual(answer.body, { challenge: 'abc' });
  });

  it('answers signed nonsense without falling over', async () => {
    const { app } = aDoor();

    const answers = await Promise.all(
      ['null', '[]', '"text"', '{', '7'].map((body) => post(app, body, {}, 'application/json')),
    );

    assert.ok(answers.every(({ status }) => status >= 400 && status <= 500));
    await post(app, aPress()).expect(200);
  });

  it('leaves other paths to the rest of the application', async () => {
    await request(aDoor().app).post('/elsewhere').expect(404);
    await request(aDoor().app).get('/slack/events').expect(404);
  });

  it('logs levels only, never what was sent', async () => {
    const { app, logged } = aDoor();

    await post(app, aPress());
    await post(app, aPress(), { secret: 'another' });

    assert.deepEqual(logged, ['warn']);
  });

  it('does not open with an empty secret', () => {
    assert.throws(() => aDoor(''), /signingSecret is required/);
  });
});
