import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findValidator } from '../../src/detect/validators/registry.ts';

interface Case {
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

/** By the validator as a rule writes it. */
const CASES: Readonly<Record<string, Case>> = {
  us_ssn: {
    valid: ['078-05-1120', '219 09 9999', '512487301'],
    invalid: ['000-12-3456', '666-12-3456', '900-12-3456', '123-00-4567', '123-45-0000', '123-45-678'],
  },
  us_itin: {
    valid: ['912-71-4832', '900501234', '999-99-0001', '955-88-1234', '955-92-1234', '955-94-1234'],
    invalid: ['912-49-4832', '912-66-4832', '912-89-4832', '912-93-4832', '812-71-4832', '912-71-483'],
  },
  brazilian_pis: {
    valid: ['170.33259.50-4', '17033259504'],
    invalid: ['170.33259.50-5', '00000000000', '1703325950'],
  },
  brazilian_voter: {
    valid: ['0043 5687 0906', '1023 8501 0671'],
    invalid: ['0043 5687 0907', '0043 5687 2906', '0043 5687 090'],
  },
  dominican_cedula: {
    valid: ['224-0002211-1', '00113918205'],
    invalid: ['224-0002211-2', '000-0000000-0', '224-0002211'],
  },
  chinese_ric: {
    valid: ['11010519491231002X', '11010519491231002x', '440524188001010014'],
    invalid: ['110105194912310021', '99010519491231002X', '1101051949123100'],
  },
  taiwanese_id: {
    valid: ['A123456789', 'a123456789', 'A800000014', 'AC01234567'],
    invalid: ['A123456788', 'A323456789', '1234567890', 'A12345678'],
  },
  japanese_my_number: {
    valid: ['1234 5678 9018', '123456789018'],
    invalid: ['1234 5678 9019', '111111111111', '12345678901'],
  },
  korean_rrn: {
    valid: ['960121-1234567', '9111245678901'],
    invalid: ['960121-123456', '960121-12345678'],
  },
  'korean_rrn:checked': {
    valid: ['960121-1021413', '911124-5678906'],
    invalid: ['960121-1021414', '911124-5678901'],
  },
  singapore_nric: {
    valid: ['S1234567D', 's1234567d', 'T1234567J', 'F1234567N', 'G1234567X', 'S2740116C', 'M4332674T'],
    invalid: ['S1234567A', 'T1234567D', 'A1234567D', 'S123456D', 'SS234567D'],
  },
  malaysian_mykad: {
    valid: ['770305-02-1234', '770305821234'],
    invalid: ['770305-00-1234', '770305-17-1234', '770305-70-1234', '770305-02-123'],
  },
  indonesian_nik: {
    valid: ['3171015203900001', '317101 520390 0001'],
    invalid: [
      '0171015203900001',
      '3100015203900001',
      '3171005203900001',
      '3171015203900000',
      '317101520390000',
    ],
  },
  uzbek_pinfl: {
    valid: ['31203851234563', '40703900000010'],
    invalid: ['31203851234564', '91203851234563', '3120385123456'],
  },
  iranian_melli: {
    valid: ['0499370899', '0790419904', '0084575948', '0963695398'],
    invalid: ['0499370898', '1111111111', '049937089'],
  },
  kuwaiti_civil_id: {
    valid: ['285031212358', '301051500012'],
    invalid: ['285031212359', '585031212358', '28503121234'],
  },
  'digits:7-8': {
    valid: ['30.123.456', '1234567'],
    invalid: ['123456', '123456789', '0000000', ''],
  },
  'min_digits:7': {
    valid: ['A1234567', '12.345.678-K'],
    invalid: ['A123456', ''],
  },
  'dated:YYMMDD@0': {
    valid: ['850312-1', '000229', '991231'],
    invalid: ['851312', '850332', '850230', '8503', 'ab0312'],
  },
  'dated:YYYYMMDD@6': {
    valid: ['11010519491231002X', '110105200002290000'],
    invalid: ['110105189912310000', '110105190002290000', '110105204112310000'],
  },
  'dated:DDMMYY@6+40': {
    valid: ['3171011203900001', '3171015203900001', '3171017112900001'],
    invalid: ['3171017212900001', '3171014003900001', '3171011213900001'],
  },
};

describe('validators of numbers of persons', () => {
  for (const [name, { valid, invalid }] of Object.entries(CASES)) {
    const validator = findValidator(name);

    it(`${name} accepts what is valid`, () => {
      assert.deepEqual(
        valid.filter((value) => validator?.check(value) === undefined),
        [],
      );
    });

    it(`${name} refuses what is not`, () => {
      assert.deepEqual(
        invalid.filter((value) => validator?.check(value) !== undefined),
        [],
      );
    });

    it(`${name} accepts nothing with fewer digits than it says`, () => {
      const fewest = Math.min(...valid.map((value) => value.replace(/\D/g, '').length));

      assert.ok((validator?.minDigits ?? 99) <= fewest);
    });
  }

  it('compact leaves letters and digits in upper case', () => {
    assert.equal(findValidator('compact')?.check('12.345.678-k'), '12345678K');
  });

  it('digits and dated take no wrong arguments', () => {
    const wrong = [
      'digits',
      'digits:x',
      'digits:7-8-9',
      'dated',
      'dated:YYMM@0',
      'dated:YYMMDD',
      'korean_rrn:x',
    ];

    assert.deepEqual(
      wrong.filter((name) => findValidator(name) !== undefined),
      [],
    );
  });
});
