// The validators that a rule may name.

import { email } from './email.ts';
import { entropy } from './entropy.ts';
import { groups } from './groups.ts';
import { iban } from './iban.ts';
import { anyIssuer, commonIssuer } from './issuer.ts';
import { luhn } from './luhn.ts';
import { notPlaceholder } from './not-placeholder.ts';
import { password } from './password.ts';
import { usSsn } from './us-ssn.ts';
import type { Validator } from './validator.ts';

/** Undefined when the argument is not one that this validator takes. */
type Factory = (argument: string | undefined) => Validator | undefined;

const plain =
  (validator: Validator): Factory =>
  (argument) =>
    argument === undefined ? validator : undefined;

const ISSUERS: ReadonlyMap<string, Validator> = new Map([
  ['any', anyIssuer],
  ['common', commonIssuer],
]);

const FACTORIES: ReadonlyMap<string, Factory> = new Map([
  ['luhn', plain(luhn)],
  ['issuer', (argument) => ISSUERS.get(argument ?? 'any')],
  ['iban', plain(iban)],
  ['us_ssn', plain(usSsn)],
  ['entropy', entropy],
  ['not_placeholder', plain(notPlaceholder)],
  ['groups', groups],
  ['password', password],
  ['email', plain(email)],
] satisfies readonly (readonly [string, Factory])[]);

export const VALIDATOR_NAMES: readonly string[] = [...FACTORIES.keys()];

/** The validator written as `name` or `name:argument`; undefined when there is none. */
export function findValidator(written: string): Validator | undefined {
  const colon = written.indexOf(':');
  const name = colon === -1 ? written : written.slice(0, colon);
  return FACTORIES.get(name)?.(colon === -1 ? undefined : written.slice(colon + 1));
}
