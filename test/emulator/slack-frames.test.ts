import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFrame, writeFrame } from '../../src/emulator/slack-frames.ts';

const MASK = [1, 2, 3, 4];

/** As a client sends it. */
function masked(first: number, text: string, lengthBytes: readonly number[]): Buffer {
  const payload = Buffer.from(text).map((byte, index) => byte ^ (MASK[index % 4] ?? 0));
  const [short = 0, ...more] = lengthBytes;
  return Buffer.concat([Buffer.from([first, 0x80 | short, ...more, ...MASK]), payload]);
}

describe('frames', () => {
  // RFC 6455, section 5.7: a masked "Hello".
  const hello = Buffer.from('818537fa213d7f9f4d5158', 'hex');

  it('are read as the RFC shows them', () => {
    const { frame, rest } = readFrame(hello) ?? {};

    assert.deepEqual(
      [frame?.kind, frame?.isLast, frame?.payload.toString(), rest?.length],
      ['text', true, 'Hello', 0],
    );
  });

  it('are waited for, whatever byte they break at', () => {
    for (let length = 0; length < hello.length; length += 1)
      assert.equal(readFrame(hello.subarray(0, length)), undefined);
  });

  it('are read one after the other, in each of the three lengths', () => {
    const lengths = [
      masked(0x81, 'a'.repeat(125), [125]),
      masked(0x01, 'b'.repeat(300), [126, 1, 44]),
      masked(0x80, 'c'.repeat(70_000), [127, 0, 0, 0, 0, 0, 1, 0x11, 0x70]),
    ];

    const read: unknown[] = [];
    let left: Buffer = Buffer.concat(lengths);
    for (let next = readFrame(left); next !== undefined; next = readFrame(left)) {
      read.push([next.frame.kind, next.frame.isLast, next.frame.payload.length]);
      left = next.rest;
    }

    assert.deepEqual(read, [
      ['text', true, 125],
      ['text', false, 300],
      ['continuation', true, 70_000],
    ]);
  });

  it('are refused without a mask, of an unknown kind, or above 1 MB', () => {
    assert.throws(() => readFrame(Buffer.from([0x81, 5, 1, 1, 1, 1, 1])), /must mask/);
    assert.throws(() => readFrame(masked(0x83, 'x', [1])), /unknown/);
    assert.throws(() => readFrame(masked(0x82, '', [127, 0, 0, 0, 0, 0, 16, 0, 1])), /too large/);
  });

  it('are written without a mask, in each of the three lengths', () => {
    const heads = [5, 300, 70_000].map((length) => {
      const frame = writeFrame('text', Buffer.alloc(length));
      return frame.subarray(0, frame.length - length).toString('hex');
    });

    assert.deepEqual(heads, ['8105', '817e012c', '817f0000000000011170']);
  });
});
