// How a value is written does not change what is decided about it: tags, entities, invisible characters and other
// scripts' digits go before anything is matched. Shown on every example of every rule, at random places.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createScanner } from '../../src/detect/scanner.ts';
import type { Match } from '../../src/message.ts';
import { rules } from './shipped.ts';

/** Writes a value differently. `at` is from 0 up to, not including, 1. */
type Disguise = (value: string, at: number) => string;

const SCRIPTS = ['٠', '۰', '०', '০', '๐', '０', '𝟎'].map((zero) => zero.codePointAt(0) ?? 0);

const insert =
  (...pieces: readonly string[]): Disguise =>
  (value, at) => {
    const place = 1 + Math.floor(at * (value.length - 1));
    return value.slice(0, place) + pieces[Math.floor(at * 7919) % pieces.length] + value.slice(place);
  };

const DISGUISES: Readonly<Record<string, Disguise>> = {
  tags: insert('<b></b>', '<span class="x">', '</i>', '<wbr>', '<!-- x -->'),
  'invisible characters': insert('\u200b', '\u00ad', '\u2060', '\ufeff', '\u200d', '\u2066'),
  entities(value, at) {
    const place = Math.floor(at * value.length);
    const code = value.charCodeAt(place);
    const written = at < 0.5 ? `&#${code};` : `&#x${code.toString(16)};`;
    return value.slice(0, place) + written + value.slice(place + 1);
  },
  "other scripts' digits"(value, at) {
    const zero = SCRIPTS[Math.floor(at * SCRIPTS.length)] ?? 0;
    return value.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  },
};

for (const [what, disguise] of Object.entries(DISGUISES)) {
  describe(`with ${what} in the value`, () => {
    for (const rule of rules) {
      const { scan } = createScanner([rule]);
      const plain = rule.examples.filter((example) => !/[<&]/.test(example));
      const cases = plain.flatMap((example) =>
        scan(example)
          .slice(0, 1)
          .map((match) => ({ example, match })),
      );
      if (cases.length === 0) continue;

      it(`${rule.id} decides the same`, () => {
        const one = fc.constantFrom(...cases);
        fc.assert(
          fc.property(one, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ example, match }, at) => {
            const written = replace(example, match, (value) => disguise(value, at));

            assert.equal(scan(written)[0]?.confidence, match.confidence, written);
          }),
          { numRuns: 8 },
        );
      });
    }
  });
}

function replace(text: string, { start, end }: Match, write: (value: string) => string): string {
  return text.slice(0, start) + write(text.slice(start, end)) + text.slice(end);
}
