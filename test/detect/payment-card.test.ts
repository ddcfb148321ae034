import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CARDS, DISGUISES, grouped, inDigits, UNUSUAL_CARDS } from './cards.ts';
import { kinds, scanner } from './shipped.ts';

const isFound = (body: string, card: string): boolean =>
  scanner.scan(body).some(({ kind, value }) => kind === 'payment_card' && value === card);

describe('payment cards', () => {
  for (const [disguise, write] of Object.entries(DISGUISES)) {
    it(`are found ${disguise}, whatever the network`, () => {
      const missed = Object.entries(CARDS).filter(([, card]) => !isFound(write(card), card));

      assert.deepEqual(missed, []);
    });
  }

  for (const [name, card] of Object.entries(UNUSUAL_CARDS)) {
    it(`of ${name} digits are found beside the word card, not without`, () => {
      assert.ok(isFound(`my card is ${card} please`, card));
      assert.ok(isFound(`my card is ${grouped(card)} please`, card));
      assert.deepEqual(kinds(`it is ${card} please`), []);
    });
  }

  it('are found several to a message, on one line and on many', () => {
    const [first = '', second = ''] = [CARDS.visa, CARDS.mastercard];
    for (const separator of [' ', '\n', ', ', ' and ', '<br>', '</p><p>']) {
      const body = `<p>${grouped(first)}${separator}${grouped(second)}</p>`;

      assert.deepEqual(
        scanner.scan(body).map(({ value }) => value),
        [first, second],
        JSON.stringify(separator),
      );
    }
  });

  it('with a wrong check digit are not found', () => {
    for (const card of Object.values(CARDS)) {
      const wrong = card.slice(0, -1) + ((Number(card.at(-1)) + 1) % 10);
      assert.deepEqual(kinds(`my card is ${wrong}`), []);
      assert.deepEqual(kinds(`my card is ${grouped(wrong)}`), []);
    }
  });

  it('have offsets into the given body, and the value in plain digits', () => {
    const body = '<p>Card: <b>4111</b> 1111&nbsp;1111 １１１１!</p>';

    const [match] = scanner.scan(body);

    assert.equal(match?.value, '4111111111111111');
    assert.equal(body.slice(match?.start, match?.end), '4111</b> 1111&nbsp;1111 １１１１');
  });
});

describe('payment cards, whatever is done to them', () => {
  const card = fc.constantFrom(...Object.values(CARDS));
  const filler = fc.constantFrom(
    '',
    '<b></b>',
    '<!-- -->',
    '\u200b',
    '&#8203;',
    '\u00ad',
    '<span>',
    '</i>',
    '\u2060',
    '<wbr>',
  );
  const zero = fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce, 0xe50);

  it('stay found with tags and invisible characters anywhere inside', () => {
    fc.assert(
      fc.property(card, fc.array(filler, { minLength: 19, maxLength: 19 }), (digits, fillers) => {
        const written = digits
          .split('')
          .map((digit, at) => digit + (at < digits.length - 1 ? fillers[at] : ''))
          .join('');
        assert.ok(isFound(`<p>my card is ${written}</p>`, digits));
      }),
    );
  });

  it('stay found with each digit from any script', () => {
    fc.assert(
      fc.property(card, fc.array(zero, { minLength: 19, maxLength: 19 }), (digits, zeros) => {
        const written = digits
          .split('')
          .map((digit, at) => inDigits(digit, zeros[at] ?? 0x30))
          .join('');
        assert.ok(isFound(`my card is ${written}`, digits));
      }),
    );
  });

  it('stay found with any separator between groups, or spaces anywhere beside the word card', () => {
    const separator = fc.constantFrom(' ', '-', '.', '  ', ' - ', '\u00a0', '\u2013', '/', '_', '\n');
    fc.assert(
      fc.property(card, separator, (digits, between) => {
        assert.ok(isFound(`number ${grouped(digits, between)} thanks`, digits));
      }),
    );
    fc.assert(
      fc.property(
        card,
        fc.array(fc.constantFrom('', '', ' ', '  '), { minLength: 19, maxLength: 19 }),
        (digits, all) => {
          const written = digits
            .split('')
            .map((digit, at) => (at === 0 ? '' : (all[at] ?? '')) + digit)
            .join('');
          assert.ok(isFound(`my card is ${written}`, digits));
        },
      ),
    );
  });

  it('stay found inside any text', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'abc xyz.,!?<>&;"\n\tÄ語😀', '\ud83d', '\ude00'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(card, text, text, (digits, before, after) => {
        assert.ok(isFound(`${before} ${grouped(digits)} ${after}`, digits));
      }),
    );
  });
});
