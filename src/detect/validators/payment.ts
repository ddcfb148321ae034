// Validators of payment cards and bank accounts.

import { bban } from './bban.ts';
import { type NamedFactory, oneOf, plain } from './factory.ts';
import { iban } from './iban.ts';
import { anyIssuer, commonIssuer } from './issuer.ts';
import { track } from './track.ts';
import { usAba } from './us-aba.ts';

export const paymentValidators: readonly NamedFactory[] = [
  ['issuer', oneOf({ any: anyIssuer, common: commonIssuer })],
  ['iban', plain(iban)],
  ['bban', bban],
  ['track', plain(track)],
  ['us_aba', plain(usAba)],
];
