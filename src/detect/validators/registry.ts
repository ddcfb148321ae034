// The validators that a rule may name.

import { contactValidators } from './contact.ts';
import { credentialValidators } from './credentials.ts';
import { documentValidators } from './documents.ts';
import { entropy } from './entropy.ts';
import { type Factory, plain } from './factory.ts';
import { groups } from './groups.ts';
import { healthValidators } from './health.ts';
import { identityValidators } from './identity.ts';
import { europeanIdentityValidators } from './identity-europe.ts';
import { luhn } from './luhn.ts';
import { notPlaceholder } from './not-placeholder.ts';
import { paymentValidators } from './payment.ts';
import { stdnum } from './stdnum.ts';
import { tokenValidators } from './tokens.ts';
import type { Validator } from './validator.ts';

const FACTORIES: ReadonlyMap<string, Factory> = new Map([
  ['luhn', plain(luhn)],
  ['entropy', entropy],
  ['not_placeholder', plain(notPlaceholder)],
  ['groups', groups],
  ['stdnum', stdnum],
  ...paymentValidators,
  ...identityValidators,
  ...europeanIdentityValidators,
  ...documentValidators,
  ...healthValidators,
  ...credentialValidators,
  ...tokenValidators,
  ...contactValidators,
] satisfies readonly (readonly [string, Factory])[]);

export const VALIDATOR_NAMES: readonly string[] = [...FACTORIES.keys()];

/** The validator written as `name` or `name:argument`; undefined when there is none. */
export function findValidator(written: string): Validator | undefined {
  const colon = written.indexOf(':');
  const name = colon === -1 ? written : written.slice(0, colon);
  return FACTORIES.get(name)?.(colon === -1 ? undefined : written.slice(colon + 1));
}
