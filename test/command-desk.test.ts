// Whatever is typed, the answer repeats none of it, and only approvers change anything.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CommandDesk, createCommandDesk } from '../src/command-desk.ts';
import type { RuleId } from '../src/message.ts';
import { commandLines } from '../src/slack/command-text.ts';
import { toMrkdwn } from '../src/slack/pieces.ts';
import type { Store } from '../src/store/store.ts';
import { aRuleCount, id } from './support/builders.ts';
import { newDatabase, openTestStore } from './support/stores.ts';

const { ruleId } = aRuleCount();
const APPROVER = id('U0APPROVER');
const now = new Date('2026-08-18T09:00:00.000Z');

function aDesk(store: Store, rules: readonly RuleId[] = [ruleId]): CommandDesk {
  const ok = async () => ({ state: 'ok' }) as const;
  return createCommandDesk({
    mode: 'enforce',
    checks: { intercom: ok, store: ok, slack: ok },
    rules: () => rules,
    pauses: store.rulePauses,
    overview: store.overview,
    countWaiting: () => store.findings.countWaiting(),
    workspace: () => id('qz7k2m9x'),
    approvers: { may: async (by) => (by === APPROVER ? 'yes' : 'no') },
    clock: () => now,
  });
}

test('no answer repeats what was typed, whoever typed what', async (context) => {
  const store = await openTestStore(context, await newDatabase('postgres'), { clock: () => now });
  const desk = aDesk(store);
  const word = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('4111111111111111', 'ana.canary@example.com', 'constructor', '__proto__', '<@U1>', '*'),
  );
  const name = fc.constantFrom('', 'why', 'pause', 'resume', 'open', 'status', 'help', 'delete');

  await fc.assert(
    fc.asyncProperty(name, fc.array(word, { maxLength: 3 }), fc.boolean(), async (first, words, mayPause) => {
      const typed = words.map((one) => `CANARY${one}`);
      const answer = await desk.answer([first, ...typed].join(' '), mayPause ? APPROVER : id('U0ANN'));
      const text = commandLines(answer, 'us', now).map(toMrkdwn).join('\n');
      assert.equal(/canary/i.test(text), false);
    }),
    { numRuns: 300 },
  );

  assert.deepEqual(await store.rulePauses.list(), []);
});

test('a pause takes an approver, the refusal is in the audit, and the end is as asked', async (context) => {
  const store = await openTestStore(context, await newDatabase('postgres'), { clock: () => now });
  const desk = aDesk(store);

  const refused = await desk.answer(`pause ${ruleId}`, id('U0ANN'));
  const unknown = await desk.answer('pause none.such', id('U0ANN'));
  const taken = await desk.answer(`pause ${ruleId} 90m`, APPROVER);
  const kept = await desk.answer(`resume ${ruleId}`, id('U0ANN'));

  const no = { kind: 'not_approver', hasApprovers: true };
  assert.deepEqual([refused, unknown, kept], [no, no, no]);
  const until = new Date(now.getTime() + 90 * 60_000);
  assert.deepEqual(taken, { kind: 'paused', pause: { ruleId, by: APPROVER, from: now, until } });
  assert.deepEqual(
    (await store.audit.read(10)).map(({ actor, action, subjectId, result }) => [
      actor,
      action,
      subjectId,
      result,
    ]),
    [
      ['U0ANN', 'resume_rule', ruleId, 'refused'],
      [APPROVER, 'pause_rule', ruleId, 'done'],
      ['U0ANN', 'pause_rule', 'none', 'refused'],
      ['U0ANN', 'pause_rule', ruleId, 'refused'],
    ],
  );
});

test('a rule that went out of use while it was paused can be resumed', async (context) => {
  const store = await openTestStore(context, await newDatabase('postgres'), { clock: () => now });
  const desk = aDesk(store, []);
  await store.rulePauses.pause({ ruleId, by: APPROVER, until: new Date(now.getTime() + 60_000) });

  assert.equal((await desk.answer(`resume ${ruleId}`, APPROVER)).kind, 'resumed');
  assert.deepEqual(await desk.answer(`pause ${ruleId}`, APPROVER), { kind: 'unknown_rule', near: undefined });
});
