// Every fault at every call that the service makes: what passes leaves no trace, what Intercom refuses for good ends as
// documented, and in each case nothing is lost, nothing is done twice, and nobody hears of one conversation in two cards.

import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../src/emulator/intercom.ts';
import { until } from '../support/until.ts';
import { begin, CALL_NAMES, type CallName, permissionFor } from './fault-cells.ts';
import { type End, endRefused, endWithout, REFUSALS, type RefusalName } from './fault-ends.ts';
import { type Play, play, showCells } from './fault-play.ts';
import { headlines, type World } from './world.ts';

/** Far above what it takes: a machine that does much else is slow. */
const WITHIN_MS = 150_000;

const PASSING: Readonly<Record<string, Fault>> = {
  'status 500': { kind: 'status', status: 500 },
  'status 503 after the effect': { kind: 'status', status: 503, afterEffect: true },
  'status 408': { kind: 'status', status: 408 },
  'status 429': { kind: 'status', status: 429, headers: untilNextSecond },
  'not JSON': { kind: 'not_json' },
  'not JSON after the effect': { kind: 'not_json', afterEffect: true },
  'a page with status 200': { kind: 'not_json', status: 200 },
  'a lost answer': { kind: 'lost_answer' },
  'a reset': { kind: 'reset' },
  'no answer': { kind: 'hang' },
  'a delay': { kind: 'delay', ms: 400 },
};

/** As Intercom says when its window ends, but with a short window. */
function untilNextSecond(): Record<string, string> {
  const reset = Math.ceil((Date.now() + 100) / 1000);
  return { 'x-ratelimit-limit': '1666', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
}

describe('every fault at every call', { concurrency: 8 }, () => {
  for (const [name, fault] of Object.entries(PASSING)) {
    test(`${name} passes without a trace`, async (context) => {
      const played = await play(context, CALL_NAMES, () => fault, { lasting: false });

      await allEnd(played, endWithout);
    });
  }

  for (const refusal of REFUSALS) {
    test(`${refusal}, for good, ends as documented`, async (context) => {
      const played = await play(context, CALL_NAMES, (call) => refusing(call, refusal), { lasting: true });

      await allEnd(played, (call) => endRefused(call, refusal));
    });
  }

  for (const call of CALL_NAMES) {
    test(`a token that is refused from "${call}" on stops the work under one card, until it is taken again`, async (context) => {
      await refuseFrom(context, call);
    });
  }
});

function refusing(call: CallName, refusal: RefusalName): Fault {
  const status = Number.parseInt(refusal, 10);
  const saying = (code: string, message: string): Fault => {
    const body = { type: 'error.list', request_id: null, errors: [{ code, message }] };
    return { kind: 'status', status, body };
  };
  switch (refusal) {
    case '403 that names the permission':
      return saying(
        'forbidden',
        `You do not have the required scope (${permissionFor(call)}) to access this resource`,
      );
    case '403 that names none':
      return saying('action_forbidden', 'Not allowed');
    case '403 for the plan':
      return saying('api_plan_restricted', 'Active subscription needed.');
    case '404':
      return { kind: 'status', status };
    case '422 with an unknown code':
    case '400 with an unknown code':
      return saying('never_heard_of', 'No');
  }
}

/** Intercom takes the token no more, from the moment of this call, and some time later takes it again. */
async function refuseFrom(context: TestContext, call: CallName): Promise<void> {
  let isRefused = true;
  const refusal: Fault = { kind: 'status', status: 401 };
  const played = await play(context, [call], () => refusal, { lasting: false, isRefused: () => isRefused });
  const { world, cells } = played;
  await until(() => cells.every(({ strikes }) => strikes() > 0), 'the refusal', WITHIN_MS);
  const meanwhile = {
    call: 'redact a part',
    conversationId: begin(world.intercom, 'redact a part'),
  } as const;
  await until(() => serviceCards(world).length > 0, 'the card', WITHIN_MS);
  await sleep(200);
  const callsBefore = workCalls(world);
  await sleep(300);
  assert.equal(workCalls(world), callsBefore, 'the work has stopped');

  isRefused = false;

  await allEnd({ ...played, cells: [...cells, { ...meanwhile, strikes: () => 1 }] }, endWithout, 1);
  assert.match(serviceCards(world)[0] ?? '', /:white_check_mark:.*works again/);
}

/** The first line of each card about the service. */
function serviceCards(world: World): readonly string[] {
  return headlines(world).filter((line) => /token/.test(line));
}

/** Without those that ask whether the token is taken again. */
function workCalls({ intercom }: World): number {
  return intercom.calls.filter(({ path }) => path !== '/me').length;
}

/** Compares once all is quiet, and again a while later: no second card, no second action. */
async function allEnd(
  { world, cells, rows }: Play,
  wanted: (call: CallName) => End,
  aboutService = 0,
): Promise<void> {
  let about = 0;
  const compare = async (): Promise<void> => {
    const actual = showCells(world, cells, await rows());
    assert.deepEqual(
      actual.map(([call, one]) => [
        call,
        { ...one, cards: one.cards.map((text) => quoteFor(wanted(call), text)) },
      ]),
      actual.map(([call, { cards }]) => [call, asShown(wanted(call), cards.length)]),
    );
    about = actual.reduce((total, [, { cards }]) => total + cards.length, 0);
  };
  const isAsWanted = (): Promise<boolean> =>
    compare().then(
      () => true,
      // All of it is asked of the store: not too often.
      () => sleep(150).then(() => false),
    );
  await until(isAsWanted, 'the end', WITHIN_MS).catch(() => undefined);
  await world.intercom.idle();
  await sleep(500);

  for (const { call, strikes } of cells) assert.ok(strikes() > 0, `${call}: the fault did not strike`);
  await compare();
  assert.equal(world.slack.messages.length, about + aboutService, 'cards');
}

/** What the card should say, where it says so; else what it says. */
function quoteFor(wanted: End, text: string): string {
  return wanted.card?.test(text) ? wanted.card.source : text;
}

function asShown({ card, mayGoUntold, ...end }: End, shown: number) {
  return { ...end, cards: card && !(mayGoUntold && shown === 0) ? [card.source] : [] };
}
