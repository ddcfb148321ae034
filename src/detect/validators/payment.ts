// Validators of payment cards and bank accounts.

import { type NamedFactory, oneOf, plain } from './factory.ts';
import { iban } from './iban.ts';
import { anyIssuer, commonIssuer } from './issuer.ts';

export const paymentValidators: readonly NamedFactory[] = [
  ['issuer', oneOf({ any: anyIssuer, common: commonIssuer })],
  ['iban', plain(iban)],
];
