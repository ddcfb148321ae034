import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findValidator } from '../../src/detect/validators/registry.ts';

const KEYS: readonly (readonly [name: string, value: string])[] = [
  ['random_key:20', 'Fq8ZtMadeUp3wLx9RvNbK2s'],
  ['random_key:20', '7f3facade0c19be42d5a8e6b90c4d1f2'],
  ['random_key:20', 'Zk9/Fictional+NotForUse0/8wQmRtYpX1c=='],
  ['random_key:16', 'k3j9d8fh2l4m6n8p'],
  ['random_key:uuid', '3c9e6b1f-7a42-4d08-9b5e-8f10c2a7d364'],
];

const OTHERS: readonly (readonly [name: string, value: string])[] = [
  ['random_key:20', 'Fq8ZtMadeUp3wLx9Rv'],
  ['random_key:20', 'integration-service-production-2024'],
  ['random_key:20', 'getCustomerAccountName'],
  ['random_key:20', 'projects/fiction/secrets/database-url/versions/12'],
  ['random_key:20', '3c9e6b1f-7a42-4d08-9b5e-8f10c2a7d364'],
  ['random_key:20', '1234567890abcdef1234567890abcdef'],
  ['random_key:20', 'your_api_key_goes_here_2024'],
  ['random_key:20', '20240312184522993847'],
  ['random_key:20', 'aaaaaaaaaaaaaaaaaaaaaaaa1'],
  ['random_key:uuid', '00000000-0000-0000-0000-000000000000'],
  ['random_key:uuid', '7f3facade0c19be42d5a8e6b90c4d1f2'],
];

describe('random_key', () => {
  for (const [name, value] of KEYS) {
    it(`${name} accepts ${value}`, () => assert.equal(findValidator(name)?.check(value), value));
  }
  for (const [name, value] of OTHERS) {
    it(`${name} refuses ${value}`, () => assert.equal(findValidator(name)?.check(value), undefined));
  }
  it('takes a length or uuid only', () => {
    assert.deepEqual(
      ['random_key', 'random_key:x', 'random_key:2'].map((name) => findValidator(name)),
      [undefined, undefined, undefined],
    );
  });
});
