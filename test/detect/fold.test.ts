import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fold, withoutStress } from '../../src/detect/fold.ts';

const TABLE: readonly (readonly [name: string, text: string, folded: string])[] = [
  ['ASCII stays', 'Abc-123 \t\n', 'Abc-123 \t\n'],
  ['full-width becomes ASCII', 'ＡＢｃ：４１－１', 'ABc:41-1'],
  ['Arabic, Persian and Devanagari digits become ASCII', '٤١ ۴۱ ४१', '41 41 41'],
  ['mathematical digits become ASCII', '𝟒𝟏𝟙𝟣', '4111'],
  ['superscripts, circled digits and fractions stay', '²①½', '²①½'],
  [
    'controls go, and those that part words become a space',
    'a\u0000b\u001bc\u007f d\u000be\u000cf\t\n',
    'abc d e f\t\n',
  ],
  ['what stands for a lost character becomes a space', '4111\ufffd1111\u28001111', '4111 1111 1111'],
  ['invisible characters go', 'a\u200bb\u00adc\u2060d\ufeffe\u202ef\u{e0031}', 'abcdef'],
  ['keycaps become digits', '4\ufe0f\u20e31\ufe0f\u20e3', '41'],
  ['marks on digits go', '4\u03351\u0301', '41'],
  ['marks on letters are composed', 'contrasen\u0303a mâ\u0323t khâ\u0309u', 'contraseña mật khẩu'],
  ['marks that compose with nothing stay', 'x\u0301', 'x\u0301'],
  ['dashes become one', '1\u20102\u20133\u20144\u22125\uff0d6', '1-2-3-4-5-6'],
  ['spaces become one', 'a\u00a0b\u2009c\u3000d\u202fe', 'a b c d e'],
  ['line separators become line breaks', 'a\u2028b\u2029c', 'a\nb\nc'],
  ['half a surrogate pair becomes a space', 'a\ud83db\ude00', 'a b '],
  ['other text stays', 'Привет, 世界 👍🏽', 'Привет, 世界 👍🏽'],
];

describe('fold', () => {
  for (const [name, text, folded] of TABLE) {
    it(name, () => {
      assert.equal(fold(text).text, folded);
    });
  }

  it('leads every character back to one that folds to it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = fold(text);
        let before = 0;
        for (let at = 0; at < folded.text.length; at += 1) {
          const [start, end] = [folded.map.startOf(at), folded.map.endOf(at + 1)];
          assert.ok(before <= start && start < end && end <= text.length);
          before = start;
        }
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = fold(text).text;
        assert.equal(fold(once).text, once);
      }),
    );
  });
});

describe('underlines', () => {
  it('around words go', () => {
    for (const [given, text] of [
      ['my card is _4111 1111 1111 1111_.', 'my card is 4111 1111 1111 1111.'],
      ['__bold__ and _more_, _end_', 'bold and more, end'],
      ['_пароль_', 'пароль'],
      ['**Password:** Tr0ub4dor3xQ', 'Password: Tr0ub4dor3xQ'],
      ['(_bold_) "*more*" key：_end_', '(bold) "more" key：end'],
      ['it is _fo1_MadeUp_x9_, ok', 'it is fo1_MadeUp_x9, ok'],
    ] as const) {
      assert.equal(withoutStress(given).text, text);
    }
  });

  it('inside words, names and addresses stay', () => {
    for (const text of [
      'sk_live_4eC39',
      '****1234',
      '2 * 3 * 4',
      'card_number: 1',
      'jo_@mail.example',
      'a_/b',
      '_ _',
      'x = _',
      '_private',
      'pdus+_0X_ ',
      'lib/_x_ and v1._2_',
    ]) {
      assert.equal(withoutStress(text).text, text);
    }
  });
});
