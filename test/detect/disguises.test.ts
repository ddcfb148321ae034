// How a value is written does not change what is decided about it: tags, entities, invisible characters and other
// scripts' digits go before anything is matched. Shown on every example of every rule, at every place in its value.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createScanner } from '../../src/detect/scanner.ts';
import type { Match } from '../../src/message.ts';
import { rules } from './shipped.ts';

/** Every way to write a value differently that it knows. */
type Disguise = (value: string) => readonly string[];

const SCRIPTS = ['٠', '۰', '०', '০', '๐', '０', '𝟎'].map((zero) => zero.codePointAt(0) ?? 0);

const between =
  (...pieces: readonly string[]): Disguise =>
  (value) =>
    pieces.flatMap((piece) =>
      places(value)
        .slice(1)
        .map((at) => value.slice(0, at) + piece + value.slice(at)),
    );

const DISGUISES: Readonly<Record<string, Disguise>> = {
  tags: between('<b></b>', '<span class="x">', '</i>', '<wbr>', '<!-- x -->'),
  'invisible characters': between('\u200b', '\u00ad', '\u2060', '\ufeff', '\u200d', '\u2066'),
  entities: (value) =>
    places(value).flatMap((at) => {
      const code = value.charCodeAt(at);
      const written = [`&#${code};`, `&#x${code.toString(16)};`];
      return written.map((entity) => value.slice(0, at) + entity + value.slice(at + 1));
    }),
  "other scripts' digits": (value) =>
    SCRIPTS.map((zero) => value.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)))),
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
        for (const { example, match } of cases) {
          for (const value of disguise(example.slice(match.start, match.end))) {
            const written = replace(example, match, value);
            assert.equal(scan(written)[0]?.confidence, match.confidence, written);
          }
        }
      });
    }
  });
}

function places(value: string): readonly number[] {
  return Array.from({ length: value.length }, (_, at) => at);
}

function replace(text: string, { start, end }: Match, value: string): string {
  return text.slice(0, start) + value + text.slice(end);
}
