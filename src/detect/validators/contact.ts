// Validators of what reaches a person or a machine: e-mail, telephone, addresses of networks and vehicles.

import { disguisedEmail, email } from './email.ts';
import { type NamedFactory, oneOf, plain } from './factory.ts';
import { ipv4, ipv6 } from './ip-address.ts';
import { macAddress } from './mac-address.ts';
import { PHONES } from './phone.ts';
import { postalAddress } from './postal-address.ts';
import { vin } from './vin.ts';

export const contactValidators: readonly NamedFactory[] = [
  ['email', plain(email)],
  ['disguised_email', plain(disguisedEmail)],
  ['phone', oneOf(PHONES)],
  ['ipv4', ipv4],
  ['ipv6', ipv6],
  ['mac_address', plain(macAddress)],
  ['postal_address', plain(postalAddress)],
  ['vin', vin],
];
