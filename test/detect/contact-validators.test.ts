import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findValidator } from '../../src/detect/validators/registry.ts';

const TABLES: Readonly<
  Record<
    string,
    {
      readonly valid: readonly (readonly [value: string, normalised: string])[];
      readonly invalid: readonly string[];
    }
  >
> = {
  email: {
    valid: [
      ['Sam@Customer-Demo.Example', 'sam@customer-demo.example'],
      ['sam+shop@mail.customer-demo.co.uk', 'sam+shop@mail.customer-demo.co.uk'],
      ['сэм@пример.рф', 'сэм@пример.рф'],
      ['sam@xn--e1afmkfd.xn--p1ai', 'sam@xn--e1afmkfd.xn--p1ai'],
    ],
    invalid: [
      'logo@2x.png',
      'left-pad@1.3.0',
      'sam@customer-demo.notatld',
      'sam@co.uk',
      '.sam@customer-demo.example',
      'sam..o@customer-demo.example',
      'sam@10.0.0.1',
    ],
  },
  disguised_email: {
    valid: [
      ['sam at customer-demo dot example', 'sam@customer-demo.example'],
      ['sam [at] customer-demo [dot] co [dot] uk', 'sam@customer-demo.co.uk'],
      ['sam(at)customer-demo.example', 'sam@customer-demo.example'],
      ['sam arroba customer-demo punto example', 'sam@customer-demo.example'],
      ['sam @ customer-demo.example', 'sam@customer-demo.example'],
    ],
    invalid: ['noon at home dot png', 'sam at work', 'stopped at any point png'],
  },
  'ipv4:unlike_version': {
    valid: [
      ['51.158.123.45', '51.158.123.45'],
      ['8.217.41.90', '8.217.41.90'],
    ],
    invalid: [
      '5.0.71.47',
      '120.0.0.0',
      '192.168.0.20',
      '1.2.3.4',
      '51.158.123.256',
      '51.158.123',
      '51.158.023.45',
    ],
  },
  'ipv4:public': { valid: [['8.8.8.8', '8.8.8.8']], invalid: ['10.1.2.3', '127.0.0.1', '203.0.113.9'] },
  'ipv4:private': {
    valid: [
      ['10.1.2.3', '10.1.2.3'],
      ['172.31.0.1', '172.31.0.1'],
    ],
    invalid: ['172.32.0.1', '8.8.8.8'],
  },
  ipv6: {
    valid: [
      ['2001:DB8::1', '2001:db8::1'],
      ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
      ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ],
    invalid: [
      '1:2:3:4:5:6:7',
      '2001::db8::1',
      '12345::1',
      '::ffff:256.0.0.1',
      'std::cout',
      '1:2:3:4:5:6:7::8',
    ],
  },
  'ipv6:public': {
    valid: [['2a02:8109::1', '2a02:8109::1']],
    invalid: ['fe80::1', '2001:db8::1', '::1', 'dead::beef', '1:2:3:4:5:6:7:8'],
  },
  mac_address: {
    valid: [
      ['3C-22-FB-4A-9B-01', '3c:22:fb:4a:9b:01'],
      ['3c22.fb4a.9b01', '3c:22:fb:4a:9b:01'],
    ],
    invalid: ['ff:ff:ff:ff:ff:ff', '00:00:00:00:00:00', '3c:22:fb:4a:9b'],
  },
  vin: {
    valid: [
      ['WVWZZZ1JZ3W386752', 'WVWZZZ1JZ3W386752'],
      ['wdb 124026 1a123456', 'WDB1240261A123456'],
    ],
    invalid: ['WVWZZZ1JZ3W38675', 'WVWZZZ1JZ3W38675O', '12345678901234567', 'XXXXXXXXXXXXX1234'],
  },
  'vin:north_american': {
    valid: [
      ['1HGCM82633A004352', '1HGCM82633A004352'],
      ['1M8GDM9AXKP042788', '1M8GDM9AXKP042788'],
    ],
    invalid: ['1HGCM82633A004353', 'WVWZZZ1JZ3W386752'],
  },
  postal_address: {
    valid: [['742 Elm Street,\nSpringfield, IL 62704', '742 elm street springfield il 62704']],
    invalid: ['Elm Street 62704', 'Portions Copyright 1998-2003 Sam', '5 days way 10 NY 12345'],
  },
};

for (const [name, { valid, invalid }] of Object.entries(TABLES)) {
  describe(`the validator ${name}`, () => {
    const validator = findValidator(name);
    for (const [value, normalised] of valid) {
      it(`accepts ${value}`, () => {
        assert.equal(validator?.check(value), normalised);
      });
    }
    for (const value of invalid) {
      it(`refuses ${value}`, () => {
        assert.equal(validator?.check(value), undefined);
      });
    }
    it('asks for no more digits than its values have', () => {
      for (const [value] of valid) {
        assert.ok((value.match(/\d/g) ?? []).length >= (validator?.minDigits ?? Number.NaN));
      }
    });
  });
}

it('validators of contact data know their arguments', () => {
  for (const name of ['ipv4:x', 'ipv6:unlike_version', 'vin:german', 'email:x', 'mac_address:x']) {
    assert.equal(findValidator(name), undefined);
  }
});
