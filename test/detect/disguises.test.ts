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

/** Of the values of all examples. The rest is part of what looks like a name, an address or a number with it. */
const MOST_MISSED: Readonly<Record<string, number>> = { '*': 0.01, '**': 0.01, _: 0.04, __: 0.04 };

describe('stressed', () => {
  const { scan } = createScanner(rules);
  const cases = rules.flatMap((rule) =>
    rule.examples.flatMap((example) => {
      const match = scan(example).find(({ ruleId }) => ruleId === rule.id);
      return match && !/[<\n]/.test(example.slice(match.start, match.end)) ? [{ example, match }] : [];
    }),
  );
  for (const [mark, most] of Object.entries(MOST_MISSED))
    it(`with ${mark} around it a value is found as without, but for ${most * 100} %`, () => {
      const missed = cases.filter(({ example, match }) => {
        const written = replace(example, match, `${mark}${example.slice(match.start, match.end)}${mark}`);
        return !scan(written).some(({ kind }) => kind === match.kind);
      });

      assert.ok(cases.length > 2_000);
      assert.ok(missed.length <= most * cases.length, missed.map(({ match }) => match.ruleId).join(', '));
    });
});
