import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hash, NUMBERS, ORDINARY, PASSWORD_TALK, uuid } from './hard-negatives.ts';
import { PLATFORM_NUMBERS } from './platform-numbers.ts';
import { found } from './shipped.ts';

const SENTENCES: readonly ((thing: string) => string)[] = [
  (thing) => thing,
  (thing) => `Hello, I see ${thing} on my screen.`,
  (thing) => `<p>What does <b>${thing}</b> mean?<br>Thanks</p>`,
];

describe('what is no personal data', () => {
  for (const [name, make] of Object.entries({ ...NUMBERS, ...PLATFORM_NUMBERS })) {
    it(`is not found: ${name}`, () => {
      const alarms = Array.from({ length: 100 }, (_, index) => make(`${name} ${index}`)).flatMap((thing) =>
        SENTENCES.flatMap((sentence) => {
          const rules = found(sentence(thing));
          return rules.length === 0 ? [] : [[sentence(thing), ...rules]];
        }),
      );

      assert.deepEqual(alarms, []);
    });
  }

  for (const text of [...PASSWORD_TALK, ...ORDINARY]) {
    it(`is not found: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(found(text), []);
      assert.deepEqual(found(`<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`), []);
    });
  }

  it('is not found in random UUIDs and hashes', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        assert.deepEqual(found(uuid(seed)), []);
        assert.deepEqual(found(`${hash(seed, 'sha1')} ${hash(seed, 'sha512')}`), []);
      }),
      { numRuns: 1000 },
    );
  });
});
