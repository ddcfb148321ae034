import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findValidator } from '../../src/detect/validators/registry.ts';
import { TOLD } from './password-sentences.ts';
import { UNTOLD } from './password-talk-sentences.ts';
import { rules, scanner } from './shipped.ts';

/** What the policy would act on. */
function acted(body: string): readonly string[] {
  return scanner
    .scan(body)
    .filter(({ kind, confidence }) => kind === 'password' && confidence !== 'possible')
    .map(({ ruleId }) => ruleId);
}

for (const [language, sentences] of Object.entries(TOLD)) {
  describe(`a password told in ${language}`, () => {
    for (const sentence of sentences) {
      it(`is found: ${JSON.stringify(sentence)}`, () => {
        assert.notDeepEqual(acted(sentence), []);
      });
    }
  });
}

describe('talk of passwords', () => {
  for (const sentence of UNTOLD) {
    it(`is no password: ${JSON.stringify(sentence)}`, () => {
      assert.deepEqual(acted(sentence), []);
      assert.deepEqual(acted(`<p>${sentence.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`), []);
    });
  }

  it('is searched by every rule for passwords', () => {
    assert.ok(rules.filter(({ kind }) => kind === 'password').length > 10);
  });
});

const VALUES: Readonly<
  Record<string, { readonly valid: readonly string[]; readonly invalid: readonly string[] }>
> = {
  password: {
    valid: ['hunter2!X', 'k1tten$', 'gr@nade', '482917', '4829', 'qwerty', 'kitten99.'],
    invalid: [
      'working',
      '2024',
      'a1',
      '12/03/2024',
      '10:45',
      '8-16',
      '$' + '{PW}',
      'auth[1]',
      'xxxx1234',
      'https://a.example/1',
      '%3$s',
      '$1|hours',
      'PKCS#12',
      'SOCKSv5',
      'Passwort',
      'debug1:',
      'ung\\u00FCltig',
    ],
  },
  'password:mixed': { valid: ['kitten99'], invalid: ['482917', 'kitten', 'sha256', 'ISO-8859'] },
  'password:strong': { valid: ['kitten!99', 'k1tTen9x'], invalid: ['kitten99', 'K1TTEN9'] },
  'password:any': {
    valid: ['kittenhouse', 'радуга', '482917'],
    invalid: ['required', 'vergessen', 'oublié', 'неверный'],
  },
  'password:phrase': { valid: ['rabbits love purple horses'], invalid: ['not valid', 'too short', '****'] },
};

for (const [name, { valid, invalid }] of Object.entries(VALUES)) {
  describe(`the validator ${name}`, () => {
    for (const value of valid) {
      it(`accepts ${value}`, () => assert.ok(findValidator(name)?.check(value)));
    }
    for (const value of invalid) {
      it(`refuses ${value}`, () => assert.equal(findValidator(name)?.check(value), undefined));
    }
  });
}
