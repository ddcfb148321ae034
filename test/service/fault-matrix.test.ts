// Each passing fault at each call that the service makes: once it is over, every message is redacted and every approved
// conversation deleted, and each note is written, once; nobody is told of anything but the deletion. A second redaction
// or deletion could not take effect: Intercom refuses it.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Fault } from '../../src/emulator/intercom/http/faults.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { until } from '../support/until.ts';
import { aWorld, CARD, isRedacted, untilCards, type World } from './world.ts';

const TOKEN = 'admin-token-for-tests';
const APPROVER = 'U024BE7LH';
const COPY = 'copy';
const ERASE = 'erase';
const { when, note, unredactable, retainMetrics } = DEFAULT_POLICY.defaults;
const settings = { when, note, unredactable, retainMetrics };

const FAULTS: Readonly<Record<string, Fault>> = {
  'status 500': { kind: 'status', status: 500 },
  'status 503': { kind: 'status', status: 503 },
  'status 408': { kind: 'status', status: 408 },
  'not JSON': { kind: 'not_json' },
  'not JSON after the effect': { kind: 'not_json', afterEffect: true },
  'a lost answer': { kind: 'lost_answer' },
  'a reset': { kind: 'reset' },
  'no answer': { kind: 'hang' },
  'a delay': { kind: 'delay', ms: 400 },
};

/** Where the fault strikes: every call of the service but `/me`, each the first time. */
const CALLS: Readonly<Record<string, { readonly method: string; readonly path: RegExp }>> = {
  redact: { method: 'POST', path: /\/conversations\/redact$/ },
  read: { method: 'GET', path: /^\/conversations\/\d+$/ },
  note: { method: 'POST', path: /\/reply$/ },
  'side conversations': { method: 'GET', path: /\/side_conversations/ },
  delete: { method: 'DELETE', path: /^\/conversations\/\d+/ },
  'deleted list': { method: 'GET', path: /\/conversations\/deleted/ },
};

for (const [faultName, fault] of Object.entries(FAULTS)) {
  test(`${faultName} at each call passes without a trace`, async (context) => {
    const world = await aPlace(context);
    for (const match of Object.values(CALLS)) world.intercom.faults.add({ ...fault, match, times: 1 });

    const started = startAll(world);
    await approveAll(world, started.erased);

    for (const [name, conversationId, messageId] of started.redacted) {
      await until(() => isRedacted(world, conversationId, messageId), `${name}`, 30_000);
    }
    await until(() => world.intercom.conversation(started.erased) === undefined, 'the deletion', 30_000);
    await until(() => /Conversation deleted/.test(world.slack.messages[0]?.text ?? ''), 'the card', 30_000);
    await world.intercom.idle();
    const notes = world.intercom
      .conversation(started.copied)
      ?.parts.filter((part) => part.partType === 'note');
    assert.equal(notes?.length, 1, 'one note');
    assert.equal(world.intercom.deletions.length, 1, 'one deletion');
    assert.equal(world.slack.messages.length, 1, 'one card');
    for (const [name, match] of Object.entries(CALLS)) {
      const met = world.intercom.calls.some(
        ({ method, path }) => method === match.method && match.path.test(path),
      );
      assert.ok(met, `the call ${name} was made`);
    }
  });
}

function aPlace(context: TestContext): Promise<World> {
  return aWorld(context, {
    policy: {
      entries: [
        {
          name: 'copies',
          match: { tag: [COPY] },
          action: undefined,
          settings: { ...settings, note: 'masked_copy' },
        },
        {
          name: 'deletions',
          match: { tag: [ERASE] },
          action: undefined,
          settings: { ...settings, unredactable: 'request_delete' },
        },
      ],
    },
    env: { ADMIN_TOKEN: TOKEN, SLACK_APPROVERS: APPROVER, INTERCOM_ADMIN_ID: '7714206' },
  });
}

interface Started {
  readonly redacted: readonly (readonly [name: string, conversationId: string, messageId: string])[];
  readonly copied: string;
  readonly erased: string;
}

function startAll({ intercom }: World): Started {
  const plain = intercom.seedConversation({ source: { body: CARD } });
  const part = intercom.addPart(plain.id, { body: CARD });
  const copied = intercom.seedConversation({ tags: [COPY], source: { body: '<p>Hello</p>' } });
  const copy = intercom.addPart(copied.id, { body: CARD });
  const erased = intercom.seedConversation({ tags: [ERASE], source: { author: 'admin', body: CARD } });
  return {
    redacted: [
      ['a first message', plain.id, plain.source?.id ?? ''],
      ['a part', plain.id, part.id],
      ['a part with a copy', copied.id, copy.id],
    ],
    copied: copied.id,
    erased: erased.id,
  };
}

async function approveAll(world: World, conversationId: string): Promise<void> {
  await untilCards(world, 1);
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const address = `${world.app.url}/admin/approvals`;
  let approvalId: string | undefined;
  await until(
    async () => {
      const { approvals } = (await (await fetch(address, { headers })).json()) as {
        approvals: readonly { id: string; conversation_id: string; goes_with: object | null }[];
      };
      approvalId = approvals.find((one) => one.conversation_id === conversationId && one.goes_with)?.id;
      return approvalId !== undefined;
    },
    'the request',
    30_000,
  );
  const body = JSON.stringify({ verdict: 'approve', by: APPROVER });
  assert.equal((await fetch(`${address}/${approvalId}`, { method: 'POST', headers, body })).status, 200);
}
