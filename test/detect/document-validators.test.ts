import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findValidator } from '../../src/detect/validators/registry.ts';

/** For each validator what it accepts, with what it makes of it, and what it refuses. */
const TABLE: Readonly<
  Record<string, { valid: readonly (readonly [string, string])[]; invalid: readonly string[] }>
> = {
  'mrz:td3': {
    valid: [['L898902C36UTO7408122F1204159ZE184226B<<<<<10', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']],
    invalid: [
      'L898902C36UTO7408122F1204159ZE184226B<<<<<11',
      'L898902C37UTO7408122F1204159ZE184226B<<<<<10',
      'L898902C36UTO7408122F1204159ZE184226B<<<<<',
    ],
  },
  'mrz:td2': {
    valid: [['D231458907UTO7408122F1204159<<<<<<<6', 'D231458907UTO7408122F1204159<<<<<<<6']],
    invalid: ['D231458907UTO7408122F1204159<<<<<<<5', 'D231458907UTO7408132F1204159<<<<<<<6'],
  },
  'mrz:td1': {
    valid: [
      [
        'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6',
        'I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6',
      ],
    ],
    invalid: ['I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<7'],
  },
  'mrz:visa': {
    valid: [['L8988901C4XXX4009078F96121096ZE184226B<<<<<<', 'L8988901C4XXX4009078F9612109']],
    invalid: ['L8988901C5XXX4009078F96121096ZE184226B<<<<<<'],
  },
  passport_number: {
    valid: [
      ['512345678', '512345678'],
      ['x1234567', 'X1234567'],
      ['AB 123-4567', 'AB1234567'],
      ['C01X00T47', 'C01X00T47'],
      ['12AB34567', '12AB34567'],
      ['M123A4567', 'M123A4567'],
      ['SPECI2014', 'SPECI2014'],
    ],
    invalid: ['000000000', 'XX0000000', '123456', '1234567890', 'PASSPORT', 'ABCDEFG1'],
  },
  br_cnh: {
    valid: [
      ['624729276-37', '62472927637'],
      ['58316794534', '58316794534'],
    ],
    invalid: ['62472927638', '62472927627', '11111111111', '6247292763'],
  },
  gb_nhs: {
    valid: [
      ['943 476 5919', '9434765919'],
      ['010-185-1235', '0101851235'],
    ],
    invalid: ['943 476 5918', '0000000000', '943476591'],
  },
  au_medicare: {
    valid: [
      ['2123 45670 1', '2123456701'],
      ['2428 77813 2/1', '24287781321'],
    ],
    invalid: ['2123 45671 1', '7123 45670 1', '2123 45670 0'],
  },
  nz_nhi: {
    valid: [
      ['ZAC5361', 'ZAC5361'],
      ['zsc21tn', 'ZSC21TN'],
    ],
    invalid: ['ZAC5360', 'ZSC21TM', 'ZIC5361', 'ZAC53'],
  },
  de_kvnr: {
    valid: [
      ['A 123 456 780', 'A123456780'],
      ['t220001291', 'T220001291'],
    ],
    invalid: ['A123456781', 'B123456780', 'A000000000', '1234567890'],
  },
  de_lanr: { valid: [['123456601', '123456601']], invalid: ['123456701', '000000000', '12345660'] },
  br_cns: {
    valid: [
      ['700 0000 0000 0005', '700000000000005'],
      ['100000000060018', '100000000060018'],
    ],
    invalid: ['700 0000 0000 0006', '300000000000000', '70000000000000'],
  },
  us_npi: { valid: [['1234-567-893', '1234567893']], invalid: ['1234567890', '3234567893', '1111111111'] },
  us_dea: {
    valid: [
      ['BB1388568', 'BB1388568'],
      ['f91234563', 'F91234563'],
    ],
    invalid: ['BB1388569', 'BB0000000', 'QB1388568'],
  },
};

describe('validators of documents and health numbers', () => {
  for (const [name, { valid, invalid }] of Object.entries(TABLE)) {
    it(`${name} accepts what is given and normalises it`, () => {
      for (const [value, normalised] of valid) {
        assert.equal(findValidator(name)?.check(value), normalised, value);
      }
    });

    it(`${name} refuses what is never given`, () => {
      for (const value of invalid) assert.equal(findValidator(name)?.check(value), undefined, value);
    });
  }

  it('a validator refuses an argument that it does not know', () => {
    const unknown = ['mrz', 'mrz:td4', 'gb_nhs:1', 'birth_date:1800', 'birth_date:soon'];

    assert.deepEqual(
      unknown.filter((name) => findValidator(name) !== undefined),
      [],
    );
  });
});
