// Account numbers of countries that check them by themselves, as people write them without their IBAN's beginning.

import { isValidBBAN, isValidIBAN } from 'ibantools';
import type { Factory } from './factory.ts';
import { isItalianBban } from './it-bban.ts';
import type { Validator } from './validator.ts';

/**
 * `bban:ES` is the account number of Spain: length, structure and national check (the SWIFT registry, by ibantools).
 * Normalises to the BBAN, so that an account has one value however it is written.
 */
export const bban: Factory = (argument) => {
  const country = argument === undefined ? undefined : COUNTRIES.get(argument);
  if (argument === undefined || country === undefined) return undefined;
  const { minDigits, complete = joined, isValid = isValidBBAN } = country;
  const validator: Validator = {
    minDigits,
    check(value) {
      const account = complete(value);
      return account !== undefined && /[1-9]/.test(account) && isValid(account, argument)
        ? account
        : undefined;
    },
  };
  return validator;
};

interface Country {
  readonly minDigits: number;
  /** What a person wrote as a BBAN. */
  readonly complete?: (value: string) => string | undefined;
  readonly isValid?: (account: string, country: string) => boolean;
}

const COUNTRIES: ReadonlyMap<string, Country> = new Map<string, Country>([
  ['BE', { minDigits: 12 }],
  ['CZ', { minDigits: 6, complete: czech }],
  ['ES', { minDigits: 20 }],
  ['FR', { minDigits: 12 }],
  ['HU', { minDigits: 16, complete: (value) => joined(value).padEnd(24, '0') }],
  ['IT', { minDigits: 10, complete: unparted, isValid: isItalianBban }],
  ['MX', { minDigits: 18, isValid: isClabe }],
  ['NO', { minDigits: 11 }],
  // A Polish account number (NRB) is the IBAN without its letters.
  ['PL', { minDigits: 26, isValid: (account) => isValidIBAN(`PL${account}`) }],
  ['PT', { minDigits: 21 }],
]);

/** Only the parts with digits: between them may stand what the parts are. */
function joined(value: string): string {
  return (value.toUpperCase().match(/[0-9A-Z]+/g) ?? []).filter((part) => /[0-9]/.test(part)).join('');
}

function unparted(value: string): string {
  return value.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

/** Mexico's CLABE by its check digit alone, since banks and their places are added to no public list in time. */
function isClabe(account: string): boolean {
  if (!/^\d{18}$/.test(account)) return false;
  const products = [...account].map((digit, at) => (Number(digit) * ([3, 7, 1][at % 3] ?? 0)) % 10);
  const sum = products.slice(0, 17).reduce((total, product) => total + product, 0);
  return (10 - (sum % 10)) % 10 === Number(account.at(-1));
}

/** `19-2000145399/0800`: a prefix, which may be missing, the account and the bank; zeros in front are left out. */
function czech(value: string): string | undefined {
  const [, prefix = '', account = '', bank = ''] = /^(?:(\d{1,6})-)?(\d{2,10})\/(\d{4})$/.exec(value) ?? [];
  return bank === '' ? undefined : bank + prefix.padStart(6, '0') + account.padStart(10, '0');
}
