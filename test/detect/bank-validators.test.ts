import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findValidator } from '../../src/detect/validators/registry.ts';

/** Invented or published sample numbers; the second of each row differs by one digit or letter. */
const ACCOUNTS: readonly (readonly [name: string, valid: string, invalid: string, normalised: string])[] = [
  ['us_aba', '0210-0002-1', '0210-0002-2', '021000021'],
  ['us_aba', '111000025', '511000025', '111000025'],
  ['us_aba', '091000019', '000000000', '091000019'],
  ['bban:BE', '539-0075470-34', '539-0075470-35', '539007547034'],
  ['bban:CZ', '19-2000145399/0800', '19-2000145398/0800', '08000000192000145399'],
  ['bban:CZ', '2000145399/0800', '2000145399/080', '08000000002000145399'],
  ['bban:ES', '2100 0418 45 0200051332', '2100 0418 46 0200051332', '21000418450200051332'],
  [
    'bban:FR',
    'banque 20041 guichet 01005 compte 0500013m026 clé 06',
    '20041 01005 0500013M026 07',
    '20041010050500013M02606',
  ],
  ['bban:HU', '11773016-11111018', '11773016-11111019', '117730161111101800000000'],
  ['bban:HU', '11773016-11111018-00000000', '11773017-11111018-00000000', '117730161111101800000000'],
  ['bban:IT', 'X 05428 11101 000000123456', 'Y 05428 11101 000000123456', 'X0542811101000000123456'],
  ['bban:MX', '012 406 97120551421 6', '012406971205514217', '012406971205514216'],
  ['bban:NO', '8601.11.17947', '8601.11.17948', '86011117947'],
  [
    'bban:PL',
    '61 1090 1014 0000 0712 1981 2874',
    '61 1090 1014 0000 0712 1981 2875',
    '61109010140000071219812874',
  ],
  ['bban:PT', '0002 0123 12345678901 54', '0002 0123 12345678901 55', '000201231234567890154'],
  ['track', '%B4539173956482019^', '%B4539173956482018^', '4539173956482019'],
  ['track', ';4539173956482019=2812', ';453917395=2812', '4539173956482019'],
];

describe('validators of bank accounts and magnetic stripes', () => {
  for (const [name, valid, invalid, normalised] of ACCOUNTS) {
    it(`${name} takes ${valid} and refuses ${invalid}`, () => {
      const validator = findValidator(name);

      assert.equal(validator?.check(valid), normalised);
      assert.equal(validator?.check(invalid), undefined);
      assert.ok((valid.match(/\d/g) ?? []).length >= (validator?.minDigits ?? 0));
    });
  }

  it('are there for no country without a check of its own', () => {
    assert.equal(findValidator('bban'), undefined);
    assert.equal(findValidator('bban:DE'), undefined);
    assert.equal(findValidator('us_aba:1'), undefined);
  });
});
