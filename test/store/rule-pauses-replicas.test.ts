import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aRuleCount, id } from '../support/builders.ts';
import { newDatabase, openTestStore } from '../support/stores.ts';

test('another replica follows a pause, and its end, within seconds', async (context) => {
  const database = await newDatabase('postgres');
  let now = new Date('2026-08-18T09:00:00.000Z');
  const one = await openTestStore(context, database, { clock: () => now });
  const other = await openTestStore(context, database, { clock: () => now });
  const { ruleId } = aRuleCount();
  assert.equal((await other.rulePauses.rules()).size, 0);

  await one.rulePauses.pause({ ruleId, by: id('U1'), until: new Date(now.getTime() + 3_600_000) });
  assert.equal((await one.rulePauses.rules()).size, 1);
  now = new Date(now.getTime() + 5_000);
  assert.equal((await other.rulePauses.rules()).size, 1);

  await other.rulePauses.resume(ruleId, id('U2'));
  now = new Date(now.getTime() + 5_000);
  assert.equal((await one.rulePauses.rules()).size, 0);
});
