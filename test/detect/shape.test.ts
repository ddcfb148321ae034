import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shapeOf } from '../../src/detect/shape.ts';

const all = (body: string) => ({ start: 0, end: body.length });

test('a value is shown as its groups', () => {
  for (const [written, shape] of [
    ['4111 1111 1111 1111', '4-4-4-4'],
    ['4111-1111-1111-1111', '4-4-4-4'],
    ['4111<b>1111</b>11111111', '16'],
    ['4111&nbsp;1111', '4-4'],
    ['<p>4111</p><p>1111</p>', '4-4'],
    ['٤١١١ ١١١١', '4-4'],
    ['DE89 3704 0044', '4x-4-4'],
    ['jo.doe@shop.example', '2a.3a@4a.7a'],
    ['Tr0ub4dor&3', '9x?1'],
    ['naïve-ключ', '5a-4a'],
    ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', '2a?4a?24x'],
    ['0123456789012345678901234567890', '24+'],
    ['1.2.3.4.5.6.7.8.9.10', '1.1.1.1.1.1.1.1.…'],
    ['(12) 34', '?2?2'],
    ['@#=+@/:', '?'],
    ['', ''],
  ] as const) {
    assert.equal(shapeOf(written, all(written)), shape, written);
  }
});

test('only what lies between its ends is shown', () => {
  const body = 'my card is 4111 1111, thank you';

  assert.equal(shapeOf(body, { start: 11, end: 20 }), '4-4');
});

test('nothing in a shape comes from the value but signs and lengths', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (written) => {
      const shape = shapeOf(written, all(written));
      assert.match(shape, /^(?:\d+\+?[ax]?|[-./@_:+,()#=?…])*$/u);
      assert.ok(shape.length <= 50);
    }),
  );
});
