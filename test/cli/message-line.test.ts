import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMessageLine } from '../../src/cli/message-line.ts';

describe('readMessageLine', () => {
  const MESSAGES: readonly [line: string, id: string, body: string][] = [
    ['{"id":"a","text":"t"}', '"a"', 't'],
    ['{"html":"<p>","id":7}', '7', '<p>'],
    ['{"id":-1.50,"text":""}', '-1.50', ''],
    ['{"x":{"id":1},"id":12345678901234567890,"text":"t","y":{"id":2}}', '12345678901234567890', 't'],
  ];
  for (const [line, id, body] of MESSAGES) {
    it(`reads ${line}`, () => assert.deepEqual(readMessageLine(line), { kind: 'message', id, body }));
  }

  const UNREADABLE: readonly [line: string, id: string, error: string][] = [
    ['', 'null', 'not JSON'],
    ['{"id":"a","text":"cut o', '"a"', 'not JSON'],
    ['{ "id" : 12345678901234567890 , "text":t}', '12345678901234567890', 'not JSON'],
    ['{"id":"a\\"b","text":}', '"a\\"b"', 'not JSON'],
    ['{"id":"a', 'null', 'not JSON'],
    ['{"id":007,"text":"t"}', 'null', 'not JSON'],
    ['{"text":"\\"id\\":1', 'null', 'not JSON'],
    ['null', 'null', 'not an object with id and text or html'],
    ['["id"]', 'null', 'not an object with id and text or html'],
    ['{"text":"t"}', 'null', 'no id that is text or a number'],
    ['{"id":null,"text":"t"}', 'null', 'no id that is text or a number'],
    ['{"id":{"id":1},"text":"t"}', 'null', 'no id that is text or a number'],
    ['{"id":"a"}', '"a"', 'no text or html that is text'],
    ['{"id":"a","text":"x","html":"y"}', '"a"', 'both text and html: give one of them'],
    ['{"id":"a","text":5,"html":null}', '"a"', 'no text or html that is text'],
  ];
  for (const [line, id, error] of UNREADABLE) {
    it(`keeps what id there is of ${line}`, () =>
      assert.deepEqual(readMessageLine(line), { kind: 'unreadable', id, error }));
  }
});
