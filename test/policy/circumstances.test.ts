// What is known around a message, and what the policy would have to know.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toChannel } from '../../src/circumstances.ts';
import { matchesGlob } from '../../src/policy/glob.ts';
import { untold } from '../../src/policy/held.ts';
import { aPolicy, around } from './a-policy.ts';

test('a channel is as Intercom names it, or other, or not told', () => {
  assert.equal(toChannel('email'), 'email');
  assert.equal(toChannel('conversation'), 'conversation');
  assert.equal(toChannel('carrier_pigeon'), 'other');
  for (const none of [undefined, null, '']) assert.equal(toChannel(none), undefined);
});

test('what nobody told matters where the policy looks at it; tags always, for the legal hold', () => {
  const silent = aPolicy();
  const asking = aPolicy([
    { name: 'a', match: { team: [1] } },
    { name: 'b', match: { admin: [1], channel: ['email'] } },
  ]);
  const nothing = { channel: undefined, teamId: undefined, adminId: undefined, tags: undefined };

  assert.deepEqual(untold(silent, around(nothing)), ['tag']);
  assert.deepEqual(untold(asking, around(nothing)), ['tag', 'team', 'admin', 'channel']);
  assert.deepEqual(untold(asking, around({ adminId: null })), []);
});

test('a star in a glob stands for anything', () => {
  const TABLE: readonly [glob: string, text: string, matches: boolean][] = [
    ['iban', 'iban', true],
    ['iban', 'ibans', false],
    ['*', '', true],
    ['*', 'iban', true],
    ['iban*', 'iban', true],
    ['*iban', 'my_iban', true],
    ['*iban', 'iban_no', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'acb', false],
    ['a*b*b', 'ab', false],
    ['*.number', 'payment_card.number', true],
    ['**', 'x', true],
    ['p.y', 'pay', false],
  ];
  for (const [glob, text, matches] of TABLE) {
    assert.equal(matchesGlob(glob, text), matches, `${glob} ${text}`);
  }
});
