import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberClean } from '../../src/detect/clean-memory.ts';
import { isKind, isRuleId, type Match } from '../../src/message.ts';

function aMatch(): Match {
  const [ruleId, kind] = ['a.b', 'a'];
  if (!isRuleId(ruleId) || !isKind(kind)) throw new TypeError('not a rule');
  return { ruleId, kind, confidence: 'certain', start: 0, end: 1, value: 'x' };
}

function counting(found: (body: string) => readonly Match[]): {
  scan: (body: string) => readonly Match[];
  scanned: string[];
} {
  const scanned: string[] = [];
  const scan = rememberClean((body) => {
    scanned.push(body);
    return found(body);
  });
  return { scan, scanned };
}

test('a body that was clean is scanned once', () => {
  const { scan, scanned } = counting(() => []);

  scan('clean');
  scan('clean');
  scan('other');

  assert.deepEqual(scanned, ['clean', 'other']);
});

test('a body in which something was found is scanned, and found, each time', () => {
  const { scan, scanned } = counting(() => [aMatch()]);

  assert.equal(scan('found').length, 1);
  assert.equal(scan('found').length, 1);
  assert.equal(scanned.length, 2);
});

test('long bodies are not remembered', () => {
  const { scan, scanned } = counting(() => []);
  const long = 'x'.repeat(4_001);

  scan(long);
  scan(long);

  assert.equal(scanned.length, 2);
});

test('what is asked for often stays, what is not is forgotten', () => {
  const { scan, scanned } = counting(() => []);
  scan('often');
  scan('once');
  for (let index = 0; index < 10_000; index += 1) {
    scan(`body ${index}`);
    scan('often');
  }
  scanned.length = 0;

  scan('often');
  scan('once');

  assert.deepEqual(scanned, ['once']);
});
