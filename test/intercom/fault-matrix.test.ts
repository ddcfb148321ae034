// Every fault of the emulator, at every request of every call: what the call makes of it, and that the next attempt
// brings the effect to exactly one.

import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { createIntercomEmulator, type Fault, type IntercomEmulator } from '../../src/emulator/intercom.ts';
import type { Intercom } from '../../src/intercom/client.ts';
import type { Id, MessageRef } from '../../src/message.ts';
import { id } from '../support/builders.ts';
import { clientOf } from './world.ts';

let emulator: IntercomEmulator;
before(async () => {
  emulator = await createIntercomEmulator({ rateLimit: Number.POSITIVE_INFINITY, remember: 100 });
});
after(() => emulator.close());

interface Target extends MessageRef {
  readonly adminId: Id;
}

interface Row {
  /** Makes what an earlier attempt left, when its answer was lost. */
  readonly prepare?: (target: Target) => void;
  readonly run: (intercom: Intercom, target: Target, tried: boolean) => Promise<{ readonly kind: string }>;
  /** What it ends with when all is well. */
  readonly done: readonly string[];
  /** How often it took effect. */
  readonly effects: (target: Target) => number;
  readonly effectsWanted: number;
}

const reads = { effects: () => 0, effectsWanted: 0 };
const isRedacted = ({ conversationId }: Target): number =>
  emulator.conversation(conversationId)?.parts.filter(({ redacted }) => redacted).length ?? 0;
const deletions =
  (metricsRetained: boolean) =>
  ({ conversationId }: Target): number =>
    emulator.deletions.filter(
      (one) => one.conversationId === conversationId && one.metricsRetained === metricsRetained,
    ).length;
const notes = ({ conversationId }: Target): number =>
  emulator.conversation(conversationId)?.parts.filter(({ partType }) => partType === 'note').length ?? 0;

const redaction: Row = {
  run: (intercom, target, tried) => intercom.redact(target, { tried }),
  done: ['redacted', 'already_redacted'],
  effects: isRedacted,
  effectsWanted: 1,
};
function deletion(retainMetrics: boolean): Row {
  return {
    run: (intercom, { conversationId }, tried) =>
      intercom.deleteConversation(conversationId, { retainMetrics, tried }),
    done: ['deleted', 'gone'],
    effects: deletions(retainMetrics),
    effectsWanted: 1,
  };
}
const note: Row = {
  run: (intercom, { conversationId, adminId }) =>
    intercom.writeNote(conversationId, {
      adminId,
      body: '<p>mark</p>',
      isIt: (body) => body.includes('mark'),
    }),
  done: ['noted'],
  effects: notes,
  effectsWanted: 1,
};

const CALLS: Readonly<Record<string, Row>> = {
  redact: redaction,
  'redact again': {
    ...redaction,
    prepare: (target) => emulator.redactMessage(target.conversationId, target.messageId),
  },
  'delete and retain metrics': deletion(true),
  'delete and remove metrics': deletion(false),
  'delete again': {
    ...deletion(true),
    prepare: (target) => emulator.deleteConversation(target.conversationId),
  },
  'write a note': note,
  'write a note again': {
    ...note,
    prepare: ({ conversationId }) => {
      emulator.addPart(conversationId, { partType: 'note', author: 'admin', body: 'mark' });
    },
  },
  'find a note': {
    run: (intercom, { conversationId }) => intercom.findNote(conversationId, () => false),
    done: ['none'],
    ...reads,
  },
  survey: {
    run: (intercom, { conversationId }) => intercom.survey(conversationId),
    done: ['survey'],
    ...reads,
  },
  read: {
    run: (intercom, { workspaceId, conversationId }) =>
      intercom.read(workspaceId, conversationId, new Date()),
    done: ['messages'],
    ...reads,
  },
  'read a message': { run: (intercom, target) => intercom.readMessage(target), done: ['message'], ...reads },
  'read for backfill': {
    run: (intercom, target) => intercom.backfill.readMessage(target),
    done: ['message'],
    ...reads,
  },
  'who am I': { run: (intercom) => intercom.whoAmI(), done: ['workspace'], ...reads },
};

/** What a call says when the fault meets its first request; undefined: the fault does no harm. */
type Says = string | undefined;
const STATUSES: readonly [status: number, says: Says][] = [
  ...[400, 406, 409, 415, 422].map((status): [number, Says] => [status, 'rejected']),
  [401, 'unauthorised'],
  [403, 'denied'],
  [404, 'missing'],
  [429, 'rate_limited'],
  ...[408, 500, 502, 503, 504].map((status): [number, Says] => [status, 'unavailable']),
];
const FAULTS: readonly [name: string, fault: Fault, says: Says][] = [
  ...STATUSES.flatMap(([status, says]) =>
    [false, true].map((afterEffect): [string, Fault, Says] => [
      `${status}${afterEffect ? ' after it took effect' : ''}`,
      { kind: 'status', status, afterEffect },
      says,
    ]),
  ),
  ['200 with no JSON of ours', { kind: 'status', status: 200, body: 'text' }, 'strange'],
  ['a page', { kind: 'not_json' }, 'unavailable'],
  ['a page after it took effect', { kind: 'not_json', afterEffect: true }, 'unavailable'],
  ['a lost answer', { kind: 'lost_answer' }, 'unavailable'],
  ['a reset', { kind: 'reset' }, 'unavailable'],
  ['no answer', { kind: 'hang' }, 'unavailable'],
  ['a delay', { kind: 'delay', ms: 30 }, undefined],
  ['no request id', { kind: 'null_request_id' }, undefined],
];

/** 404 and a 200 that makes no sense are looked into: what is found depends on the call. */
const LOOKED_INTO: Readonly<Record<string, readonly string[]>> = {
  missing: ['gone', 'unavailable', 'rejected', 'denied'],
  strange: ['unavailable', 'rejected'],
};
const ANSWER_MS = 150;

for (const [call, row] of Object.entries(CALLS)) {
  for (const [name, fault, says] of FAULTS) {
    test(`${call}, ${name}: the right outcome and one effect`, async (context) => {
      const requests = await countRequests(context, row);

      for (let at = 0; at < requests; at += 1) await meet(context, row, fault, says, at);
    });
  }
}

async function meet(context: TestContext, row: Row, fault: Fault, says: Says, at: number): Promise<void> {
  const target = aTarget(row);
  let seen = -1;
  const added = emulator.faults.add({
    ...fault,
    match: {
      where: () => {
        seen += 1;
        return seen === at;
      },
    },
  });
  const first = await row.run(aClient(context), target, row.prepare !== undefined);
  added.remove();
  const last = await row.run(aClient(context), target, true);

  const expected = says === undefined ? [] : (LOOKED_INTO[says] ?? [says]);
  // A call may do without what it asks beside the main thing, but only then.
  const allowed = at > 0 || says === undefined || says in LOOKED_INTO ? [...expected, ...row.done] : expected;
  assert.ok(allowed.includes(first.kind), `request ${at}: ${first.kind}, not ${allowed.join(' or ')}`);
  assert.ok(row.done.includes(last.kind), `then: ${last.kind}`);
  assert.equal(row.effects(target), row.effectsWanted);
}

async function countRequests(context: TestContext, row: Row): Promise<number> {
  const target = aTarget(row);
  let requests = 0;
  const added = emulator.faults.add({
    kind: 'null_request_id',
    match: {
      where: () => {
        requests += 1;
        return false;
      },
    },
  });
  const { kind } = await row.run(aClient(context), target, row.prepare !== undefined);
  added.remove();
  assert.ok(row.done.includes(kind), kind);
  return requests;
}

function aTarget(row: Row): Target {
  const conversation = emulator.seedConversation({ parts: [{ body: 'text' }], quiet: true });
  const target = {
    workspaceId: id(emulator.appId),
    conversationId: id(conversation.id),
    resource: 'conversation_part',
    messageId: id(conversation.parts[0]?.id ?? ''),
    adminId: id(emulator.people.admin.id),
  } as const;
  row.prepare?.(target);
  return target;
}

/** A new one each time, as after a restart: what one has learnt of the limits is its own. */
function aClient(context: TestContext): Intercom {
  return clientOf(context, emulator, { answerMs: ANSWER_MS });
}
