// A real process, a real kill -9, while one request to Intercom is under way: before it took effect, and after it did
// and nobody heard. The next start finishes what was begun, once, and tells it in one card at most.

import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseConfig } from '../../src/store/database.ts';
import { freePort } from '../support/free-port.ts';
import { onePack } from '../support/one-pack.ts';
import { type Backend, newDatabase } from '../support/stores.ts';
import { until } from '../support/until.ts';
import {
  killService,
  type ServiceProcess,
  type Surroundings,
  someSurroundings,
  stopService,
} from './service-process.ts';
import { CARD } from './world.ts';

const TOKEN = 'admin-token-for-tests';
const APPROVER = 'U024BE7LH';
const RULES_DIR = onePack('defaults: { note: masked_copy, unredactable: request_delete }\n');

interface Row {
  readonly method: string;
  readonly path: RegExp;
  readonly tell: (surroundings: Surroundings, service: ServiceProcess) => Promise<Told>;
  readonly stores: readonly Backend[];
}

interface Told {
  /** What the next process shows once all is done. */
  readonly ended: (next: ServiceProcess) => boolean;
  readonly check: () => void;
}

/** The requests that change something. */
const CALLS: Readonly<Record<string, Row>> = {
  'writing the note': { method: 'POST', path: /\/reply$/, tell: redaction, stores: ['pglite'] },
  'the redaction, with its note written': {
    method: 'POST',
    path: /\/conversations\/redact$/,
    tell: redaction,
    stores: ['pglite'],
  },
  'the deletion, with its place claimed': {
    method: 'DELETE',
    path: /^\/conversations\/\d+$/,
    tell: deletion,
    stores: ['pglite', 'postgres'],
  },
};

describe('kill -9', { concurrency: 2 }, () => {
  for (const [name, row] of Object.entries(CALLS)) {
    for (const afterEffect of [false, true]) {
      const moment = afterEffect ? 'after it took effect and before the answer' : 'before it took effect';
      for (const backend of row.stores) {
        test(`at ${name}, ${moment}: all of it ends once (${backend})`, async (context) => {
          await killAt(await withPolicy(context, await newDatabase(backend)), row, afterEffect);
        });
      }
    }
  }
});

async function killAt(surroundings: Surroundings, row: Row, afterEffect: boolean): Promise<void> {
  const { intercom, start } = surroundings;
  const { method, path, tell } = row;
  const port = await freePort();
  const first = await start(port);
  await intercom.connectWebhook(`${first.url}/webhooks/intercom`);
  const fault = intercom.faults.add({ kind: 'hang', afterEffect, match: { method, path }, times: 1 });

  const { ended, check } = await tell(surroundings, first);
  await until(() => fault.strikes() === 1, 'the request to be under way', 20_000);
  await killService(first);
  const second = await start(port);

  await until(() => ended(second), 'the end', 60_000);
  await intercom.idle();
  await sleep(700);
  check();
  await stopService(second);
}

function withPolicy(context: TestContext, database: DatabaseConfig): Promise<Surroundings> {
  const env = { RULES_DIR, INTERCOM_ADMIN_ID: '7714206', ADMIN_TOKEN: TOKEN, SLACK_APPROVERS: APPROVER };
  // What was done is learnt from Intercom's answers alone: the webhook that tells it is lost.
  const deliveryPlan = ({ topic }: { readonly topic: string }) => ({ drop: /redacted|deleted/.test(topic) });
  return someSurroundings(context, { database, env, intercom: { webhookRetryDelayMs: 1_000, deliveryPlan } });
}

/** A message whose masked copy is kept in a note before it is redacted. */
async function redaction({ intercom, slack }: Surroundings): Promise<Told> {
  const { id } = intercom.seedConversation({ source: { body: '<p>Hello</p>' } });
  intercom.addPart(id, { body: CARD });
  const parts = () => intercom.conversation(id)?.parts ?? [];
  return {
    ended: (next) => next.logged().includes('"state":"redacted"'),
    check() {
      assert.equal(parts().filter(({ partType }) => partType === 'note').length, 1, 'one note');
      assert.equal(parts().filter(({ redacted }) => redacted).length, 1, 'one redaction');
      assert.deepEqual(slack.messages, []);
    },
  };
}

/** A first message by a teammate, whose conversation a person lets be deleted. */
async function deletion({ intercom, slack }: Surroundings, service: ServiceProcess): Promise<Told> {
  const { id } = intercom.seedConversation({ source: { author: 'admin', body: CARD } });
  await approve(service, id);
  const said = (): string => slack.messages[0]?.text ?? '';
  return {
    ended: () => /Conversation deleted/.test(said()),
    check() {
      assert.equal(intercom.deletions.length, 1, 'one deletion');
      assert.equal(intercom.conversation(id), undefined);
      assert.equal(slack.messages.length, 1, 'one card');
      assert.match(said(), /Conversation deleted, its metrics stay in reports/);
    },
  };
}

async function approve({ url }: ServiceProcess, conversationId: string): Promise<void> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const asked = async (): Promise<string | undefined> => {
    const response = await fetch(`${url}/admin/approvals`, { headers });
    const { approvals } = (await response.json()) as {
      approvals: readonly { id: string; conversation_id: string; goes_with: object | null }[];
    };
    return approvals.find((one) => one.conversation_id === conversationId && one.goes_with)?.id;
  };
  await until(async () => (await asked()) !== undefined, 'the request', 20_000);
  const body = JSON.stringify({ verdict: 'approve', by: APPROVER });
  const response = await fetch(`${url}/admin/approvals/${await asked()}`, { method: 'POST', headers, body });
  assert.equal(response.status, 200);
}
