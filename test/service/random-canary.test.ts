// Random personal data, put wherever anything comes in: none of it goes out again, to nobody and in no form. The last
// gate stays shut: what keeps the words in are the types, and they have to do without it.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Json } from '../../src/emulator/slack-state.ts';
import { randomFrom } from '../corpus/random.ts';
import { valueNamed } from '../corpus/values.ts';
import { until } from '../support/until.ts';
import {
  APPROVER,
  aFailedCard,
  aPressWorld,
  type Card,
  filled,
  openForm,
  type PressWorld,
  pressOf,
} from './press-world.ts';

/** Of the corpus, such as cannot stand anywhere by chance. */
const VALUES = ['card', 'iban', 'email', 'imei', 'vin'] as const;
const LETTERS = [...'bcdfghjklmnpqrstvwxz'];
const RUNS = 6;

interface Canary {
  readonly word: string;
  readonly value: string;
  /** Both, in a sentence by which rules know the value. */
  readonly said: string;
}

/** One way by which something comes in. */
type WayIn = (world: PressWorld, canary: Canary, card: Card) => Promise<unknown>;

const CARD_SAID = 'my card is 4111 1111 1111 1111';

const say = (world: PressWorld, seed: Parameters<PressWorld['intercom']['seedConversation']>[0]) => {
  const { id } = world.intercom.seedConversation({
    ...seed,
    source: { body: `<p>${CARD_SAID}</p>`, ...seed?.source },
  });
  return world.intercom.addPart(id, { body: `<p>Also ${CARD_SAID}</p>` });
};

const intercomFails = (
  status: number,
  write: (said: string) => string | Readonly<Record<string, unknown>>,
): WayIn => {
  return async (world, { said }) => {
    const match = { path: '/conversations/redact' };
    world.intercom.faults.add({ kind: 'status', status, body: write(said), match, times: 1 });
    say(world, {});
  };
};

/** As Slack would send it, were this in all that people and workspaces name. */
const named = (payload: Json, said: string): Json =>
  JSON.parse(
    JSON.stringify(payload, (key, value) =>
      ['name', 'username', 'user_name', 'team_domain', 'domain', 'channel_name', 'text'].includes(key) &&
      typeof value === 'string'
        ? said
        : value,
    ),
  );

const WAYS_IN: Readonly<Record<string, WayIn>> = {
  'what a contact says': async (world, { said }) => say(world, { source: { body: `<p>${said}</p>` } }),
  'what a teammate says first': async (world, { said }) =>
    say(world, { source: { author: 'admin', body: `<p>${said}, ${CARD_SAID}</p>` } }),
  'a name and an address': async (world, { said, word }) =>
    say(world, { source: { author: { type: 'user', name: said, email: `${word}@mail.example` } } }),
  'a subject and a title': async (world, { said }) => say(world, { title: said, source: { subject: said } }),
  'a file': async (world, { said }) =>
    say(world, {
      source: { attachments: [{ name: said }] },
      parts: [{ body: said, attachments: [{ name: said }] }],
    }),
  'a tag': async (world, { said }) => say(world, { tags: [said] }),
  'attributes of a conversation': async (world, { said }) =>
    say(world, { customAttributes: { [said]: said } }),
  'attributes of a ticket': async (world, { said }) =>
    world.intercom.seedTicket({ attributes: { [said]: said, _default_title_: `${said}, ${CARD_SAID}` } }),
  'a message that cannot be redacted': async (world, { said }) => {
    const { id } = world.intercom.seedConversation({ source: { body: '<p>Hello</p>' } });
    const messageId = `9${world.intercom.calls.length}`;
    world.intercom.refuseRedaction(messageId);
    world.intercom.addPart(id, { id: messageId, body: `<p>${said}, ${CARD_SAID}</p>` });
  },
  'an error of Intercom': intercomFails(400, (said) => ({
    type: said,
    request_id: said,
    errors: [{ code: said, message: said, field: said }],
  })),
  'an error of Intercom that is no JSON': intercomFails(422, (said) => said),
  'an error of Slack': async (world, { said }) => {
    world.slack.faults.add({ kind: 'error', error: said, method: 'chat.postMessage', times: 1 });
    say(world, {});
  },
  'names in a press': (world, { said }, card) =>
    openForm(world, pressOf(card, 'delete', { change: (payload) => named(payload, said) })),
  'a forged button': (world, { said }, card) => world.people.press(pressOf(card, 'snooze', { value: said })),
  'a field of a form': async (world, { said }, card) => {
    const view = await openForm(world, pressOf(card, 'delete'));
    const values = { ...filled('delete', card), ending: said.slice(0, 4) };
    const change = (payload: Json): Json =>
      JSON.parse(JSON.stringify(payload).replaceAll(`"${values.ending}"`, JSON.stringify(said)));
    return world.people.submit({ user: APPROVER, view, values, change });
  },
  'a choice that is none': async (world, { said }, card) => {
    const view = await openForm(world, pressOf(card, 'not_personal_data'));
    const change = (payload: Json): Json =>
      JSON.parse(JSON.stringify(payload).replaceAll('"false_alarm"', JSON.stringify(said)));
    return world.people.submit({ user: APPROVER, view, values: filled('not_personal_data', card), change });
  },
  'a command': (world, { said }) =>
    world.people.command({ command: '/redactor', text: said, user: APPROVER }),
  'a command about something': async (world, { said }) => {
    for (const command of ['why', 'pause', 'resume', 'open', 'status', 'help'])
      await world.people.command({ command: '/redactor', text: `${command} ${said}`, user: APPROVER });
  },
  'names in a command': (world, { said }) =>
    world.people.command({
      command: '/redactor',
      text: 'status',
      user: APPROVER,
      change: (form) => named({ ...(form as object), text: 'status' } as Json, said),
    }),
};

const canary: fc.Arbitrary<Canary> = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 12, maxLength: 12 }),
    fc.constantFrom(...VALUES),
  )
  .map(([word, name]) => {
    const value = valueNamed(name, randomFrom(word), 'en').text;
    return { word, value, said: `${word} my ${name} is ${value}` };
  });

/** What the service answered, where it was asked at once. */
function bodyOf(done: unknown): unknown {
  return typeof done === 'object' && done !== null && 'request' in done && 'body' in done
    ? done.body
    : undefined;
}

/** Listens as the fallback does, for everything that it is sent. */
async function aFallback(context: TestContext): Promise<{ readonly url: string; readonly heard: string[] }> {
  const heard: string[] = [];
  const server = createServer(async (request, response) => {
    for await (const chunk of request) heard.push(`${chunk}`);
    response.end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

test('random personal data at every way in is found at no way out', async (context) => {
  const fallback = await aFallback(context);
  const world = await aPressWorld(context, {
    env: { FALLBACK_WEBHOOK_URL: fallback.url, FALLBACK_WEBHOOK_SECRET: 'a-secret-for-the-fallback' },
  });
  const card = await aFailedCard(world);
  const put: Canary[] = [];
  const answers: unknown[] = [];
  const names = Object.keys(WAYS_IN);

  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(names, { minLength: names.length }),
      fc.array(canary, { minLength: names.length, maxLength: names.length }),
      async (ways, canaries) => {
        for (const [index, way] of ways.entries()) {
          const one = canaries[index] ?? assert.fail();
          put.push(one);
          answers.push(bodyOf(await WAYS_IN[way]?.(world, one, card)));
        }
        await world.intercom.idle();
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  world.slack.faults.add({ kind: 'error', error: 'invalid_auth' });
  say(world, { source: { body: `<p>${put[0]?.said}</p>` } });
  await until(() => fallback.heard.length > 0, 'the fallback', 30_000);
  await sleep(1_000);

  const out: Readonly<Record<string, unknown>> = {
    'calls to Slack': world.slack.calls,
    'answers to presses': answers,
    'private answers': [world.slack.responses, world.slack.ephemerals],
    forms: world.slack.views,
    'the fallback': fallback.heard,
    'calls to Intercom': world.intercom.calls,
    'the log': world.logged,
  };
  for (const [name, content] of Object.entries(out)) {
    const text = JSON.stringify(content);
    assert.ok(text.length > 200, `there is something in ${name}`);
    for (const { word, value } of put) {
      assert.ok(!text.includes(word), `${word} is in ${name}`);
      assert.ok(!text.includes(value), `${value} is in ${name}`);
    }
  }
  const metrics = await (await fetch(`${world.app.url}/metrics`)).text();
  assert.match(metrics, /^redactor_gate_total 0$/m);
});
