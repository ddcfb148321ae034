import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findValidator } from '../../src/detect/validators/registry.ts';

const ACCEPTED: readonly (readonly [name: string, value: string])[] = [
  ['credential', 'k1tten$9'],
  ['credential', 'Tr0ub4dor3'],
  ['credential', 'meadow'],
  ['credential', 'p%40ss-wordy'],
  ['basic_credentials', btoa('sam:k1tten$9')],
  ['basic_credentials', btoa('sam@customer-demo.example:Tr0ub4dor&3')],
  ['jwt', `${btoa('{"alg":"HS256","typ":"JWT"}').replace(/=+$/, '')}.e30.c2ln`],
];

const REFUSED: readonly (readonly [name: string, value: string])[] = [
  ['credential', 'password'],
  ['credential', 'pass'],
  ['credential', 'postgres'],
  ['credential', 'my-secret-password'],
  ['credential', 'changeme'],
  ['credential', '%DB_PASSWORD%'],
  ['credential', '$PASSWORD'],
  ['credential', '{{password}}'],
  ['credential', '<password>'],
  ['credential', '[YOUR-PASSWORD]'],
  ['credential', '******'],
  ['credential', 'DB_PASSWORD'],
  ['credential', '8080'],
  ['basic_credentials', btoa('user:password')],
  ['basic_credentials', btoa('no colon in here')],
  ['basic_credentials', 'authentication'],
  ['jwt', 'eyJhbGci.e30.c2ln'],
  ['jwt', `${btoa('{"name":"sam"}').replace(/=+$/, '')}.e30.c2ln`],
];

describe('credential, basic_credentials and jwt', () => {
  for (const [name, value] of ACCEPTED) {
    it(`${name} accepts ${value}`, () => assert.equal(findValidator(name)?.check(value), value));
  }
  for (const [name, value] of REFUSED) {
    it(`${name} refuses ${value}`, () => assert.equal(findValidator(name)?.check(value), undefined));
  }
});
