import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApprovers } from '../src/approvers.ts';
import { id } from './support/builders.ts';

const MINUTE_MS = 60_000;

function aGroup(named: readonly string[] = []) {
  const group = { nowMs: 0, asked: 0, members: ['U2'] as readonly string[] | Error };
  const approvers = createApprovers({
    named: named.map(id),
    members: async () => {
      group.asked += 1;
      if (group.members instanceof Error) throw group.members;
      return group.members;
    },
    clock: () => new Date(group.nowMs),
  });
  return { group, approvers };
}

test('with nobody configured nobody may', async () => {
  const approvers = createApprovers({ named: [], members: undefined, clock: () => new Date(0) });

  assert.equal(approvers.isAnybody, false);
  assert.equal(await approvers.may('U1'), 'nobody');
});

test('who is named may, without asking Slack', async () => {
  const { group, approvers } = aGroup(['U1']);

  assert.equal(await approvers.may('U1'), 'yes');
  assert.equal(group.asked, 0);
});

test('members may; the list is asked for every five minutes, once for all who ask', async () => {
  const { group, approvers } = aGroup(['U1']);

  assert.deepEqual(await Promise.all(['U2', 'U3', 'U2'].map(approvers.may)), ['yes', 'no', 'yes']);
  assert.equal(group.asked, 1);
  group.members = ['U3'];
  group.nowMs = 4 * MINUTE_MS;
  assert.equal(await approvers.may('U3'), 'no');
  group.nowMs = 5 * MINUTE_MS;
  assert.deepEqual([await approvers.may('U3'), await approvers.may('U2')], ['yes', 'no']);
  assert.equal(group.asked, 2);
});

test('while Slack fails the last list holds for an hour, then nobody may', async () => {
  const { group, approvers } = aGroup();
  await approvers.may('U2');
  group.members = new Error('down');

  group.nowMs = 59 * MINUTE_MS;
  assert.equal(await approvers.may('U2'), 'yes');
  group.nowMs = 60 * MINUTE_MS;
  assert.equal(await approvers.may('U2'), 'no');
  group.members = ['U2'];
  group.nowMs += 6_000;
  assert.equal(await approvers.may('U2'), 'yes');
});

test('a list that never comes leaves the older one in use within a second or so', async () => {
  let never = false;
  let nowMs = 0;
  const approvers = createApprovers({
    named: [],
    members: () => (never ? new Promise(() => undefined) : Promise.resolve(['U2'])),
    clock: () => new Date(nowMs),
  });
  await approvers.may('U2');
  never = true;
  nowMs = 10 * MINUTE_MS;
  const since = performance.now();

  assert.equal(await approvers.may('U2'), 'yes');
  assert.ok(performance.now() - since < 2_000);
});
