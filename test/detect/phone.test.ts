import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { findValidator } from '../../src/detect/validators/registry.ts';
import { scanner } from './shipped.ts';

const check = (name: string, value: string): string | undefined => findValidator(name)?.check(value);

const EXAMPLES = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? []);

const isFound = (text: string): boolean =>
  scanner.scan(text).some(({ kind, confidence }) => kind === 'phone' && confidence !== 'possible');

/** Ways to write a number; those with a calling code need no words. */
const FORMS: Readonly<Record<string, (number: (typeof EXAMPLES)[number]) => string>> = {
  'in E.164': ({ number }) => `it is ${number}, thanks`,
  'in groups': (number) => number.formatInternational(),
  'with dashes in HTML': (number) => `<p>${number.formatInternational().replaceAll(' ', '-')}<br></p>`,
  'with no-break spaces': (number) => number.formatInternational().replaceAll(' ', '&nbsp;'),
  'as one run behind 00, with a word': ({ number }) => `phone 00${number.slice(1)}`,
  'in full-width characters': ({ number }) =>
    number.replace(/./g, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0)),
};

describe('telephone numbers', () => {
  for (const [name, write] of Object.entries(FORMS)) {
    it(`of every region are found ${name}`, () => {
      const missed = EXAMPLES.filter((number) => !isFound(write(number)));

      assert.deepEqual(
        missed.map(({ country }) => country),
        [],
      );
    });
  }

  it('as dialled in their region are found beside a word, from seven digits on', () => {
    const long = EXAMPLES.filter(({ nationalNumber }) => nationalNumber.length >= 7);
    const missed = long.filter((number) => !isFound(`my mobile number is ${number.formatNational()}`));

    assert.ok(long.length > 220);
    assert.deepEqual(
      missed.map(({ country }) => country),
      [],
    );
  });

  it('are accepted as libphonenumber accepts them', () => {
    for (const { number } of EXAMPLES) {
      const shorter = number.slice(0, -3);
      assert.equal(check('phone:international', number.slice(1)), number);
      if (parsePhoneNumberFromString(number)?.isValid() !== true) assert.fail(number);
      if (check('phone:international', shorter.slice(1)) === shorter) {
        assert.equal(parsePhoneNumberFromString(shorter)?.isValid(), true, shorter);
      }
    }
  });
});

describe('the validator phone', () => {
  const VALID: readonly (readonly [name: string, value: string, normalised: string])[] = [
    ['phone:international', '44 (0)20 7946 0958', '+4402079460958'],
    ['phone:international', '1 415 555 2671 1234 Main', '+14155552671'],
    ['phone:international', '0049 30 901820', '+4930901820'],
    ['phone:possible', '44 7700 900123', '+447700900123'],
    ['phone:national', '(415) 555-2671', '4155552671'],
    ['phone:national', '555-123-4567', '5551234567'],
    ['phone:national', '415-555-2671 4111 1111 1111 1111', '4155552671'],
    ['phone:national', '8 (912) 345-67-89', '89123456789'],
    ['phone:national', '0343 15 555-1212', '0343155551212'],
    ['phone:national', '004930901820', '+4930901820'],
    ['phone:dotted', '512.345.870', '512345870'],
    ['phone:dotted', '0664.120242', '0664120242'],
    ['phone:north_american', '1-415-555-2671', '4155552671'],
  ];
  for (const [name, value, normalised] of VALID) {
    it(`${name} accepts ${value}`, () => {
      assert.equal(check(name, value), normalised);
    });
  }

  const INVALID: readonly (readonly [name: string, value: string])[] = [
    ['phone:international', '1 555 123 4567'],
    ['phone:international', '999 123 456 789'],
    ['phone:international', '0000000000'],
    ['phone:possible', '1 415 555'],
    ['phone:national', '12.03.2024 10:30'],
    ['phone:national', '21.230.180'],
    ['phone:dotted', '12.03.2024'],
    ['phone:dotted', '192.168.100.200'],
    ['phone:dotted', '12.345.000'],
    ['phone:national', '2024-01-02 08:00'],
    ['phone:national', '4111 1111 1111 1111'],
    ['phone:national', '1111111111'],
    ['phone:national', '12345'],
    ['phone:national', '1.299.000'],
    ['phone:national', '123.456.789-09'],
    ['phone:national', '850101-1234567'],
    ['phone:national', '51.158.123.45'],
    ['phone:national', '52.520008 13.404954'],
    ['phone:national', '4.12.1804'],
    ['phone:north_american', '015-555-2671'],
  ];
  for (const [name, value] of INVALID) {
    it(`${name} refuses ${value}`, () => {
      assert.equal(check(name, value), undefined);
    });
  }

  it('takes its argument only', () => {
    assert.equal(findValidator('phone'), undefined);
    assert.equal(findValidator('phone:DE'), undefined);
  });
});
