import assert from 'node:assert/strict';
import { aRuleCount, id } from '../support/builders.ts';
import { openTestStore, testOnEachStore } from '../support/stores.ts';

const HOUR_MS = 3_600_000;
const { ruleId } = aRuleCount();

testOnEachStore('a pause counts until it is resumed, and the audit says by whom', async (context, config) => {
  const store = await openTestStore(context, config);
  const until = new Date(Date.now() + HOUR_MS);

  const paused = await store.rulePauses.pause({ ruleId, by: id('U1'), until });
  assert.deepEqual(await store.rulePauses.list(), [paused]);
  assert.deepEqual(await store.rulePauses.rules(), new Set([ruleId]));

  assert.equal((await store.rulePauses.resume(ruleId, id('U2')))?.ruleId, ruleId);
  assert.equal(await store.rulePauses.resume(ruleId, id('U3')), undefined);
  await store.rulePauses.refused('pause_rule', undefined, id('U4'));

  assert.deepEqual([...(await store.rulePauses.rules())], []);
  assert.deepEqual(await store.rulePauses.list(), []);
  assert.deepEqual(
    (await store.audit.read(10)).map(({ actor, action, subjectId, result }) => [
      actor,
      action,
      subjectId,
      result,
    ]),
    [
      ['U4', 'pause_rule', 'none', 'refused'],
      ['U2', 'resume_rule', ruleId, 'done'],
      ['U1', 'pause_rule', ruleId, 'done'],
    ],
  );
  assert.deepEqual(await store.audit.verify(), { kind: 'whole', rows: 3 });
});

testOnEachStore('a pause ends by itself, and a longer one keeps its beginning', async (context, config) => {
  let now = new Date('2026-08-18T09:00:00.000Z');
  const store = await openTestStore(context, config, { clock: () => now });
  const hours = (count: number): Date => new Date(now.getTime() + count * HOUR_MS);
  const from = now;

  await store.rulePauses.pause({ ruleId, by: id('U1'), until: hours(1) });
  now = hours(0.5);
  const longer = await store.rulePauses.pause({ ruleId, by: id('U2'), until: hours(1) });
  now = hours(0.75);
  assert.deepEqual([longer.from, longer.by], [from, 'U2']);
  assert.deepEqual(await store.rulePauses.rules(), new Set([ruleId]));

  // Remembered or not, what is over counts no more.
  now = longer.until;
  assert.deepEqual([...(await store.rulePauses.rules())], []);
  assert.equal(await store.rulePauses.resume(ruleId, id('U1')), undefined);
  assert.deepEqual((await store.rulePauses.pause({ ruleId, by: id('U1'), until: hours(1) })).from, now);
});
